"""Which uploads already hold some of what a delivery says? A correction must not count twice."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from identiteitslab.measurement.sums import KEYS, totals
from identiteitslab.store import parts, register
from identiteitslab.store.files import DamagedFileError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from identiteitslab.intake.delivery import Delivery
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
    here = _pilots(delivery)
    with place.database.reading() as session:
        near = register.about(session, here)
    found = (
        Overlap(upload.number, _shared(place.folder, upload, delivery))
        for upload in near
        if upload.content_hash != said
    )
    return tuple(overlap for overlap in found if overlap.measurements)


def among(deliveries: Sequence[Delivery]) -> Iterator[tuple[Delivery, Delivery, int]]:
    """Find pairs that hold some of the same measurements, and how many; none is stored yet.

    Deliveries that say exactly the same do not clash: they are one upload.
    """
    known = [(one, parts.identity(one), _pilots(one)) for one in deliveries]
    for (one, said, here), (other, says, there) in itertools.combinations(known, 2):
        if said != says and here & there and (count := _both(one, other)):
            yield one, other, count


def _both(one: Delivery, other: Delivery) -> int:
    if one.sums is None and other.sums is None:
        return _common(_measurements(one.rows), _measurements(other.rows))
    return _common(_cells_of(one), _cells_of(other))


def _pilots(delivery: Delivery) -> set[Pilot]:
    table = delivery.rows if delivery.sums is None else delivery.sums
    return set(parts.pilots(table.select(parts.PILOT).group_by(parts.PILOT).aggregate([])))


def _shared(folder: Folder, upload: Upload, delivery: Delivery) -> int:
    name: PartName = "rows" if delivery.sums is None and upload.part("rows") else "sums"
    part = upload.part(name)
    try:
        there = parts.decode(folder.read(part.digest), name) if part else None
    except DamagedFileError:
        return 0
    if there is None:
        return 0
    if name == "rows":
        return _common(_measurements(delivery.rows), _measurements(there))
    return _common(_cells_of(delivery), _cells(totals(there)))


def _measurements(rows: pa.Table) -> pa.Table:
    nobody = pc.is_null(rows["participant"])
    dates = pc.cast(rows["measured_on"], pa.int32())
    when = pc.if_else(nobody, pc.fill_null(dates, NOBODY), NOBODY)
    who = pc.fill_null(rows["participant"], NOBODY)
    return rows.select(CELL).append_column("who", who).append_column("when", when)


def _cells_of(delivery: Delivery) -> pa.Table:
    return _cells(delivery.rows if delivery.sums is None else totals(delivery.sums))


def _cells(table: pa.Table) -> pa.Table:
    return table.select(CELL).group_by(CELL).aggregate([])


def _common(mine: pa.Table, theirs: pa.Table) -> int:
    return int(mine.join(theirs, keys=mine.column_names, join_type="left semi").num_rows)
