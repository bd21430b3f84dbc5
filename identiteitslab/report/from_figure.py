"""The table of a figure as a table of the report: what is a number becomes a number."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from identiteitslab.report.content import Cell, Column, Picture, Table

if TYPE_CHECKING:
    from identiteitslab.figures.figure import Figure
    from identiteitslab.text.lookup import Lang

PERCENT = 100
NARROW, WIDE = 9, 34
"""Signs that a column has room for, at least and at most."""

_NUMBER = re.compile(r"([−+]?)(\d[\d.,]*)(%?)")
_DECIMAL = {"nl": (".", ","), "en": (",", ".")}
"""Thousands and decimal sign."""


def picture(id_: str, source: str, figure: Figure, *, title: str = "") -> Picture:
    """Set a figure beside the table of its own numbers, under a title of its own if need be."""
    drawn = replace(figure, title=title) if title else figure
    return Picture(drawn, figure_table(id_, source, drawn))


def figure_table(id_: str, source: str, figure: Figure) -> Table:
    """Give the table of a figure; columns of only numbers are aligned right."""
    rows = tuple(tuple(read_cell(text, figure.lang) for text in row) for row in figure.rows)
    columns = tuple(
        _column(name, [row[place] for row in rows]) for place, name in enumerate(figure.columns)
    )
    return Table(id_, figure.title, source, columns, rows)


def _column(name: str, cells: list[Cell]) -> Column:
    longest = max((len(cell.text) for cell in cells), default=0)
    width = min(max(longest, len(name) / 2, NARROW), WIDE)
    return Column(name, width, right=bool(cells) and all(cell.numbers for cell in cells))


def read_cell(text: str, lang: Lang) -> Cell:
    """Read a number back from how it is written; a percentage becomes a share."""
    found = _NUMBER.fullmatch(text)
    if not found:
        return Cell(text)
    sign, digits, percent = found.groups()
    thousands, decimal = _DECIMAL[lang]
    value = float(digits.replace(thousands, "").replace(decimal, "."))
    value = -value if sign == "−" else value
    return Cell(text, (value / PERCENT if percent else value,))
