"""Questions to the register, and the few things that may be written in it."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sqlmodel import col, func, select

from identiteitslab.store.chain import Entry, Line, Link, stamp
from identiteitslab.store.tables import HeadRow, LogRow, PartRow, PilotRow, UploadRow
from identiteitslab.store.upload import Part, Pilot, Status, Upload

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlmodel import Session


class Counting(NamedTuple):
    """An upload that counts: its number, what it says, and the file of its partial sums."""

    number: int
    content_hash: str
    sums: str


def head(session: Session) -> Link:
    """Give the end of the log."""
    row = session.exec(select(HeadRow)).one()
    return Link(row.sequence, row.hash)


def append(
    session: Session, kind: str, payload: Mapping[str, Any], *, actor: str, now: datetime
) -> Entry:
    """Add an entry to the log; whoever comes here first, others wait for."""
    end = session.exec(select(HeadRow).with_for_update()).one()
    entry = Entry(end.sequence + 1, kind, now, actor, payload, end.hash)
    line = entry.line()
    session.add(LogRow(sequence=line.sequence, kind=kind, entry=line.text, hash=line.hash))
    end.sequence, end.hash = line.sequence, line.hash
    session.flush()
    return entry


def wait_in_line(session: Session) -> None:
    """Make sure that nobody else writes until this transaction ends."""
    session.exec(select(HeadRow).with_for_update()).one()


def lines(session: Session, kind: str | None = None) -> tuple[Line, ...]:
    """Give the log as it is stored, or its entries of one kind."""
    query = select(LogRow.sequence, LogRow.kind, LogRow.entry, LogRow.hash)
    if kind is not None:
        query = query.where(LogRow.kind == kind)
    return tuple(Line(*row) for row in session.exec(query.order_by(col(LogRow.sequence))))


def uploads(session: Session) -> tuple[Upload, ...]:
    """Give all uploads, in order of number."""
    rows = session.exec(select(UploadRow).order_by(col(UploadRow.number))).all()
    parts: dict[int, list[Part]] = defaultdict(list)
    for part in session.exec(select(PartRow)):
        parts[part.upload].append(Part(part.name, part.digest, part.size))
    pilots: dict[int, list[Pilot]] = defaultdict(list)
    for pilot in session.exec(select(PilotRow)):
        pilots[pilot.upload].append(Pilot(pilot.gemeente, pilot.solution, pilot.round))
    return tuple(_upload(row, pilots[row.number], parts[row.number]) for row in rows)


def about(session: Session, pilots: Collection[Pilot]) -> tuple[Upload, ...]:
    """Give the uploads that count and say something about one of some pilots."""
    gemeenten = {pilot.gemeente for pilot in pilots}
    query = (
        select(PilotRow)
        .join(UploadRow, col(UploadRow.number) == col(PilotRow.upload))
        .where(UploadRow.status == "active", col(PilotRow.gemeente).in_(gemeenten))
    )
    near = {
        row.upload
        for row in session.exec(query)
        if Pilot(row.gemeente, row.solution, row.round) in pilots
    }
    return tuple(whole(session, number) for number in sorted(near))


def whole(session: Session, number: int) -> Upload:
    """Give an upload that exists, with its pilots and parts."""
    row = session.exec(select(UploadRow).where(UploadRow.number == number)).one()
    pilots = session.exec(select(PilotRow).where(PilotRow.upload == number))
    said = [Pilot(pilot.gemeente, pilot.solution, pilot.round) for pilot in pilots]
    return _upload(row, said, list(parts_of(session, number)))


def find(session: Session, content_hash: str) -> UploadRow | None:
    """Find the upload that says exactly this."""
    return session.exec(select(UploadRow).where(UploadRow.content_hash == content_hash)).first()


def get(session: Session, number: int) -> UploadRow | None:
    """Find an upload by its number."""
    return session.get(UploadRow, number)


def active_hashes(session: Session) -> tuple[str, ...]:
    """Give the content hashes of the uploads that count."""
    query = select(UploadRow.content_hash).where(UploadRow.status == "active")
    return tuple(session.exec(query))


def counting(session: Session) -> tuple[Counting, ...]:
    """Name the uploads that count, with the file of their partial sums."""
    query = (
        select(UploadRow.number, UploadRow.content_hash, PartRow.digest)
        .join(PartRow, col(PartRow.upload) == col(UploadRow.number))
        .where(UploadRow.status == "active", PartRow.name == "sums")
        .order_by(col(UploadRow.number))
    )
    return tuple(Counting(*row) for row in session.exec(query))


def parts_of(session: Session, number: int) -> tuple[Part, ...]:
    """Name the files of one upload."""
    rows = session.exec(select(PartRow).where(PartRow.upload == number))
    return tuple(sorted(Part(row.name, row.digest, row.size) for row in rows))


def replace_parts(session: Session, number: int, parts: tuple[Part, ...]) -> None:
    """Let an upload consist of other files that say the same."""
    for row in session.exec(select(PartRow).where(PartRow.upload == number)):
        session.delete(row)
    session.flush()
    session.add_all(PartRow(upload=number, **part._asdict()) for part in parts)
    session.flush()


def part_digests(session: Session) -> frozenset[str]:
    """Name all files that belong to an upload."""
    return frozenset(session.exec(select(PartRow.digest)))


def next_number(session: Session) -> int:
    """Give the number of the upload that comes next."""
    return (session.exec(select(func.max(col(UploadRow.number)))).one() or 0) + 1


def insert(session: Session, upload: Upload) -> None:
    """Write an upload with its pilots and parts."""
    session.add(
        UploadRow(
            number=upload.number,
            content_hash=upload.content_hash,
            file_hash=upload.file_hash,
            rows_in=upload.rows_in,
            accepted=upload.accepted,
            rejected=upload.rejected,
            blank=upload.blank,
            accepted_at=stamp(upload.accepted_at),
            actor=upload.actor,
            status=upload.status,
            successor=upload.successor,
        )
    )
    session.flush()
    session.add_all(PilotRow(upload=upload.number, **p._asdict()) for p in upload.pilots)
    session.add_all(PartRow(upload=upload.number, **p._asdict()) for p in upload.parts)
    session.flush()


def mark(session: Session, row: UploadRow, status: Status, successor: int | None = None) -> None:
    """Say whether an upload counts from now on."""
    row.status, row.successor = status, successor
    session.add(row)
    session.flush()


def _upload(row: UploadRow, pilots: list[Pilot], parts: list[Part]) -> Upload:
    return Upload(
        number=row.number,
        content_hash=row.content_hash,
        file_hash=row.file_hash,
        rows_in=row.rows_in,
        accepted=row.accepted,
        rejected=row.rejected,
        blank=row.blank,
        pilots=tuple(sorted(pilots)),
        parts=tuple(sorted(parts)),
        accepted_at=datetime.fromisoformat(row.accepted_at),
        actor=row.actor,
        status=cast("Status", row.status),
        successor=row.successor,
    )
