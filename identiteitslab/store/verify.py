"""Is all still as it was? Files, rows, sums, register, log and seal, each checked on its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from identiteitslab.errors import Fault, LabError, Where, fail
from identiteitslab.store import fold, register
from identiteitslab.store.chain import START, Line, Link, broken, entries
from identiteitslab.store.database import REGISTER
from identiteitslab.store.files import DamagedFileError
from identiteitslab.store.history import replay
from identiteitslab.store.place import sealed
from identiteitslab.store.recompute import check_uploads
from identiteitslab.store.together import together

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    import pyarrow as pa

    from identiteitslab.store.database import Database
    from identiteitslab.store.place import Place
    from identiteitslab.store.upload import Upload


@dataclass(frozen=True)
class Verification:
    """What was checked and all that was wrong. ``damaged`` names uploads by their number."""

    head: str
    entries: int
    uploads: int
    rows: int
    faults: tuple[Fault, ...] = ()
    damaged: tuple[int, ...] = ()

    @property
    def ok(self) -> bool:
        """Tell whether all is as it was."""
        return not self.faults


@dataclass(frozen=True)
class Snapshot:
    """All that the register says at one moment."""

    lines: tuple[Line, ...]
    head: Link
    uploads: tuple[Upload, ...]


def verify(place: Place, witnesses: Collection[str]) -> Verification:
    """Check everything, and go on after a fault.

    Parameters
    ----------
    place
        Where the store keeps its things.
    witnesses
        Heads of the log that were kept elsewhere (receipts, reports).
    """
    try:
        snapshot = look(place.database)
    except LabError as error:
        return Verification("", 0, 0, 0, error.faults)
    sums: dict[str, pa.Table] = {}
    of_uploads = [*_register_faults(snapshot), *check_uploads(place.folder, snapshot.uploads, sums)]
    faults = [
        *_database_faults(place.database),
        *_log_faults(snapshot, witnesses),
        *(fault for _, fault in of_uploads),
        *_fold_faults(place.folds, sums),
        *_seal_faults(place),
    ]
    return Verification(
        head=snapshot.head.hash,
        entries=len(snapshot.lines),
        uploads=len(snapshot.uploads),
        rows=sum(upload.accepted for upload in snapshot.uploads),
        faults=tuple(faults),
        damaged=tuple(sorted({number for number, _ in of_uploads})),
    )


def look(database: Database) -> Snapshot:
    """Read all that the register says, at one moment.

    Raises
    ------
    LabError
        The register cannot be read, or holds what cannot be in it.
    """
    try:
        with database.reading() as session:
            return Snapshot(
                register.lines(session), register.head(session), register.uploads(session)
            )
    except (TypeError, ValueError) as error:
        raise fail("store-damaged", reason=type(error).__name__) from error


def _log_faults(snapshot: Snapshot, witnesses: Collection[str]) -> Iterator[Fault]:
    for sequence in broken(snapshot.lines, snapshot.head):
        yield Fault("store-log-broken", facts={"sequence": str(sequence)})
    known = {START, *(line.hash for line in snapshot.lines)}
    for witness in witnesses:
        if witness not in known:
            yield Fault("store-witness", facts={"head": witness[:12]})


def _register_faults(snapshot: Snapshot) -> Iterator[tuple[int, Fault]]:
    logged = replay(entries(snapshot.lines))
    stored = {upload.number: upload for upload in snapshot.uploads}
    for number in sorted(logged.keys() | stored.keys()):
        if logged.get(number) != stored.get(number):
            yield number, Fault("store-register-differs", facts={"number": str(number)})


def _fold_faults(folds: Path, sums: Mapping[str, pa.Table]) -> Iterator[Fault]:
    for path in sorted(folds.glob("[!.]*")):
        try:
            good = _fold_holds(fold.read(path), sums)
        except (DamagedFileError, ValueError):
            good = False
        # One that is gone by now was replaced while we looked.
        if not good and path.exists():
            yield Fault("store-fold", Where(file=path.name))


def _fold_holds(kept: fold.Fold, sums: Mapping[str, pa.Table]) -> bool:
    # A member whose own file is damaged is named already; its fold is then the better copy.
    if not kept.members <= sums.keys():
        return True
    return bool(together([sums[member] for member in kept.members]).equals(kept.sums))


def _database_faults(database: Database) -> Iterator[Fault]:
    if not database.sqlite:
        return
    try:
        with database.reading() as session:
            found = [str(row[0]) for row in session.connection().exec_driver_sql(_CHECK)]
            loose = session.connection().exec_driver_sql("PRAGMA foreign_key_check").all()
    except LabError as error:
        yield from error.faults
        return
    if found != ["ok"] or loose:
        yield Fault("store-damaged", Where(file=REGISTER), {"reason": found[0][:200]})


_CHECK = "PRAGMA integrity_check(1)"


def _seal_faults(place: Place) -> Iterator[Fault]:
    # Looked at twice: while we read the file, somebody may have written a new entry.
    if place.database.sqlite and sealed(place) is False and sealed(place) is False:
        yield Fault("store-seal", Where(file=REGISTER))
