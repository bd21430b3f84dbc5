"""The store of a lab: every delivery that was accepted, and a log of all that happened."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from identiteitslab.errors import LabError
from identiteitslab.store import deposit, history, orphans, packed, parts, register
from identiteitslab.store.act import Act
from identiteitslab.store.backup import Copied, back_up, restore
from identiteitslab.store.chain import entries
from identiteitslab.store.gather import Gathered, foresee, gather, refold
from identiteitslab.store.orphans import SURE_AFTER_S
from identiteitslab.store.overlap import Overlap, overlaps
from identiteitslab.store.past import Past, gather_at
from identiteitslab.store.place import Place, open_place
from identiteitslab.store.verify import Verification, verify

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType

    import pyarrow as pa

    from identiteitslab.intake.delivery import Delivery
    from identiteitslab.store.chain import Entry, Link
    from identiteitslab.store.upload import Accepted, Upload


@dataclass(frozen=True)
class Store:
    """A register in SQL and a folder of files that never change.

    Safe to share between threads and to open in several processes at once.
    """

    place: Place

    @classmethod
    def open(cls, state: Path, *, url: str | None = None) -> Store:
        """Open the store of a lab; a new lab gets an empty one.

        Parameters
        ----------
        state
            The folder ``.lab/``. Files always stand here.
        url
            Address of a PostgreSQL register; otherwise the register is a SQLite file in ``state``.

        Raises
        ------
        LabError
            The folder or the register cannot be made, read or understood.
        """
        return cls(open_place(state, url))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the register; who is the last to do so, seals it."""
        self.place.close()

    def accept(
        self, delivery: Delivery, *, actor: str, beside: bool = False, now: datetime | None = None
    ) -> Accepted:
        """Take a delivery in; once this returns, a crash cannot lose it.

        The same content gives the same upload, whatever its container: then nothing is added.

        Parameters
        ----------
        delivery
            What the intake made of a file.
        actor
            The role of who hands it in, never a person.
        beside
            Count it also when an upload seems to hold some of the same measurements.
        now
            The moment, aware of its time zone; only a label.

        Raises
        ------
        LabError
            The delivery may not be stored, it overlaps with an upload that counts, its rows were
            withdrawn or superseded before, or the disk refuses. Then nothing of it counts.
        """
        act = Act.of(actor, now)
        accepted = deposit.accept(self.place, delivery, act, beside=beside)
        if not accepted.duplicate:
            self._refold(accepted.number)
        return accepted

    def already(self, delivery: Delivery) -> Accepted | None:
        """Give the upload that says exactly what a delivery says, without storing anything.

        Raises
        ------
        LabError
            The delivery may not be stored, or its rows were withdrawn or superseded before.
        """
        return deposit.already(self.place, delivery)

    def overlaps(self, delivery: Delivery) -> tuple[Overlap, ...]:
        """Find the uploads that already hold some of what a delivery says.

        People would count twice: `accept` refuses it. Who hands in a correction supersedes them.
        """
        return overlaps(self.place, delivery)

    def supersede(
        self,
        number: int,
        delivery: Delivery,
        *,
        actor: str,
        reason: str,
        beside: bool = False,
        now: datetime | None = None,
    ) -> Accepted:
        """Let a delivery count in place of an upload, in one step; the old one stays in the log.

        Raises
        ------
        LabError
            As for `accept`; or the upload does not count any more, or says the same.
        """
        act = Act.of(actor, now, reason)
        accepted = deposit.supersede(self.place, number, delivery, act, beside=beside)
        self._refold(number, accepted.number)
        return accepted

    def withdraw(self, number: int, *, actor: str, reason: str, now: datetime | None = None) -> str:
        """Let an upload count no longer, without deleting it; gives the head of the log.

        Raises
        ------
        LabError
            There is no such upload, it was superseded, or the reason will not do.
        """
        head = deposit.withdraw(self.place, number, Act.of(actor, now, reason))
        self._refold(number)
        return head

    def reinstate(
        self,
        number: int,
        *,
        actor: str,
        reason: str,
        beside: bool = False,
        now: datetime | None = None,
    ) -> str:
        """Let a withdrawn upload count again; gives the head of the log.

        Raises
        ------
        LabError
            As for `withdraw`; or it overlaps with an upload that counts.
        """
        act = Act.of(actor, now, reason)
        head = deposit.reinstate(self.place, number, act, beside=beside)
        self._refold(number)
        return head

    def append_once(
        self,
        kind: str,
        payload: Mapping[str, Any],
        known: Callable[[tuple[Entry, ...]], Entry | None],
        *,
        actor: str,
        now: datetime | None = None,
    ) -> tuple[Entry, bool]:
        """Add something else that happened to the log, such as a decision, and tell if it is new.

        It is not when ``known`` finds it among the entries of its kind. That looks while nobody
        else can write; if it raises, nothing is added.

        Raises
        ------
        ValueError
            The kind is one that the store writes itself, or the payload is not plain JSON.
        LabError
            The register cannot be written.
        """
        if kind in history.OWN_KINDS:
            raise ValueError(f"kind: {kind!r} is written by the store itself; expected another")
        act = Act.of(actor, now)
        with self.place.database.writing() as session:
            register.wait_in_line(session)
            if found := known(entries(register.lines(session, kind))):
                return found, False
            return register.append(session, kind, payload, actor=act.actor, now=act.now), True

    def entries(self, kind: str | None = None) -> tuple[Entry, ...]:
        """Give what happened, in order; or only what is of one kind."""
        with self.place.database.reading() as session:
            return entries(register.lines(session, kind))

    def uploads(self) -> tuple[Upload, ...]:
        """Give all uploads, in order of number, those that no longer count too."""
        with self.place.database.reading() as session:
            return register.uploads(session)

    def gather(self) -> Gathered:
        """Give the sums of the uploads that count, with those that had to be left out."""
        return gather(self.place)

    def gather_at(self, sequence: int) -> Past:
        """Give the sums of the uploads that counted after an entry of the log.

        Raises
        ------
        LabError
            The log has no such entry.
        """
        return gather_at(self.place, sequence)

    def foresee(self, deliveries: Iterable[Delivery], without: Collection[int] = ()) -> Gathered:
        """Give the sums as they would be with these deliveries, and without some uploads."""
        return foresee(self.place, deliveries, without)

    def sums(self) -> pa.Table:
        """Give the sums of the uploads that count (``SUMS_SCHEMA``)."""
        return self.gather().sums

    def head(self) -> str:
        """Give the hash of the last log entry: who keeps it, can check all that came before."""
        return self.end().hash

    def end(self) -> Link:
        """Give the number and the hash of the last log entry."""
        with self.place.database.reading() as session:
            return register.head(session)

    def data_version(self) -> str:
        """Identify the set of uploads that count, in whatever order they came."""
        with self.place.database.reading() as session:
            return parts.data_version(register.active_hashes(session))

    def verify(self, witnesses: Collection[str] = ()) -> Verification:
        """Check every file, row, sum, table and log entry; go on after a fault.

        Parameters
        ----------
        witnesses
            Heads of the log that were kept elsewhere: on receipts, in reports.
        """
        return verify(self.place, witnesses)

    def backup(self, to: Path) -> Copied:
        """Copy the whole store to a new place, which is there only once it is complete.

        The copy is itself a store, with its register in SQLite; a name that ends in ``.zip`` gives
        that store in one file.

        Raises
        ------
        LabError
            The place is taken already, or one of the two cannot be read or written.
        """
        return (packed.back_up if to.suffix == packed.SUFFIX else back_up)(self.place, to)

    def restore(self, backup: Path) -> Copied:
        """Fill this store, still empty, from a backup that is whole.

        Raises
        ------
        LabError
            The backup is damaged, this store is not empty, or one of the two cannot be read or
            written.
        """
        return (packed.restore if backup.is_file() else restore)(self.place, backup)

    def orphans(self, older_than: float = SURE_AFTER_S) -> tuple[Path, ...]:
        """Name the files that belong to no upload, written more than some seconds ago."""
        return orphans.find(self.place, older_than)

    def set_aside_orphans(self, older_than: float = SURE_AFTER_S) -> tuple[Path, ...]:
        """Move the orphans to the folder ``orphans``; nothing is deleted."""
        return orphans.set_aside(self.place, older_than)

    def _refold(self, *numbers: int) -> None:
        # What was done is done and safe; that it could be asked for sooner is no promise.
        with suppress(LabError):
            for number in numbers:
                refold(self.place, number)
