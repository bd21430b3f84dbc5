"""What came out: the solutions side by side, and who fails on what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.decision.pictures import figure
from identiteitslab.report.content import Cell, Items, Picture, Section, Table, Text
from identiteitslab.report.from_figure import picture
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from identiteitslab.decision.evaluation import Standing
    from identiteitslab.report.told import Told

NAMED = 2
"""So many minimums are named in the table; the list under it names more."""


def outcome(told: Told) -> Section:
    """Give the scores of all solutions, with the table side by side."""
    drawn = figure(told.evaluation, "scores", lang=told.lang)
    failing = knocked_out(told)
    out = (Text(told.say("outcome.failing"), "strong"), Items(failing)) if failing else ()
    return Section(told.say("outcome.title"), (Picture(drawn, standings_table(told)), *out))


def order(told: Told) -> Section:
    """Give how often each solution takes each place."""
    drawn = figure(told.evaluation, "places", lang=told.lang)
    source = "comparison.acceptability.rank_acceptability"
    return Section(told.say("order.title"), (picture("rank-chances", source, drawn),))


def standings_table(told: Told) -> Table:
    """Set all solutions side by side; those that fail stand apart."""
    return Table(
        "standings",
        told.say("outcome.table"),
        "decision.evaluation.Evaluation",
        (
            told.column("solution", 1.7),
            told.column("minimums", 2.6),
            told.interval_column("score", 1.2),
            told.column("first", 1.4),
            told.column("measured", 0.8, right=True),
        ),
        tuple(_row(told, one) for one in told.evaluation.standings),
        note=told.say("outcome.read"),
        apart=first_out(told),
    )


def first_out(told: Told) -> int:
    """Give the place of the first solution that fails, -1 if none does."""
    standings = told.evaluation.standings
    return next((at for at, one in enumerate(standings) if one.outcome == "failed"), -1)


def knocked_out(told: Told) -> tuple[str, ...]:
    """Say of each solution that fails on which minimums."""
    return tuple(
        told.say(
            "outcome.fails_on",
            solution=told.solution(one.solution),
            minimums=told.listed([told.indicator(m.indicator) for m in one.failing]),
        )
        for one in told.evaluation.standings
        if one.failing
    )


def _row(told: Told, one: Standing) -> tuple[Cell, ...]:
    return (
        Cell(told.solution(one.solution)),
        Cell(_minimums(told, one)),
        told.score(*one.score),
        Cell(say("cli.out", told.lang)) if one.first is None else told.chance(one.first),
        told.percent(one.evidence),
    )


def _minimums(told: Told, one: Standing) -> str:
    judged = judgement(told, one.outcome)
    named = [told.indicator(m.indicator) for m in one.failing or one.open]
    return f"{judged}: {told.listed(named, NAMED)}" if named else judged


def judgement(told: Told, outcome: str) -> str:
    """Write a judgement as a sign and a word."""
    return " ".join(say(f"{key}.{outcome}", told.lang) for key in ("outcome_sign", "outcome"))
