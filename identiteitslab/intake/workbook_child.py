"""Read the cells of a workbook in a process of its own, under limits, and print them as JSON.

Run as a script, never imported by the process that serves people: a workbook that makes the parser
allocate or crash takes only this process with it. Reads an xlsx from standard input.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from decimal import Decimal
from typing import Any

import python_calamine

MEMORY = 512 << 20
SECONDS = 10
BROKEN = 3
"""The exit status that ``apart`` knows as: this is not a workbook."""


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
        return cell
    if isinstance(cell, bool):
        return "WAAR" if cell else "ONWAAR"
    if isinstance(cell, float):
        return _number(cell)
    if isinstance(cell, (dt.datetime, dt.date, dt.time)):
        return cell.isoformat()
    return str(cell)


def _number(cell: float) -> str:
    if cell.is_integer():
        return str(int(cell))
    shortest = repr(cell)
    plain = format(Decimal(shortest), "f") if "e" in shortest else shortest
    return plain.replace(".", ",")


def sheet(found: python_calamine.CalamineSheet) -> dict[str, Any]:
    """Give the cells of a sheet column by column, from cell A1 on."""
    rows = [[text(cell) for cell in row] for row in found.to_python(skip_empty_area=False)]
    return {
        "columns": [list(column) for column in zip(*rows, strict=True)],
        "merged": found.merged_cell_ranges or [],
    }


def main() -> int:
    """Read the workbook on standard input."""
    limit()
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        sheets = [
            {
                "name": about.name,
                "visible": about.visible == python_calamine.SheetVisibleEnum.Visible,
                **sheet(book.get_sheet_by_name(about.name)),
            }
            for about in book.sheets_metadata
            if about.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
    except (python_calamine.CalamineError, ValueError, OverflowError):
        return BROKEN
    json.dump(sheets, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
