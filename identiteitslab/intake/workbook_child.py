"""Read the cells of a workbook in a process of its own, under limits, and print them as text.

Run as a script, never imported by the process that serves people: a workbook that makes the parser
allocate or crash takes only this process with it. Reads an xlsx from standard input; its argument
is the folder of libraries. It starts for every workbook, so it imports next to nothing.

Printed are sheets, parts of a sheet (name, visible, merged ranges, height, columns), columns and
cells, divided by the four separators that ASCII has for it.
"""

from __future__ import annotations

import io
import sys

TYPE_CHECKING = False  # that of typing would take half of the time of a start
if TYPE_CHECKING:
    from typing import Any

    from python_calamine import CalamineSheet, CalamineWorkbook, SheetMetadata

MEMORY = 512 << 20
SECONDS = 10
BROKEN = 3
"""The exit status that ``apart`` knows as: this is not a workbook."""

SHEET, PART, COLUMN, CELL = "\x1c\x1d\x1e\x1f"
_NO_SEPARATOR = str.maketrans(dict.fromkeys((SHEET, PART, COLUMN, CELL), "\ufffd"))


def limit() -> None:
    """Bound memory and time of this process, and keep it from writing files."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def text(cell: Any) -> str:
    """Write a cell as a gemeente would type it: decimal comma, ISO day, WAAR and ONWAAR."""
    if isinstance(cell, str):
        return cell.translate(_NO_SEPARATOR)
    if isinstance(cell, bool):
        return "WAAR" if cell else "ONWAAR"
    if isinstance(cell, float):
        return _number(cell)
    day: str = cell.isoformat() if hasattr(cell, "isoformat") else str(cell)
    return day


def _number(cell: float) -> str:
    if cell.is_integer():
        return str(int(cell))
    shortest = repr(cell)
    if "e" in shortest:
        from decimal import Decimal  # noqa: PLC0415 - rare, and dear

        shortest = format(Decimal(shortest), "f")
    return shortest.replace(".", ",")


def sheet(about: SheetMetadata, found: CalamineSheet, *, visible: bool) -> str:
    """Give a sheet with its cells, column by column from cell A1 on."""
    rows = [[text(cell) for cell in row] for row in found.to_python(skip_empty_area=False)]
    merged = [
        f"{top} {left} {bottom} {right}"
        for (top, left), (bottom, right) in found.merged_cell_ranges or ()
    ]
    columns = COLUMN.join(CELL.join(column) for column in zip(*rows, strict=True))
    name = about.name.translate(_NO_SEPARATOR)
    return PART.join((name, str(int(visible)), CELL.join(merged), str(len(rows)), columns))


def main(libraries: str) -> int:
    """Read the workbook on standard input."""
    sys.path.append(libraries)
    import python_calamine as calamine  # noqa: PLC0415 - only now it is known where it stands

    limit()
    try:
        data = io.BytesIO(sys.stdin.buffer.read())
        book: CalamineWorkbook = calamine.CalamineWorkbook.from_filelike(data)
        shown = calamine.SheetVisibleEnum.Visible
        sheets = [
            sheet(about, book.get_sheet_by_name(about.name), visible=about.visible == shown)
            for about in book.sheets_metadata
            if about.typ == calamine.SheetTypeEnum.WorkSheet
        ]
    except (calamine.CalamineError, ValueError, OverflowError):
        return BROKEN
    sys.stdout.buffer.write(SHEET.join(sheets).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
