"""The numbers of the report as a workbook: a sheet a table, in which no text is calculated."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import TYPE_CHECKING

from identiteitslab.figures.names import clean
from identiteitslab.intake.write import new_workbook
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from identiteitslab.report.content import Cell, Column, Content, Table

LONGEST = 32767
"""A cell holds no more signs."""

NAME = 31
"""Nor does the name of a sheet."""

NARROW, WIDE = 11, 44
"""Width of columns, in signs."""

_NOT_IN_NAME = re.compile(r"[\[\]:*?/\\']")


def xlsx(content: Content) -> bytes:
    """Print as a workbook; the same content gives the same bytes."""
    target = io.BytesIO()
    tables = tuple(content.tables())
    names = tuple(sheet_names(table.id for table in tables))
    with new_workbook(target) as book:
        made = dt.datetime.combine(content.day, dt.time(), dt.UTC)
        book.set_properties({"title": clean(content.title), "created": made})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        _about(book, content, tuple(zip(names, tables, strict=True)), bold, wrap)
        for name, table in zip(names, tables, strict=True):
            _sheet(book.add_worksheet(name), table, content.band, bold)
    return target.getvalue()


def sheet_names(ids: Iterator[str]) -> Iterator[str]:
    """Give each table a name that a workbook takes; no two differ by capitals alone."""
    used: set[str] = set()
    for id_ in ids:
        name = base = _NOT_IN_NAME.sub("-", clean(id_))[:NAME]
        number = 1
        while name.casefold() in used:
            number += 1
            name = f"{base[: NAME - len(str(number)) - 1]}-{number}"
        used.add(name.casefold())
        yield name


def _about(
    book: Workbook,
    content: Content,
    tables: tuple[tuple[str, Table], ...],
    bold: Format,
    wrap: Format,
) -> None:
    """Write the first sheet: what this is, what it was made from, and where each table is."""
    lang = content.lang
    sheet = book.add_worksheet(say("report.book.about", lang))
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 90)
    lines = [
        (content.title, content.band),
        (say("report.book.conclusion", lang), content.lead),
        (say("report.book.made_from", lang), content.stamp),
        ("", say("report.book.numbers", lang)),
        (say("report.book.sheet", lang), say("report.book.table", lang)),
        *((name, table.title) for name, table in tables),
    ]
    for row, (left, right) in enumerate(lines):
        _write_text(sheet, row, 0, left, bold)
        _write_text(sheet, row, 1, right, bold if row == 0 else wrap)


def _sheet(sheet: Worksheet, table: Table, band: str, bold: Format) -> None:
    """Write a table under its title; numbers are numbers, everything else is text."""
    _write_text(sheet, 0, 0, table.title, None)
    _write_text(sheet, 1, 0, band, None)
    sheet.freeze_panes(3, 1)
    place = 0
    for at, column in enumerate(table.columns):
        heads = _heads(column)
        for head in heads:
            _write_text(sheet, 2, place, head, bold)
            place += 1
        longest = max((len(row[at].text) for row in table.rows), default=0)
        width = longest if len(heads) == 1 else NARROW
        sheet.set_column(place - len(heads), place - 1, min(max(width, NARROW), WIDE))
    for number, row in enumerate(table.rows, 3):
        place = 0
        for column, cell in zip(table.columns, row, strict=True):
            place += _write_cell(sheet, number, place, cell, len(_heads(column)))


def _heads(column: Column) -> tuple[str, ...]:
    return tuple(f"{column.name}: {part}" for part in column.parts) or (column.name,)


def _write_cell(sheet: Worksheet, row: int, place: int, cell: Cell, room: int) -> int:
    """Write the numbers of a cell beside each other, or else its text; give the room taken."""
    if cell.numbers and len(cell.numbers) == room:
        for at, number in enumerate(cell.numbers):
            sheet.write_number(row, place + at, number)
    else:
        _write_text(sheet, row, place, cell.text, None)
    return room


def _write_text(sheet: Worksheet, row: int, place: int, text: str, look: Format | None) -> None:
    if text:
        sheet.write_string(row, place, clean(text)[:LONGEST], look)
