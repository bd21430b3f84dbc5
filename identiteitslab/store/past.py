"""What counted at an earlier moment? The log up to an entry tells; the files still stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from identiteitslab.errors import Fault, fail
from identiteitslab.store import register
from identiteitslab.store.chain import BEGIN, broken, entries
from identiteitslab.store.gather import Gathered, bring
from identiteitslab.store.history import replay
from identiteitslab.store.register import Counting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from identiteitslab.store.chain import Line, Link
    from identiteitslab.store.place import Place
    from identiteitslab.store.upload import Upload


@dataclass(frozen=True)
class Past:
    """The sums that counted after an entry of the log, and the hash of that entry.

    ``faults`` names what keeps them from being what they were: a broken log, damaged uploads.
    """

    gathered: Gathered
    head: str
    faults: tuple[Fault, ...]


def gather_at(place: Place, sequence: int) -> Past:
    """Add up the partial sums of the uploads that counted after an entry of the log.

    Parameters
    ----------
    place
        Where the store keeps its things.
    sequence
        The number of the entry; 0 is before the first one.

    Raises
    ------
    LabError
        The log has no such entry, or the register cannot be read.
    """
    with place.database.reading() as session:
        lines, end = register.lines(session), register.head(session)
    if not 0 <= sequence <= len(lines):
        raise fail("store-entry-unknown", sequence=sequence, last=len(lines))
    gathered = bring(place, _counting(lines, sequence))
    head = lines[sequence - 1].hash if sequence else BEGIN.hash
    return Past(gathered, head, (*_log_faults(lines, end, sequence), *gathered.left_out))


def _counting(lines: Sequence[Line], sequence: int) -> Iterator[Counting]:
    """Name what counted then, with the files that hold it now: a damaged one may be mended."""
    now = replay(entries(lines))
    for number, upload in replay(entries(lines[:sequence])).items():
        if upload.active:
            yield Counting(number, upload.content_hash, _sums(now[number]))


def _sums(upload: Upload) -> str:
    part = upload.part("sums")
    return part.digest if part else ""


def _log_faults(lines: Sequence[Line], end: Link, sequence: int) -> Iterator[Fault]:
    for wrong in broken(lines, end):
        if wrong <= sequence:
            yield Fault("store-log-broken", facts={"sequence": str(wrong)})
