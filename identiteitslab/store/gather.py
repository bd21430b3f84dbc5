"""Bring the partial sums of all uploads that count together; a damaged one is left out by name."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from identiteitslab.errors import Fault, Where
from identiteitslab.store import fold, parts, register
from identiteitslab.store.files import SUFFIX, DamagedFileError
from identiteitslab.store.together import together

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    import pyarrow as pa

    from identiteitslab.intake.delivery import Delivery
    from identiteitslab.store.fold import Fold
    from identiteitslab.store.place import Place
    from identiteitslab.store.register import Counting


@dataclass(frozen=True)
class Gathered:
    """The sums of all usable uploads, and why any was left out.

    ``data_version`` is that of the uploads that are in the sums, not of those that should be.
    """

    sums: pa.Table
    data_version: str
    left_out: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Pieces:
    """Tables that hold every upload once, the uploads in them, and those that are damaged."""

    tables: list[pa.Table]
    used: frozenset[str]
    left_out: tuple[Fault, ...]


def gather(place: Place) -> Gathered:
    """Add up the partial sums of the uploads that count.

    Raises
    ------
    LabError
        The register cannot be read.
    """
    with place.database.reading() as session:
        wanted = register.counting(session)
    return bring(place, wanted)


def left_out(place: Place) -> tuple[Fault, ...]:
    """Name the uploads that would count but are damaged; nothing is added up for it.

    Raises
    ------
    LabError
        The register cannot be read.
    """
    with place.database.reading() as session:
        wanted = {one.content_hash: one for one in register.counting(session)}
    folded = _members(fold.usable(place.folds, wanted.keys(), sys.maxsize))
    found = _loose(place, wanted, folded)
    return tuple(fault for _, fault in found if isinstance(fault, Fault))


def bring(place: Place, wanted: Iterable[Counting]) -> Gathered:
    """Add up the partial sums of some uploads."""
    found = _pieces(place, {one.content_hash: one for one in wanted}, sys.maxsize)
    return Gathered(together(found.tables), parts.data_version(found.used), found.left_out)


def foresee(place: Place, deliveries: Iterable[Delivery], without: Collection[int]) -> Gathered:
    """Add up what would count with some deliveries taken in and some uploads superseded.

    Raises
    ------
    LabError
        The register cannot be read.
    """
    with place.database.reading() as session:
        wanted = [one for one in register.counting(session) if one.number not in without]
    found = _pieces(place, {one.content_hash: one for one in wanted}, sys.maxsize)
    said = {parts.identity(delivery): delivery for delivery in deliveries}
    new = {name: parts.sums_of(said[name]) for name in sorted(said.keys() - found.used)}
    return Gathered(
        together([*found.tables, *new.values()]),
        parts.data_version(found.used | new.keys()),
        found.left_out,
    )


def refold(place: Place, number: int) -> None:
    """Bring the folds of which an upload is part up to date; one that cannot be made is left out.

    Raises
    ------
    LabError
        The register cannot be read.
    """
    with place.database.reading() as session:
        highest = register.next_number(session) - 1
        blocks = list(fold.blocks_of(number, highest))
        wanted = register.counting(session) if blocks else ()
    for block in blocks:
        inside = {
            one.content_hash: one for one in wanted if block.first <= one.number <= block.last
        }
        found = _pieces(place, inside, block.size)
        if found.left_out or not found.tables:
            fold.drop(place.folds, block)
        else:
            fold.keep(place.folds, block, found.used, together(found.tables))


def file_fault(number: int, error: DamagedFileError) -> Fault:
    """Say which upload a missing or damaged file belongs to."""
    code = "store-file-missing" if error.missing else "store-file-damaged"
    return Fault(code, Where(file=f"{error.name}{SUFFIX}"), {"number": str(number)})


def _pieces(place: Place, wanted: Mapping[str, Counting], smaller_than: int) -> Pieces:
    known = fold.usable(place.folds, wanted.keys(), smaller_than)
    folded = _members(known)
    tables = [one.sums for one in known]
    used: list[str] = []
    faults: list[Fault] = []
    for said, found in _loose(place, wanted, folded):
        if isinstance(found, Fault):
            faults.append(found)
        else:
            tables.append(parts.decode(found, "sums"))
            used.append(said)
    return Pieces(tables, folded.union(used), tuple(faults))


def _members(folds: Iterable[Fold]) -> frozenset[str]:
    return frozenset[str]().union(*(one.members for one in folds))


def _loose(
    place: Place, wanted: Mapping[str, Counting], folded: frozenset[str]
) -> Iterator[tuple[str, bytes | Fault]]:
    """Read the partial sums of the uploads that are in no fold, or say what is wrong with them."""
    for said in sorted(wanted.keys() - folded):
        try:
            data = place.folder.read(wanted[said].sums)
        except DamagedFileError as error:
            yield said, file_fault(wanted[said].number, error)
        else:
            yield said, data
