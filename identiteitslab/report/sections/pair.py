"""The two that stand highest, one against the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.decision.pictures import figure
from identiteitslab.report.content import Cell, Section, Table
from identiteitslab.report.from_figure import picture

if TYPE_CHECKING:
    from identiteitslab.decision.answers.against import Against
    from identiteitslab.report.told import Told

SOURCE = "decision.answers.against.against"


def pair(told: Told, found: Against) -> Section:
    """Give how often the one stands above the other, and where the difference comes from."""
    one, other = found.one, found.other
    dots = figure(told.evaluation, "difference", one, other, lang=told.lang)
    bars = figure(told.evaluation, "contributions", one, other, lang=told.lang)
    title = told.say("pair.title", one=told.solution(one), other=told.solution(other))
    return Section(
        title,
        (
            picture("pair-dots", SOURCE, dots),
            picture("pair-themes", SOURCE, bars),
            _criteria(told, found),
        ),
    )


def _criteria(told: Told, found: Against) -> Table:
    """Give each criterion that both have, the largest lead first."""
    profile = found.profile
    order = np.argsort(-profile.gain, kind="stable").tolist()
    rows = tuple(
        (
            Cell(told.criterion(profile.criteria[at])),
            told.signed(float(profile.gain[at])),
            told.signed(float(profile.difference[at])),
            told.chance(float(profile.chance[at])),
        )
        for at in order
        if profile.comparable[at]
    )
    return Table(
        "pair-criteria",
        told.say("table.pair-criteria"),
        SOURCE,
        (
            told.column("criterion", 2.6),
            told.column("lead", right=True),
            told.column("difference", right=True),
            told.named(told.say("column.better", one=told.solution(found.one)), 1.3),
        ),
        rows,
        note=told.say("pair.read", one=told.solution(found.one), other=told.solution(found.other)),
    )
