"""Identifiers and moments that follow from what they name: the same input, the same file."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

if TYPE_CHECKING:
    import datetime as dt

PROJECT = "https://github.com/identiteitslab/identiteitslab"
"""Where the program is at home, as in ``publiccode.yml``; names what only the program means."""

_SPACE = uuid5(NAMESPACE_URL, PROJECT)


def identity(*parts: str) -> str:
    """Give the UUID of something by its name, from the outside in (RFC 9562, version 5)."""
    return str(uuid5(_SPACE, "\x1f".join(parts)))


def moment(day: dt.date) -> str:
    """Write a day as the moment at which it begins, in UTC (RFC 3339)."""
    return f"{day.isoformat()}T00:00:00Z"
