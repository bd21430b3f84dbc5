"""Which solutions work best side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.decision.fixed_parts import fixed_parts
from identiteitslab.figures.frontier import frontier
from identiteitslab.report.content import Cell, Picture, Section, Table, Text
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from identiteitslab.comparison.combination import Combinations
    from identiteitslab.comparison.sets.judge import RankedSet
    from identiteitslab.report.told import Told

MOST = 12
SOURCE = "decision.answers.combining.combine"


def together(told: Told, found: Combinations) -> Section:
    """Give the best sets, or what the nearest one falls short of."""
    title = told.say("together.title")
    if found.best is None:
        return Section(title, (Text(_none(told, found)),))
    drawn = frontier(found, told.solutions(), lang=told.lang, fictitious=told.fictitious)
    lead = Text(told.say("together.how", count=number(found.considered, told.lang)))
    return Section(title, (lead, Picture(drawn, _sets(told, found))))


def _sets(told: Told, found: Combinations) -> Table:
    shown = [*found.sets[:MOST], *(one for one in found.frontier if one not in found.sets[:MOST])]
    return Table(
        "combinations",
        told.say("table.combinations"),
        SOURCE,
        (
            told.column("set", 2.6),
            told.interval_column("score", 1.2),
            told.column("best_set", 1.2),
            told.column("reached", right=True),
            told.column("open", right=True),
        ),
        tuple(_row(told, one) for one in shown),
        note=f"{told.say('together.read')} {fixed_parts(told.catalogue, told.lang)}".strip(),
    )


def _row(told: Told, one: RankedSet) -> tuple[Cell, ...]:
    reached = Cell("–") if one.reached is None else told.percent(one.reached)
    return (
        Cell(_name(told, one)),
        told.score(one.low, one.total, one.high),
        told.chance(one.chance),
        reached,
        told.number(sum(m.outcome == "not_shown" for m in one.minimums)),
    )


def _name(told: Told, one: RankedSet) -> str:
    return " + ".join(told.solution(name) for name in one.solutions)


def _none(told: Told, found: Combinations) -> str:
    if found.nearest is None:
        return told.say("together.none")
    short = dict.fromkeys(told.indicator(m.minimum.indicator) for m in found.nearest.short_of)
    return told.say(
        "together.nearest",
        set=_name(told, found.nearest),
        minimums=told.listed(list(short)),
    )
