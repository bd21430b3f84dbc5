"""Which minimums fail or are still open, and what would show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.measurement.in_unit import limit_in_unit
from identiteitslab.report.content import Cell, Section, Table, Text
from identiteitslab.report.sections.outcome import judgement
from identiteitslab.report.values import known_cell, unknown_cell
from identiteitslab.text.lookup import say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from identiteitslab.decision.answers.open_minimums import OpenMinimum, OpenMinimums
    from identiteitslab.report.told import Told
    from identiteitslab.scoring.minimums import MinimumResult


def minimums(told: Told, found: OpenMinimums) -> Section:
    """Give the minimums that fail and those that are open; the appendix holds all."""
    every = told.evaluation.minimums
    failed = [one for one in every if one.outcome == "failed"]
    counts = {
        outcome: number(sum(one.outcome == outcome for one in every), told.lang)
        for outcome in ("met", "failed", "not_shown")
    }
    lead = Text(told.say("minimums.counts", total=number(len(every), told.lang), **counts))
    tables = []
    if failed:
        tables.append(_failing_table(told, failed))
    if found.open:
        tables.append(_open_table(told, found.open))
    return Section(told.say("minimums.title"), (lead, *tables))


def _failing_table(told: Told, results: Iterable[MinimumResult]) -> Table:
    return Table(
        "minimums-failing",
        told.say("table.minimums-failing"),
        "scoring.knockouts.test_minimums",
        (
            told.column("solution", 1.4),
            told.column("minimum", 1.9),
            told.column("limit", 1.6),
            told.interval_column("known", 1.6),
            told.column("judgement", 1.1),
            told.column("basis", 0.8),
        ),
        tuple(_row(told, one) for one in results),
        note=told.say("minimums.read"),
    )


def _row(told: Told, one: MinimumResult) -> tuple[Cell, ...]:
    known = told.known(one.solution, one.indicator)
    return (
        Cell(told.solution(one.solution)),
        Cell(told.indicator(one.indicator)),
        limit_cell(told, one),
        known_cell(told, known) if known else unknown_cell(told, one.solution, one.indicator),
        Cell(judgement(told, one.outcome)),
        Cell(say(f"cli.basis.{one.minimum.basis}", told.lang)),
    )


def limit_cell(told: Told, one: MinimumResult) -> Cell:
    """Write the limit of a minimum."""
    indicator = told.catalogue.indicators[one.indicator]
    side = "at_least" if one.minimum.lower else "at_most"
    limit = limit_in_unit(one.limit, indicator, told.lang)
    return Cell(told.say(f"minimums.{side}", limit=limit), (one.limit,))


def _open_table(told: Told, found: tuple[OpenMinimum, ...]) -> Table:
    return Table(
        "minimums-open",
        told.say("table.minimums-open"),
        "decision.answers.open_minimums.open_minimums",
        (
            told.column("solution", 1.4),
            told.column("minimum", 2.0),
            told.column("limit", 1.9),
            told.column("met_now", 1.0),
            told.column("needed", 1.5),
        ),
        tuple(_open_row(told, one) for one in found),
        note=told.say("minimums.open_read"),
    )


def _open_row(told: Told, one: OpenMinimum) -> tuple[Cell, ...]:
    result = one.result
    now = told.chance(result.probability)
    return (
        Cell(told.solution(result.solution)),
        Cell(told.indicator(result.indicator)),
        limit_cell(told, result),
        now if result.probability is not None else Cell(told.say("unknown")),
        _needed(told, one),
    )


def _needed(told: Told, one: OpenMinimum) -> Cell:
    if one.result.fragile:
        return Cell(told.say("minimums.fragile"))
    if one.observations is None:
        return Cell(told.say("minimums.too_close"))
    catalogue = told.catalogue
    way = catalogue.evidence.ways[catalogue.indicators[one.result.indicator].measured_by]
    count = number(one.observations, told.lang)
    return Cell(f"{count} {way.observation.in_(told.lang)}", (float(one.observations),))
