"""Read a workbook: unpack it within limits, have its cells read apart, add what cells hide."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from identiteitslab.errors import fail
from identiteitslab.intake.apart import read_apart
from identiteitslab.intake.package import repack
from identiteitslab.intake.sheet import (
    Sheet,
    hidden_parts,
    recalculates,
    sheet_parts,
    silent_cells,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from identiteitslab.errors import Where

CHILD = Path(__file__).with_name("workbook_child.py")


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
    printed = read_apart(CHILD, repack(parts), where)
    trust = not recalculates(parts)
    try:
        found = sheet_parts(parts)
        return tuple(
            _sheet(read, found.get(read["name"], b""), trust=trust) for read in json.loads(printed)
        )
    except (ParseError, ValueError):
        raise fail("file-broken", where) from None


def _sheet(read: dict[str, Any], part: bytes, *, trust: bool) -> Sheet:
    columns = tuple(list(column) for column in read["columns"])
    silent = list(silent_cells(part, trust_zeros=trust))
    # Cells beyond the last one with a value were not read at all.
    height = max([len(columns[0]) if columns else 0, *(row + 1 for row, _, _ in silent)])
    width = max([len(columns), *(column + 1 for _, column, _ in silent)])
    columns += tuple([] for _ in range(width - len(columns)))
    for cells in columns:
        cells.extend([""] * (height - len(cells)))
    for row, column, sign in silent:
        columns[column][row] = sign
    return Sheet(
        name=read["name"],
        visible=read["visible"],
        columns=columns,
        merged=tuple(((a, b), (c, d)) for (a, b), (c, d) in read["merged"]),
        hidden_parts=hidden_parts(part),
    )
