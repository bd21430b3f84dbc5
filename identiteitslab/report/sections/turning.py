"""What would change the outcome: other weights, or one gemeente less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.decision.minimums_in_words import minimums_in_words
from identiteitslab.decision.pictures import figure
from identiteitslab.report.content import Cell, Section, Table, Text
from identiteitslab.report.from_figure import picture
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identiteitslab.comparison.flip_points import FirstPlace
    from identiteitslab.comparison.leave_one_out import GemeentenLeftOut
    from identiteitslab.decision.answers.minimums_without import MinimumsWithout
    from identiteitslab.report.told import Told

TWO = 2


def turning(
    told: Told,
    found: Sequence[FirstPlace],
    without: GemeentenLeftOut,
    minimums: MinimumsWithout,
) -> Section:
    """Give the weights at which first place changes, and what each gemeente decides."""
    ranked = [one for one in told.evaluation.standings if one.first is not None]
    if len(ranked) < TWO:
        return Section(told.say("turning.title"), (Text(told.say("turning.alone")),))
    lead = tuple(Text(line, "strong") for line in what_turns(told, found, without))
    swings = figure(told.evaluation, "tornado", lang=told.lang)
    return Section(
        told.say("turning.title"),
        (
            *lead,
            _flips(told, found),
            picture("tornado", "decision.pictures.figure", swings),
            _gemeenten(told, without, minimums),
        ),
    )


def what_turns(
    told: Told, found: Sequence[FirstPlace], without: GemeentenLeftOut
) -> tuple[str, ...]:
    """Say which smallest change of one weight is enough, and whether one gemeente decides."""
    flips = sorted(
        (flip for theme in found for flip in theme.flips), key=lambda flip: abs(flip.change)
    )
    nearest = told.say("turning.never")
    if flips:
        nearest = told.say(
            "turning.flip",
            theme=told.theme(flips[0].item),
            now=told.points(flips[0].now).text,
            then=told.points(flips[0].weight).text,
            first=_names(told, flips[0].after),
        )
    deciding = [
        told.gemeente(code)
        for code, changes in zip(without.items, without.changes_first, strict=True)
        if changes
    ]
    if not deciding:
        return nearest, told.say("turning.no_gemeente")
    return nearest, told.say("turning.gemeenten", names=told.listed(deciding))


def _flips(told: Told, found: Sequence[FirstPlace]) -> Table:
    rows = [row for theme in found for row in _turns(told, theme)]
    return Table(
        "flips",
        told.say("table.flips"),
        "decision.answers.flips.flips",
        (
            told.column("theme", 2.0),
            told.column("points_now", right=True),
            told.column("turns_at", right=True),
            told.column("then_first", 1.8),
        ),
        tuple(rows),
        note=told.say("turning.read"),
    )


def _turns(told: Told, theme: FirstPlace) -> list[tuple[Cell, ...]]:
    name, now = Cell(told.theme(theme.item)), told.points(theme.now)
    rows: list[tuple[Cell, ...]] = [
        (name, now, told.points(flip.weight), Cell(_names(told, flip.after)))
        for flip in theme.flips
    ]
    return rows or [(name, now, Cell(told.say("turning.nowhere")), Cell("–"))]


def _gemeenten(told: Told, without: GemeentenLeftOut, minimums: MinimumsWithout) -> Table:
    rows = []
    for at, code in enumerate(without.items):
        first = [s for s, r in zip(without.solutions, without.ranks[at], strict=True) if r == 1]
        then = minimums_in_words(minimums, code, told.evaluation, told.lang)
        chance = float(without.first[at, without.solutions.index(first[0])]) if first else None
        rows.append(
            (
                Cell(told.gemeente(code)),
                _same(told, same=not without.changes_first[at]),
                _same(told, same=not without.changes_order[at]),
                Cell(_names(told, first) or "–"),
                told.chance(chance),
                Cell(". ".join(then) or "–"),
            )
        )
    return Table(
        "without-gemeente",
        told.say("table.without-gemeente"),
        "decision.answers.leaving_out.without_a_gemeente",
        (
            told.column("without", 1.4),
            told.column("same_first"),
            told.column("same_order"),
            told.column("first_then", 1.6),
            told.column("first", 1.2),
            told.column("minimums_then", 2.0),
        ),
        tuple(rows),
        note="" if minimums.all_judged else say("answers.without.approximate", told.lang),
    )


def _names(told: Told, solutions: list[str] | tuple[str, ...]) -> str:
    return told.listed([told.solution(one) for one in solutions])


def _same(told: Told, *, same: bool) -> Cell:
    return Cell(told.say("turning.same" if same else "turning.other"))
