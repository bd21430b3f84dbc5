"""Why a solution scores what it scores: by theme, and then criterion by criterion."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.decision.answers import ground
from identiteitslab.figures.intervals import intervals
from identiteitslab.report.content import Cell, Picture, Section, Table, Text
from identiteitslab.report.sections.outcome import first_out
from identiteitslab.scoring.pools import ENDS
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from identiteitslab.comparison.contribution import Contributions
    from identiteitslab.decision.evaluation import Evaluation, Standing
    from identiteitslab.report.told import Told


def reasons(told: Told, found: Contributions) -> Section:
    """Give what each theme adds to each total."""
    themes, points = found.by("theme")
    rows = []
    for one in told.evaluation.standings:
        at = found.solutions.index(one.solution)
        adds = [told.number(value, 1) for value in points[at].tolist()]
        name = Cell(told.solution(one.solution))
        rows.append((name, *adds, told.number(float(found.totals[at]), 1)))
    table = Table(
        "themes",
        told.say("table.themes"),
        "decision.answers.why.why",
        (
            told.column("solution", 1.7),
            *(told.named(told.theme(theme), right=True) for theme in themes),
            told.column("total", right=True),
        ),
        tuple(rows),
        note=told.say("reasons.read"),
        apart=first_out(told),
    )
    return Section(told.say("reasons.title"), (table,))


def solutions(told: Told, found: Contributions) -> Section:
    """Give each solution apart: its score on each theme, and every criterion behind it."""
    scores, themes = told.evaluation.scores, theme_pools(told.evaluation)
    ends = np.quantile(scores.criteria, ENDS, axis=2)
    parts = tuple(
        Section(
            told.solution(one.solution),
            (
                Text(_stands(told, one)),
                _themes(told, one.solution, found, themes[scores.solution_ids.index(one.solution)]),
                _criteria(told, one.solution, found, ends),
            ),
        )
        for one in told.evaluation.standings
    )
    return Section(told.say("solutions.title"), (), parts)


def theme_pools(evaluation: Evaluation) -> NDArray[np.floating]:
    """Give equally likely scores on each theme, (solution, theme, sample)."""
    known = ground.table(evaluation)
    inside = np.eye(len(ground.themes(evaluation)), dtype=np.float32)[known.theme]
    own = known.own_weights[:, :, None] * inside
    whole = own.sum(axis=1, keepdims=True)
    part = np.divide(own, whole, out=np.zeros_like(own), where=whole > 0)
    pools: NDArray[np.floating] = np.einsum(
        "sct,scn->stn", part.astype(np.float32), evaluation.scores.criteria
    )
    return pools


def _themes(
    told: Told, solution: str, found: Contributions, pools: NDArray[np.floating]
) -> Picture:
    themes, row = told.evaluation.weighing.theme_points, found.solutions.index(solution)
    low, high = np.quantile(pools, ENDS, axis=1).tolist()
    middle = pools.mean(axis=1, dtype=np.float64).tolist()
    drawn = intervals(
        [told.theme(name) for name in themes],
        low,
        middle,
        high,
        of="criteria",
        lang=told.lang,
        fictitious=told.fictitious,
    )
    title = told.say("solutions.themes", solution=told.solution(solution))
    names, points = found.by("theme")
    table = Table(
        f"themes-{solution}",
        title,
        "report.sections.reasons.theme_pools",
        (
            told.column("theme", 2.6),
            told.interval_column("score", 1.2),
            told.column("adds", right=True),
            told.column("points", 1.2, right=True),
        ),
        tuple(
            (
                Cell(told.theme(name)),
                told.score(low[at], middle[at], high[at]),
                told.number(float(points[row, names.index(name)]), 1),
                told.points(weight),
            )
            for at, (name, weight) in enumerate(themes.items())
        ),
    )
    return Picture(replace(drawn, title=title), table)


def _criteria(told: Told, solution: str, found: Contributions, ends: NDArray[np.floating]) -> Table:
    scores = told.evaluation.scores
    row = scores.solution_ids.index(solution)
    middle = scores.criteria[row].mean(axis=1, dtype=np.float64)
    points, measured = found.by("criterion")[1], _measured(told, row)
    return Table(
        f"criteria-{solution}",
        told.say("table.criteria", solution=told.solution(solution)),
        "decision.answers.why.why",
        (
            told.column("criterion", 2.6),
            told.interval_column("score", 1.2),
            told.column("adds", right=True),
            told.column("measured_of", 1.2),
        ),
        tuple(
            (
                Cell(told.criterion(scores.criterion_ids[at])),
                told.score(float(ends[0, row, at]), float(middle[at]), float(ends[1, row, at])),
                told.number(float(points[row, at]), 1),
                _counted(told, measured[at]),
            )
            for at in np.flatnonzero(scores.applies[row]).tolist()
        ),
    )


def _stands(told: Told, one: Standing) -> str:
    """Say how a solution stands, and on which minimums it fails."""
    facts = {
        "solution": told.solution(one.solution),
        "score": told.score(*one.score).text,
        "share": told.percent(one.evidence).text,
        "outcome": say(f"outcome.{one.outcome}", told.lang),
        "minimums": told.listed([told.indicator(m.indicator) for m in one.failing]),
        "open": len(one.open),
    }
    return told.say(f"solutions.{one.outcome}", **facts)


def _measured(told: Told, row: int) -> list[tuple[int, int]]:
    """Count for each criterion the indicators that were measured, and those that hold."""
    evaluation = told.evaluation
    scores, owner = evaluation.scores, told.catalogue.criterion_of
    counts = []
    for criterion in scores.criterion_ids:
        mine = [owner[name] == criterion for name in scores.indicator_ids]
        holds = evaluation.indicator_applies[row] & mine
        counts.append((int((scores.known[row] & holds).sum()), int(holds.sum())))
    return counts


def _counted(told: Told, counts: tuple[int, int]) -> Cell:
    measured, of = counts
    return Cell(told.say("solutions.measured", measured=measured, of=of), (float(measured),))
