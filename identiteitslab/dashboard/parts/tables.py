"""A table as people and screen readers want it; on a narrow screen its rows become cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from identiteitslab.dashboard.parts.html import NOTHING, Html, join, tag
from identiteitslab.dashboard.parts.pieces import more
from identiteitslab.text.lookup import Lang, say

if TYPE_CHECKING:
    from collections.abc import Sequence


SHOWN = 8
"""Rows that stand open in a long table."""
FEW = 2
"""So few more rows are not worth a click."""


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width as a share of the table, and whether it holds numbers.

    ``head`` is what stands above it if that is more than the heading.
    """

    label: str
    width: int = 0
    number: bool = False
    head: Html = NOTHING


@dataclass(frozen=True)
class Row:
    """A row: its heading, its cells, and the class that sets it apart."""

    name: str
    cells: tuple[str, ...]
    class_: str = ""


def table(caption: str, columns: Sequence[Column], rows: Sequence[Row]) -> Html:
    """Make a table. The first column holds the headings of the rows.

    Roles are written out: a narrow screen stacks the cells, and browsers then forget the table.
    """
    widths = (tag("col", style=f"width:{c.width}%" if c.width else None) for c in columns)
    head = (
        tag("th", c.head or c.label, scope="col", role="columnheader", class_=_class(c))
        for c in columns
    )
    body = (_row(row, columns) for row in rows)
    return tag(
        "div",
        tag(
            "table",
            tag("caption", caption),
            tag("colgroup", *widths),
            tag("thead", tag("tr", *head, role="row"), role="rowgroup"),
            tag("tbody", *body, role="rowgroup"),
            role="table",
        ),
        class_="lab lab-scroll",
        role="region",
        tabindex="0",
        aria_label=caption,
    )


def first_rows(caption: str, columns: Sequence[Column], rows: Sequence[Row], lang: Lang) -> Html:
    """Make a table of which only the first rows stand open; the others are one click away."""
    if len(rows) <= SHOWN + FEW:
        return table(caption, columns, rows)
    rest = say("page.more_rows", lang, count=len(rows) - SHOWN)
    hidden = table(f"{caption} {rest}", columns, rows[SHOWN:])
    return join(table(caption, columns, rows[:SHOWN]), more(rest, hidden))


def _row(row: Row, columns: Sequence[Column]) -> Html:
    cells = (
        tag("td", tag("div", cell), role="cell", data_label=column.label, class_=_class(column))
        for cell, column in zip(row.cells, columns[1:], strict=True)
    )
    name = tag("th", row.name, scope="row", role="rowheader")
    return tag("tr", join(name, *cells), role="row", class_=row.class_ or None)


def _class(column: Column) -> str | None:
    return "lab-figures" if column.number else None
