"""Match the headers of a delivery with the columns that we know."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from identiteitslab.errors import Fault, Where
from identiteitslab.intake.fold import fold, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ALIKE = 0.8
"""A header that looks this much like a missing column is a slip, not a column of its own."""


@dataclass(frozen=True)
class Header:
    """Where each known column stands, and the columns that we do not know."""

    columns: Mapping[str, int]
    other: Mapping[str, int]
    faults: tuple[Fault, ...]


def match(
    names: Sequence[str],
    known: Sequence[str],
    required: Sequence[str],
    where: Where,
    find: Callable[[str], str | None] | None = None,
) -> Header:
    """Match headers with known columns.

    Parameters
    ----------
    names
        The headers as delivered, in order.
    known
        The columns that exist.
    required
        Those that may not be missing.
    where
        The file, sheet and row of the headers.
    find
        Gives the known column of a header; by default they must be equal but for case and space.
    """
    lookup = find or {fold(name): name for name in known}.get
    columns: dict[str, int] = {}
    other: dict[str, int] = {}
    faults: list[Fault] = []
    for position, name in enumerate(names):
        column = lookup(fold(name))
        if column is None:
            other[_label(name, position, other)] = position
        elif column in columns:
            faults.append(Fault("header-twice", where, {"column": column}))
        else:
            columns[column] = position
    missing = [name for name in known if name not in columns]
    slips = {name: _slip(name, missing) for name in other}
    faults += [
        Fault("header-misspelt", where, {"found": shown(name), "known": meant})
        for name, meant in slips.items()
        if meant
    ]
    faults += [
        Fault("header-missing", where, {"column": name})
        for name in required
        if name in missing and name not in slips.values()
    ]
    return Header(columns, other, tuple(faults))


def letter(position: int) -> str:
    """Give the letter of a column as a spreadsheet does: 0 is A, 26 is AA."""
    first, rest = divmod(position, 26)
    return (letter(first - 1) if first else "") + chr(ord("A") + rest)


def _label(name: str, position: int, taken: Mapping[str, int]) -> str:
    label = name.strip() or letter(position)
    return label if label not in taken else f"{label} ({letter(position)})"


def _slip(name: str, missing: Sequence[str]) -> str:
    close = difflib.get_close_matches(fold(name)[:60], missing, n=1, cutoff=ALIKE)
    return close[0] if close else ""
