"""The criteria on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from identiteitslab.text.lookup import Lang, say

if TYPE_CHECKING:
    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.model import Indicator, Minimum


def overview(catalogue: Catalogue, lang: Lang) -> Table:
    """List all criteria with their indicators, theme by theme."""
    table = Table()
    for column in ("theme", "criterion", "indicator", "minimum"):
        table.add_column(say(f"criteria.column_{column}", lang), overflow="fold")
    for theme, group in catalogue.criteria.items():
        for criterion_id, criterion in group.items():
            for name, indicator in criterion.indicators.items():
                table.add_row(
                    catalogue.themes[theme].name.in_(lang),
                    f"{criterion.name.in_(lang)}\n[dim]{criterion_id}[/dim]",
                    f"{indicator.name.in_(lang)}\n[dim]{name}[/dim]",
                    _contexts(indicator, lang),
                )
        table.add_section()
    return table


def page(catalogue: Catalogue, criterion_id: str, lang: Lang) -> RenderableType:
    """Show one criterion with every number and its ground."""
    criterion = catalogue.by_id[criterion_id]
    parts: list[RenderableType] = [
        Text(f"{criterion.name.in_(lang)} ({criterion_id})", style="bold"),
        Text(criterion.question.in_(lang)),
        Text(criterion.why.in_(lang), style="dim"),
    ]
    for name, indicator in criterion.indicators.items():
        parts += [Text(), Text(f"{indicator.name.in_(lang)} ({name})", style="bold cyan")]
        parts += [Padding(_facts(indicator, lang), (0, 0, 0, 2))]
    return Group(*parts)


def _facts(indicator: Indicator, lang: Lang) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    rows = {
        "definition": indicator.definition.in_(lang),
        "kind": f"{indicator.kind}, {indicator.unit.in_(lang)}",
        "measured_by": indicator.instrument.in_(lang),
        "share": f"{indicator.share:.0%}",
    }
    for level, words in indicator.levels.items():
        rows[f"level_{level}"] = words.in_(lang)
    for name, text in rows.items():
        label = name.removeprefix("level_") if name.startswith("level_") else None
        table.add_row(Text(label or say(f"criteria.{name}", lang)), Text(text))
    for function in indicator.value:
        points = ", ".join(f"{x:g} → {y:g}" for x, y in function.points)
        ground = _ground(function.basis, function.evidence, lang)
        told = f"{points}  ({function.since}; {ground})\n{function.rationale.in_(lang)}"
        table.add_row(say("criteria.value", lang), Text(told))
    for minimum in indicator.minimum:
        table.add_row(say("criteria.minimum", lang), Text(_minimum(minimum, lang)))
    table.add_row(say("criteria.remedy", lang), Text(indicator.remedy.in_(lang)))
    for source in indicator.sources:
        table.add_row(say("criteria.source", lang), Text(source.title))
    return table


def _minimum(minimum: Minimum, lang: Lang) -> str:
    sign = "≥" if minimum.lower else "≤"
    basis = say(f"cli.basis.{minimum.basis}", lang)
    head = f"{minimum.context}: {sign} {minimum.limit:g}  ({minimum.since}; {basis})"
    return f"{head}\n{minimum.reason.in_(lang)}"


def _ground(basis: str, evidence: str, lang: Lang) -> str:
    return f"{say(f'cli.basis.{basis}', lang)}, {say(f'cli.evidence.{evidence}', lang)}"


def _contexts(indicator: Indicator, lang: Lang) -> str:
    limits = {m.context: f"{'≥' if m.lower else '≤'} {m.limit:g}" for m in indicator.minimum}
    return "\n".join(f"{say(f'criteria.{c}', lang)} {limit}" for c, limit in limits.items())
