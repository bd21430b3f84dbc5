"""Where scales, minimums and weights come from, and how well that was checked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from identiteitslab.report.content import Cell, Section, Table, Text
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from identiteitslab.criteria.model import Indicator
    from identiteitslab.report.told import Told


def sources(told: Told) -> Section:
    """Give for each indicator what its scale rests on, and the source."""
    evaluation = told.evaluation
    indicators = told.catalogue.in_context(evaluation.question.context)
    counts = Counter(one.value_on(evaluation.question.on).evidence for one in indicators.values())
    facts = {name: counts[name] for name in ("seen", "recalled", "judgement")}
    table = Table(
        "sources",
        told.say("table.sources"),
        "criteria.catalogue.Catalogue",
        (
            told.column("indicator", 1.6),
            told.column("basis", 0.9),
            told.column("status", 1.1),
            told.column("source", 2.4),
        ),
        tuple(_row(told, name, one) for name, one in indicators.items()),
    )
    return Section(told.say("sources.title"), (Text(told.say("sources.counts", **facts)), table))


def _row(told: Told, name: str, one: Indicator) -> tuple[Cell, ...]:
    function = one.value_on(told.evaluation.question.on)
    listed = (
        ", ".join(part for part in (source.title, source.section) if part) for source in one.sources
    )
    return (
        Cell(told.indicator(name)),
        Cell(say(f"cli.basis.{function.basis}", told.lang)),
        Cell(say(f"cli.evidence.{function.evidence}", told.lang)),
        Cell("; ".join(listed) or "–"),
    )
