"""Which uploads already hold some of what a delivery says? A correction must not count twice."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from identiteitslab.errors import Fault, LabError, Where
from identiteitslab.intake.delivery import Delivery
from identiteitslab.measurement.row import SCHEMA, written_out
from identiteitslab.measurement.sums import KEYS, totals
from identiteitslab.store import parts, register
from identiteitslab.store.files import DamagedFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlmodel import Session

    from identiteitslab.store.files import Folder
    from identiteitslab.store.place import Place
    from identiteitslab.store.upload import PartName, Pilot, Upload

CELL = KEYS[:5]
"""What is measured where: gemeente, solution, round, situation, indicator."""

NOBODY = -1


class Overlap(NamedTuple):
    """An upload that counts, and how many measurements of a delivery it holds already."""

    number: int
    measurements: int


def overlaps(place: Place, delivery: Delivery) -> tuple[Overlap, ...]:
    """Find the uploads that measured the same as a delivery, with another or the same outcome.

    Two measurements are the same when gemeente, solution, round, situation, indicator and
    participant are; without a participant, when the date is the same too. Against partial sums
    only the cells can be compared.

    Raises
    ------
    LabError
        The register cannot be read.
    """
    said = parts.identity(delivery)
    with place.database.reading() as session:
        near = register.about(session, pilots(delivery))
    return _met(place.folder, delivery, [one for one in near if one.content_hash != said])


def demand_new(
    session: Session, folder: Folder, delivery: Delivery, cleared: frozenset[str]
) -> frozenset[str]:
    """Make sure that no upload that counts holds some of what a delivery says.

    Parameters
    ----------
    session
        The register.
    folder
        The files of the uploads.
    delivery
        What would be taken in.
    cleared
        Content hashes of uploads that are no hindrance: the delivery itself, what it takes the
        place of, and those that were looked at before.

    Returns
    -------
    frozenset of str
        The uploads that are no hindrance, with those that were looked at now.

    Raises
    ------
    LabError
        ``add-overlaps`` for each upload in which people would count twice.
    """
    near = register.about(session, pilots(delivery))
    fresh = [one for one in near if one.content_hash not in cleared]
    if found := _met(folder, delivery, fresh):
        raise LabError([clash(delivery, overlap) for overlap in found])
    return cleared.union(one.content_hash for one in fresh)


def delivered(session: Session, folder: Folder, number: int) -> Delivery | None:
    """Give an upload back as the delivery that it was; none if its file is damaged."""
    upload = register.whole(session, number)
    name: PartName = "rows" if upload.part("rows") else "sums"
    table = _read(folder, upload, name)
    if table is None:
        return None
    here = {"rows": table} if name == "rows" else {"rows": SCHEMA.empty_table(), "sums": table}
    return Delivery("", upload.file_hash, **here)


def clash(delivery: Delivery, overlap: Overlap) -> Fault:
    """Say in which upload people would count twice."""
    facts = {"count": str(overlap.measurements), "number": str(overlap.number)}
    return Fault("add-overlaps", Where(file=delivery.name), facts)


def among(deliveries: Sequence[Delivery]) -> Iterator[tuple[Delivery, Delivery, int]]:
    """Find pairs that hold some of the same measurements, and how many; none is stored yet.

    Deliveries that say exactly the same do not clash: they are one upload.
    """
    known = [(one, parts.identity(one), pilots(one)) for one in deliveries]
    for (one, said, here), (other, says, there) in itertools.combinations(known, 2):
        if said != says and here & there and (count := _both(one, other)):
            yield one, other, count


def pilots(delivery: Delivery) -> set[Pilot]:
    """Name the pilots that a delivery says something about."""
    table = delivery.rows if delivery.sums is None else delivery.sums
    return set(parts.pilots(table.select(parts.PILOT).group_by(parts.PILOT).aggregate([])))


def _met(folder: Folder, delivery: Delivery, uploads: Iterable[Upload]) -> tuple[Overlap, ...]:
    found = (Overlap(one.number, _shared(folder, one, delivery)) for one in uploads)
    return tuple(overlap for overlap in found if overlap.measurements)


def _both(one: Delivery, other: Delivery) -> int:
    if one.sums is None and other.sums is None:
        return _common(_measurements(one.rows), _measurements(other.rows))
    return _common(_cells_of(one), _cells_of(other))


def _shared(folder: Folder, upload: Upload, delivery: Delivery) -> int:
    name: PartName = "rows" if delivery.sums is None and upload.part("rows") else "sums"
    there = _read(folder, upload, name)
    if there is None:
        return 0
    if name == "rows":
        return _common(_measurements(delivery.rows), _measurements(there))
    return _common(_cells_of(delivery), _cells(totals(there)))


def _read(folder: Folder, upload: Upload, name: PartName) -> pa.Table | None:
    part = upload.part(name)
    try:
        return parts.decode(folder.read(part.digest), name) if part else None
    except DamagedFileError:
        return None


def _measurements(rows: pa.Table) -> pa.Table:
    nobody = pc.is_null(rows["participant"])
    dates = pc.cast(rows["measured_on"], pa.int32())
    when = pc.if_else(nobody, pc.fill_null(dates, NOBODY), NOBODY)
    who = pc.fill_null(rows["participant"], NOBODY)
    return written_out(rows.select(CELL)).append_column("who", who).append_column("when", when)


def _cells_of(delivery: Delivery) -> pa.Table:
    return _cells(delivery.rows if delivery.sums is None else totals(delivery.sums))


def _cells(table: pa.Table) -> pa.Table:
    return written_out(table.select(CELL)).group_by(CELL).aggregate([])


def _common(mine: pa.Table, theirs: pa.Table) -> int:
    return int(mine.join(theirs, keys=mine.column_names, join_type="left semi").num_rows)
