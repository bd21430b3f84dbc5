"""How a sheet of the template looks: headers with notes, drop-downs, limits, an example row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from identiteitslab.intake.columns import SHEET_LISTS
from identiteitslab.intake.header import letter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

ROWS = 1_000
"""So many rows offer drop-downs and limits."""

NOTE_SIZE = {"x_scale": 3.0, "y_scale": 2.0}


@dataclass(frozen=True)
class Heading:
    """A column of a sheet.

    ``note`` explains it; ``choices`` names a list on the hidden sheet; ``limits`` are the lowest
    and highest number, ``None`` where there is none.
    """

    name: str
    note: str = ""
    choices: str = ""
    limits: tuple[float | None, float | None] | None = None
    whole: bool = False
    width: int = 14


@dataclass(frozen=True)
class Lines:
    """What stands in a sheet beforehand: rows of cells, and notes at the first cell of each."""

    cells: Sequence[Sequence[str]] = ()
    notes: Sequence[str] = ()
    example: bool = False


@dataclass
class Palette:
    """The few formats of the template, and where each list of choices stands."""

    head: Format
    example: Format
    fixed: Format
    lists: dict[str, str] = field(default_factory=dict)


def palette(book: Workbook) -> Palette:
    """Make the formats."""
    return Palette(
        head=book.add_format({"bold": True, "bg_color": "#DDE7F0", "border": 1, "text_wrap": True}),
        example=book.add_format({"italic": True, "font_color": "#595959", "bg_color": "#F2F2F2"}),
        fixed=book.add_format({"font_color": "#595959"}),
    )


def write_lists(book: Workbook, look: Palette, lists: Mapping[str, Sequence[str]]) -> None:
    """Write what drop-downs offer on a hidden sheet: a list in the cell itself must be short."""
    sheet = book.add_worksheet(SHEET_LISTS)
    for column, (name, choices) in enumerate(lists.items()):
        sheet.write_column(0, column, choices)
        at = letter(column)
        look.lists[name] = f"={SHEET_LISTS}!${at}$1:${at}${len(choices)}"
    sheet.hide()


def write_sheet(sheet: Worksheet, look: Palette, headings: Sequence[Heading], lines: Lines) -> None:
    """Write the headers of a sheet, what stands under them, and what may be filled in."""
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading.name, look.head)
        sheet.set_column(column, column, heading.width)
        if heading.note:
            sheet.write_comment(0, column, heading.note, NOTE_SIZE)
        if rule := _rule(heading, look):
            sheet.data_validation(1, column, ROWS, column, rule)
    for row, cells in enumerate(lines.cells, start=1):
        sheet.write_row(row, 0, cells, look.example if lines.example else look.fixed)
    for row, note in enumerate(lines.notes, start=1):
        sheet.write_comment(row, 0, note, NOTE_SIZE)
    sheet.freeze_panes(1, 1)


def _rule(heading: Heading, look: Palette) -> dict[str, Any]:
    if heading.choices:
        return {"validate": "list", "source": look.lists[heading.choices], "error_type": "warning"}
    if heading.limits is None:
        return {}
    low, high = heading.limits
    kind = {"validate": "integer" if heading.whole else "decimal", "error_type": "warning"}
    if low is not None and high is not None:
        return {**kind, "criteria": "between", "minimum": low, "maximum": high}
    return {**kind, "criteria": ">=", "value": low if low is not None else 0}
