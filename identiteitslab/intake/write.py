"""Write deliveries in the two formats that gemeenten use: a csv table and a workbook."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING

import xlsxwriter

from identiteitslab.intake.columns import (
    ASSESSMENTS,
    COUNTS,
    PARTICIPANT_FIXED,
    PILOT_KEYS,
    SHEET_ASSESSMENTS,
    SHEET_COUNTS,
    SHEET_PARTICIPANTS,
    SHEET_PILOT,
    TABLE,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

DATE_FORMAT = "dd-mm-yyyy"
EPOCH = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
"""Stands as the day of making in every workbook, so that the same content gives the same bytes."""


def decimal(value: float, digits: int = 4) -> str:
    """Write a number as the intake reads it: decimal comma, no thousands separator."""
    text = f"{round(value, digits) + 0.0:.{digits}f}"
    return (text.rstrip("0").rstrip(".") if digits else text).replace(".", ",")


def write_table(rows: Sequence[Mapping[str, str]]) -> bytes:
    """Write rows as the csv table ``metingen``.

    Parameters
    ----------
    rows
        Cells by column of ``columns.TABLE``, as text in Dutch notation; a column left out is empty.

    Returns
    -------
    bytes
        UTF-8 with byte order mark, ``;`` between cells, CRLF: what a Dutch Excel opens and saves.
    """
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, TABLE, restval="", delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def write_workbook(
    pilot: Mapping[str, str],
    participants: Sequence[Mapping[str, object]] = (),
    counts: Sequence[Mapping[str, object]] = (),
    assessments: Sequence[Mapping[str, object]] = (),
) -> bytes:
    """Write one pilot as a filled workbook.

    Parameters
    ----------
    pilot
        Values by key of ``columns.PILOT_KEYS``.
    participants
        A mapping a participant: ``columns.PARTICIPANT_FIXED`` and indicator ids (for a duration
        also ``<id> afgebroken``; for a questionnaire ``<id> 1`` .. ``<id> 10``). Values are text,
        numbers or dates; ``None`` and a missing key are an empty cell.
    counts, assessments
        Mappings by ``columns.COUNTS`` and ``columns.ASSESSMENTS``.

    Returns
    -------
    bytes
        An xlsx file; the same content gives the same bytes.
    """
    target = io.BytesIO()
    with new_workbook(target) as book:
        sheet = book.add_worksheet(SHEET_PILOT)
        rows = [{"sleutel": key, "waarde": pilot.get(key)} for key in PILOT_KEYS]
        fill(book, sheet, ("sleutel", "waarde"), rows, start=0)
        measured = dict.fromkeys(key for row in participants for key in row)
        wide = (*PARTICIPANT_FIXED, *(key for key in measured if key not in PARTICIPANT_FIXED))
        for name, columns, content in (
            (SHEET_PARTICIPANTS, wide, participants),
            (SHEET_COUNTS, COUNTS, counts),
            (SHEET_ASSESSMENTS, ASSESSMENTS, assessments),
        ):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, columns)
            fill(book, sheet, columns, content)
    return target.getvalue()


def new_workbook(target: io.BytesIO) -> Workbook:
    """Open a workbook in memory in which text stays text: no formulas, no links."""
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "remove_timezone": True,
    }
    book = xlsxwriter.Workbook(target, options)
    book.set_properties({"created": EPOCH})
    return book


def fill(
    book: Workbook,
    sheet: Worksheet,
    columns: Sequence[str],
    rows: Sequence[Mapping[str, object]],
    start: int = 1,
) -> None:
    """Write rows under their columns; ``start`` is the first row, counted from 0."""
    day = book.add_format({"num_format": DATE_FORMAT})
    for number, row in enumerate(rows, start=start):
        for position, name in enumerate(columns):
            value = row.get(name)
            if isinstance(value, dt.date):
                sheet.write_datetime(number, position, value, day)
            elif value is not None and value != "":
                sheet.write(number, position, value)
