"""What to measure next, and what each gemeente contributed to what all know together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.decision.pictures import worth_measuring
from identiteitslab.report.content import Cell, Picture, Section, Table, Text
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from identiteitslab.comparison.joint_certainty import JointCertainty
    from identiteitslab.decision.answers.next_measurement import NextCell, NextMeasurement
    from identiteitslab.report.told import Told

MOST = 12


def measuring(told: Told, following: NextMeasurement) -> Section:
    """Give the measurements that can change first place, the most worth first."""
    title = told.say("measuring.title")
    if not following.cells:
        return Section(title, (Text(told.say("measuring.nothing")),))
    first = following.cells[0]
    lead = told.say(
        "measuring.first",
        indicator=told.indicator(first.indicator),
        solution=told.solution(first.solution),
    )
    table = Table(
        "next-measurement",
        told.say("table.next-measurement"),
        "decision.answers.next_measurement.next_measurement",
        (
            told.column("indicator", 2.2),
            told.column("solution", 1.5),
            told.column("amount", 1.5),
            told.column("changes", 1.2),
            told.column("gain", right=True),
        ),
        tuple(_row(told, one) for one in following.cells[:MOST]),
        note=told.say("measuring.read"),
    )
    drawn = worth_measuring(told.evaluation, following, told.lang)
    return Section(title, (Text(lead, "strong"), Picture(drawn, table)))


def contributed(told: Told, found: JointCertainty) -> Section:
    """Give each gemeente's part in the certainty, the largest first."""
    tried = _tried(told)
    rows = tuple(
        (
            Cell(told.gemeente(found.gemeenten[at])),
            Cell(", ".join(tried[found.gemeenten[at]])),
            told.points(float(found.shares[at]), 1),
        )
        for at in np.argsort(-found.shares, kind="stable").tolist()
    )
    table = Table(
        "contribution",
        told.say("table.contribution"),
        "decision.answers.joint.joint",
        (
            told.column("gemeente", 1.3),
            told.column("tried", 3.0),
            told.column("certainty", right=True),
        ),
        rows,
        note=told.say("contributed.read"),
    )
    return Section(told.say("contributed.title"), (table,))


def _row(told: Told, one: NextCell) -> tuple[Cell, ...]:
    way = told.catalogue.evidence.ways[one.measured_by].observation.in_(told.lang)
    amount = f"{number(one.observations, told.lang)} {way}"
    return (
        Cell(told.indicator(one.indicator)),
        Cell(told.solution(one.solution)),
        Cell(amount, (float(one.observations),)),
        told.chance(one.changes),
        told.number(one.gain, 2),
    )


def _tried(told: Told) -> dict[str, list[str]]:
    """Give the solutions that each gemeente measured."""
    estimates = told.evaluation.estimates
    tried: dict[str, dict[str, None]] = {code: {} for code in estimates.gemeenten}
    for group in estimates.groups:
        for row, column in np.argwhere(group.cells.present).tolist():
            tried[estimates.gemeenten[column]][group.cells.keys[row][0]] = None
    return {code: sorted(told.solution(one) for one in found) for code, found in tried.items()}
