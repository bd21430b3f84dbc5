"""The rejected rows of a file as a workbook, with the cells at fault marked and explained."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from identiteitslab.errors import Where
from identiteitslab.intake.decode import decode
from identiteitslab.intake.fold import fold
from identiteitslab.intake.gate import recognise
from identiteitslab.intake.package import unpack
from identiteitslab.intake.read_csv import open_csv, records
from identiteitslab.intake.read_xlsx import read_sheets
from identiteitslab.intake.write import new_workbook
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.workbook import Workbook

    from identiteitslab.errors import Fault
    from identiteitslab.intake.delivery import Delivery
    from identiteitslab.text.lookup import Lang

    Original = Mapping[str, Mapping[int, Sequence[str]]]

_NOT_IN_NAMES = re.compile(r"[][:*?/\\']")
HEADINGS = ("sheet", "row", "column", "what", "repair", "code")


def marked_workbook(delivery: Delivery, data: bytes, lang: Lang) -> bytes:
    """Make a workbook of what is wrong with a file.

    The first sheet lists all faults and announcements. Further sheets hold the rejected rows as
    they were delivered, with the cells at fault marked. Of a file that was refused as a whole
    nothing is repeated.

    Parameters
    ----------
    delivery
        What the intake made of the file.
    data
        The file itself.
    lang
        Language of the explanations.
    """
    target = io.BytesIO()
    with new_workbook(target) as book:
        _write_list(book, (*delivery.faults, *delivery.warnings), lang)
        if delivery.rejected:
            _write_rows(book, delivery, _original(data, delivery), lang)
    return target.getvalue()


def _write_list(book: Workbook, faults: Sequence[Fault], lang: Lang) -> None:
    sheet = book.add_worksheet(say("receipt.sheet", lang))
    bold = book.add_format({"bold": True})
    for column, name in enumerate(HEADINGS):
        sheet.write_string(0, column, say(f"receipt.column.{name}", lang), bold)
    for row, fault in enumerate(faults, start=1):
        where = fault.where
        line = "" if where.row is None else where.row
        told = (where.sheet, line, where.column or where.key, fault.what(lang), fault.repair(lang))
        sheet.write_row(row, 0, (*told, fault.code))
    sheet.set_column(0, 2, 14)
    sheet.set_column(3, 4, 60)
    sheet.freeze_panes(1, 0)


def _write_rows(book: Workbook, delivery: Delivery, original: Original, lang: Lang) -> None:
    red = book.add_format({"bg_color": "#F8CBAD"})
    for position, (name, rows) in enumerate(original.items(), start=1):
        sheet = book.add_worksheet(_NOT_IN_NAMES.sub(" ", f"{position} {name}")[:31])
        top = rows[min(rows)]
        sheet.write_row(0, 0, (say("receipt.column.row", lang), *top))
        wrong: dict[int, list[Fault]] = {}
        for row in delivery.rejected:
            if row.sheet == name:
                wrong.setdefault(row.row, []).extend(row.faults)
        for at, (line, faults) in enumerate(sorted(wrong.items()), start=1):
            sheet.write_row(at, 0, (line, *rows.get(line, ())))
            for fault in faults:
                place = _place(fault, top)
                content = rows.get(line, ())
                sheet.write(at, place, content[place - 1] if place else line, red)
                sheet.write_comment(at, place, fault.what(lang))


def _place(fault: Fault, top: Sequence[str]) -> int:
    """Give the column of a fault in the copy: 0, the number of the row, if it has none."""
    names = [fold(name) for name in top]
    column = fold(fault.where.column)
    return names.index(column) + 1 if column in names else 0


def _original(data: bytes, delivery: Delivery) -> Original:
    """Read the headers and the rejected rows again, as text, by sheet and line."""
    where = Where(file=delivery.name)
    lines = {(row.sheet, row.row) for row in delivery.rejected}
    if recognise(data, where) == "csv":
        table = open_csv(decode(data, where), where)
        kept = {line: cells for line, cells in records(table) if ("", line) in lines}
        return {"": {table.first - 1: table.names, **kept}}
    return {
        sheet.name: {
            line: sheet.row(line - 1)
            for line in (sheet.top + 1, *sorted(line for name, line in lines if name == sheet.name))
        }
        for sheet in read_sheets(unpack(data, where), where)
        if any(name == sheet.name for name, _ in lines)
    }
