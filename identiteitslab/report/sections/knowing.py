"""Of what do we know enough: how strong the evidence is, and what nobody measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from identiteitslab.comparison.evidence import GRADES
from identiteitslab.figures.coverage import coverage
from identiteitslab.report.content import Cell, Picture, Section, Table
from identiteitslab.report.from_figure import picture
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identiteitslab.decision.answers.evidence import Evidence
    from identiteitslab.report.told import Told

SIDE_BY_SIDE = 6
"""So many solutions fit beside each other on a page."""


def knowing(told: Told, found: Evidence) -> Section:
    """Give the share of the points at each grade, then every criterion of every theme."""
    return Section(told.say("knowing.title"), (_shares(told, found), *_themes(told, found)))


def _shares(told: Told, found: Evidence) -> Table:
    shares: dict[Any, list[float]] = found.coverage.T.to_dict("list")
    return Table(
        "evidence-shares",
        told.say("table.evidence-shares"),
        "decision.answers.evidence.evidence",
        (
            told.column("solution", 2.0),
            *(told.named(say(f"answers.grade.{grade}", told.lang), right=True) for grade in GRADES),
        ),
        tuple(
            (
                Cell(told.solution(one.solution)),
                *(told.percent(share) for share in shares[one.solution]),
            )
            for one in told.evaluation.standings
        ),
        note=told.say("knowing.read"),
    )


def _themes(told: Told, found: Evidence) -> list[Picture]:
    order = [one.solution for one in told.evaluation.standings]
    parts = [order[at : at + SIDE_BY_SIDE] for at in range(0, len(order), SIDE_BY_SIDE)]
    criteria, theme_of = told.evaluation.scores.criterion_ids, told.catalogue.theme_of
    return [
        _theme(told, found, theme, [c for c in criteria if theme_of[c] == theme], part, number)
        for theme in told.evaluation.weighing.theme_points
        for number, part in enumerate(parts, 1)
    ]


def _theme(
    told: Told,
    found: Evidence,
    theme: str,
    criteria: Sequence[str],
    solutions: Sequence[str],
    part: int,
) -> Picture:
    cells = np.array([[_cell(told, found, s, c) for s in solutions] for c in criteria])
    drawn = coverage(
        [told.criterion(name) for name in criteria],
        [told.solution(name) for name in solutions],
        cells[:, :, 0],
        cells[:, :, 1],
        people=cells[:, :, 2],
        applies=[[_applies(told, s, c) for s in solutions] for c in criteria],
        least=told.catalogue.population.minimum_group,
        lang=told.lang,
        fictitious=told.fictitious,
    )
    title = told.say("knowing.theme", theme=told.theme(theme))
    more = f"-{part}" if part > 1 else ""
    source = "decision.answers.evidence.evidence"
    return picture(f"evidence-{theme}{more}", source, drawn, title=title)


def _applies(told: Told, solution: str, criterion: str) -> bool:
    scores = told.evaluation.scores
    at = scores.solution_ids.index(solution), scores.criterion_ids.index(criterion)
    return bool(scores.applies[at])


def _cell(told: Told, found: Evidence, solution: str, criterion: str) -> tuple[float, float, float]:
    """Give grade, gemeenten and people of a criterion: the grade of its weakest indicator."""
    scored = set(told.evaluation.scores.indicator_ids)
    names = [name for name in told.catalogue.by_id[criterion].indicators if name in scored]
    grades = [found.grade(solution, name) for name in names]
    known = [told.known(solution, name) for name in names]
    measured = [one for one in known if one is not None]
    people = [one.people for one in measured if told.catalogue.indicators[one.indicator].by_people]
    return (
        float(min((GRADES.index(grade) for grade in grades if grade), default=0)),
        float(len({code for one in measured for code in one.gemeenten})),
        float(min(people)) if people else np.nan,
    )
