"""Read a workbook: unpack it within limits, have its cells read apart, add what cells hide."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from identiteitslab.errors import fail
from identiteitslab.intake.apart import read_apart
from identiteitslab.intake.package import repack
from identiteitslab.intake.sheet import (
    Sheet,
    hidden_parts,
    percent_cells,
    percent_styles,
    recalculates,
    sheet_parts,
    silent_cells,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from identiteitslab.errors import Where

CHILD = Path(__file__).with_name("workbook_child.py")

SHEET, PART, COLUMN, CELL = "\x1c\x1d\x1e\x1f"
"""What divides the text that the child prints; it leaves them out of names and cells."""


def read_sheets(parts: Mapping[str, bytes], where: Where) -> tuple[Sheet, ...]:
    """Read all sheets of a workbook, hidden ones too.

    Parameters
    ----------
    parts
        The XML parts, already checked (``package.unpack``).
    where
        The file, for messages.

    Raises
    ------
    LabError
        ``file-broken`` or ``file-too-heavy``.
    """
    printed = read_apart(CHILD, repack(parts), where, "python_calamine").decode()
    trust = not recalculates(parts)
    try:
        found = sheet_parts(parts)
        percents = percent_styles(parts.get("xl/styles.xml", b"<none/>"))
        return tuple(
            _sheet(read, found, percents, trust=trust) for read in printed.split(SHEET) if read
        )
    except (ParseError, ValueError):
        raise fail("file-broken", where) from None


def _sheet(
    printed: str, parts: Mapping[str, bytes], percents: frozenset[int], *, trust: bool
) -> Sheet:
    name, visible, merged, rows, table = printed.split(PART)
    columns = tuple(column.split(CELL) for column in table.split(COLUMN)) if int(rows) else ()
    part = parts.get(name, b"")
    silent = [*percent_cells(part, percents), *silent_cells(part, trust_zeros=trust)]
    # Cells beyond the last one with a value were not read at all.
    height = max([int(rows), *(row + 1 for row, _, _ in silent)])
    width = max([len(columns), *(column + 1 for _, column, _ in silent)])
    columns += tuple([] for _ in range(width - len(columns)))
    for cells in columns:
        cells.extend([""] * (height - len(cells)))
    for row, column, sign in silent:
        columns[column][row] = sign
    return Sheet(
        name=name,
        visible=visible == "1",
        columns=columns,
        merged=tuple(_corners(corners) for corners in merged.split(CELL) if corners),
        hidden_parts=hidden_parts(part),
    )


def _corners(printed: str) -> tuple[tuple[int, int], tuple[int, int]]:
    top, left, bottom, right = map(int, printed.split())
    return (top, left), (bottom, right)
