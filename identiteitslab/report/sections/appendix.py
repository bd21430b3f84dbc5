"""Every number: all weights, and all that is known of each indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.report.content import Cell, Column, Section, Table
from identiteitslab.report.sections.minimums import limit_cell
from identiteitslab.report.values import counts_cell, hidden, known_cell
from identiteitslab.scoring.pools import ENDS
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from identiteitslab.estimation.estimate import Estimate
    from identiteitslab.report.told import Told
    from identiteitslab.scoring.minimums import MinimumResult

    Tested = dict[tuple[str, str], MinimumResult]


def appendix(told: Told) -> Section:
    """Give the weights of all criteria, and for each theme all that is known of its indicators."""
    ends = np.quantile(told.evaluation.scores.indicators, ENDS, axis=2)
    tested = {(one.solution, one.indicator): one for one in told.evaluation.minimums}
    themes = (_theme(told, theme, ends, tested) for theme in told.evaluation.weighing.theme_points)
    return Section(told.say("appendix.title"), (_weights(told), *themes))


def _weights(told: Told) -> Table:
    weights = told.evaluation.weights
    return Table(
        "criteria-weights",
        told.say("table.criteria-weights"),
        "scoring.weights.profile_weights",
        (
            told.column("criterion", 2.4),
            told.column("theme", 1.6),
            told.column("points", right=True),
        ),
        tuple(
            (
                Cell(told.criterion(name)),
                Cell(told.theme(told.catalogue.theme_of[name])),
                told.points(weight, 2),
            )
            for name, weight in weights.items()
        ),
    )


def _theme(told: Told, theme: str, ends: NDArray[np.floating], tested: Tested) -> Table:
    catalogue, solutions = told.catalogue, told.evaluation.scores.solution_ids
    names = [
        name
        for name in catalogue.in_context(told.evaluation.question.context)
        if catalogue.theme_of[catalogue.criterion_of[name]] == theme
    ]
    counts = tuple(told.say(f"part.{part}") for part in ("gemeenten", "observations"))
    return Table(
        f"indicators-{theme}",
        told.say("table.indicators", theme=told.theme(theme)),
        "estimation.estimate.estimate",
        (
            told.column("indicator", 1.4),
            told.column("solution", 1.4),
            told.interval_column("known", 2.0),
            told.interval_column("score", 1.1),
            Column(told.say("column.measured_in"), 1.0, counts),
            told.column("minimum", 1.6),
        ),
        tuple(
            _row(told, known, ends, tested)
            for name in names
            for solution in solutions
            if (known := told.known(solution, name)) is not None
        ),
        note=told.say("appendix.read", least=catalogue.population.minimum_group),
        grouped=True,
    )


def _row(
    told: Told, known: Estimate, ends: NDArray[np.floating], tested: Tested
) -> tuple[Cell, ...]:
    minimum = tested.get((known.solution, known.indicator))
    return (
        Cell(told.indicator(known.indicator)),
        Cell(told.solution(known.solution)),
        known_cell(told, known),
        _score(told, known, ends),
        counts_cell(told, known),
        Cell("") if minimum is None else _minimum(told, minimum),
    )


def _minimum(told: Told, one: MinimumResult) -> Cell:
    sign, limit = say(f"outcome_sign.{one.outcome}", told.lang), limit_cell(told, one)
    return Cell(f"{sign} {limit.text}", limit.numbers)


def _score(told: Told, known: Estimate, ends: NDArray[np.floating]) -> Cell:
    scores = told.evaluation.scores
    if known.indicator not in scores.indicator_ids:
        return Cell(told.say("gate_only"))
    if hidden(told, known):
        return Cell(told.say("not_shown"))
    at = scores.solution_ids.index(known.solution), scores.indicator_ids.index(known.indicator)
    if not told.evaluation.indicator_applies[at]:
        return Cell(told.say("not_for"))
    middle = float(scores.indicators[at].mean(dtype=np.float64))
    return told.score(float(ends[0][at]), middle, float(ends[1][at]))
