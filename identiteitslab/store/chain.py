"""The log as a chain: every entry carries the hash of the entry before it. Pure hashing.

An entry is one line of canonical JSON: keys sorted, no spaces, only ASCII characters. Its hash is
the sha256 of that line. Who has one line can check it with the standard library alone; who has
kept one hash (a receipt, a printed report) can show that nothing before it was changed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FORMAT = "log-1"
"""Changes when the fields of an entry or its canonical text change; part of every entry."""

START = "0" * 64
"""What the first entry names as the hash before it."""

HEX_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Link:
    """A place in the chain: the number of an entry and its hash."""

    sequence: int
    hash: str


BEGIN = Link(0, START)


@dataclass(frozen=True)
class Line:
    """An entry as it is stored: its text, and beside it what the register looks it up by."""

    sequence: int
    kind: str
    text: str
    hash: str


@dataclass(frozen=True)
class Entry:
    """Something that happened: what, when (UTC, a label only) and in which role."""

    sequence: int
    kind: str
    at: datetime
    actor: str
    payload: Mapping[str, Any]
    previous: str

    def line(self) -> Line:
        """Write the entry down and hash it."""
        text = canonical(
            {
                "format": FORMAT,
                "sequence": self.sequence,
                "previous": self.previous,
                "at": stamp(self.at),
                "actor": self.actor,
                "kind": self.kind,
                "payload": self.payload,
            }
        )
        return Line(self.sequence, self.kind, text, digest(text.encode()))


def digest(data: bytes) -> str:
    """Give the sha256 of some bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def canonical(value: Mapping[str, Any]) -> str:
    """Write a value as the one JSON text that stands for it.

    Raises
    ------
    ValueError
        The value holds NaN or an infinity.
    TypeError
        The value holds something that JSON does not know.
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def stamp(at: datetime) -> str:
    """Write a moment as ISO text in UTC, always to the microsecond.

    Raises
    ------
    ValueError
        The moment has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError(f"now: {at.isoformat()} has no time zone; expected an aware datetime")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def read_entry(text: str) -> Entry:
    """Read the entry that a canonical text stands for.

    Raises
    ------
    ValueError
        The text is not the canonical text of an entry.
    """
    try:
        found = json.loads(text)
        entry = Entry(
            sequence=found["sequence"],
            kind=found["kind"],
            at=datetime.fromisoformat(found["at"]),
            actor=found["actor"],
            payload=found["payload"],
            previous=found["previous"],
        )
        same = isinstance(entry.payload, Mapping) and entry.line().text == text
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"text: no log entry ({error!r})") from error
    if not same:
        raise ValueError("text: not the canonical text of a log entry")
    return entry


def broken(lines: Iterable[Line], head: Link) -> tuple[int, ...]:
    """Name the places where the chain does not hold.

    Parameters
    ----------
    lines
        All entries as stored, in order.
    head
        The end of the chain as the register remembers it.

    Returns
    -------
    tuple of int
        Sequence numbers, counted from 1; one past the last entry when the chain does not end where
        the register remembers.
    """
    faults: list[int] = []
    previous: tuple[str, ...] = (START,)
    count = 0
    for count, line in enumerate(lines, start=1):
        if line.sequence != count or not _holds(line, previous):
            faults.append(count)
        # A changed hash is charged to its own entry, not to the next one as well.
        previous = (line.hash, digest(_utf8(line.text)))
    if head.sequence != count or head.hash not in previous:
        faults.append(count + 1)
    return tuple(faults)


def numbered(entries: Iterable[Entry], sequence: int) -> Entry | None:
    """Find an entry by its number."""
    return next((entry for entry in entries if entry.sequence == sequence), None)


def entries(lines: Sequence[Line]) -> tuple[Entry, ...]:
    """Read every entry that can be read; a damaged one is left out."""
    found: list[Entry] = []
    for line in lines:
        try:
            found.append(read_entry(line.text))
        except ValueError:
            continue
    return tuple(found)


def _holds(line: Line, previous: tuple[str, ...]) -> bool:
    if digest(_utf8(line.text)) != line.hash:
        return False
    try:
        entry = read_entry(line.text)
    except ValueError:
        return False
    return (entry.sequence, entry.kind) == (line.sequence, line.kind) and entry.previous in previous


def _utf8(text: object) -> bytes:
    # A damaged database may hand back a number or bytes where a text was stored.
    return str(text).encode("utf-8", "surrogatepass")
