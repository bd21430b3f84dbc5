"""Take a delivery in: files first, then one transaction. Taking the same again changes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from identiteitslab.errors import LabError, fail
from identiteitslab.measurement.sums import SUMS_SCHEMA
from identiteitslab.store import history, parts, register
from identiteitslab.store.act import Act, require_reason
from identiteitslab.store.database import plainly
from identiteitslab.store.overlap import delivered, demand_new
from identiteitslab.store.upload import Accepted, Part, Upload

if TYPE_CHECKING:
    import pyarrow as pa
    from sqlmodel import Session

    from identiteitslab.intake.delivery import Delivery
    from identiteitslab.store.chain import Entry
    from identiteitslab.store.files import Folder
    from identiteitslab.store.place import Place
    from identiteitslab.store.tables import UploadRow
    from identiteitslab.store.upload import Status


def accept(place: Place, delivery: Delivery, act: Act, *, beside: bool) -> Accepted:
    """Take a delivery in, unless people would count twice who should not (``beside``).

    Raises
    ------
    LabError
        The delivery may not be stored, an upload holds some of it, its rows were withdrawn
        before, or the disk refuses.
    """
    content = _require_storable(delivery)
    cleared = frozenset({content})
    with place.database.reading() as session:
        known = register.find(session, content)
        if known is not None and _whole(session, place.folder, known):
            return _again(session, known)
        if known is None and not beside:
            cleared = demand_new(session, place.folder, delivery, cleared)
    draft = _keep_files(place.folder, delivery, content, act)
    with place.database.writing() as session:
        register.wait_in_line(session)
        known = register.find(session, content)
        if known is not None:
            _mend(session, place.folder, known, draft)
            return _again(session, known)
        if not beside:
            # Again, for what came in since; now nobody else can write.
            demand_new(session, place.folder, delivery, cleared)
        entry = _register(session, place.folder, draft)
        return Accepted(entry.payload["number"], content, duplicate=False, head=entry.line().hash)


def already(place: Place, delivery: Delivery) -> Accepted | None:
    """Give the upload that says exactly what a delivery says, if there is one.

    Raises
    ------
    LabError
        The delivery may not be stored, or its rows were withdrawn or superseded before.
    """
    content = _require_storable(delivery)
    with place.database.reading() as session:
        row = register.find(session, content)
        return None if row is None else _again(session, row)


def supersede(place: Place, number: int, delivery: Delivery, act: Act, *, beside: bool) -> Accepted:
    """Let a delivery count in place of an upload, in one step; ``beside`` is as for `accept`.

    Raises
    ------
    LabError
        As for `accept`; or the upload does not count any more, or says the same.
    """
    require_reason(act)
    content = _require_storable(delivery)
    with place.database.reading() as session:
        old = _existing(session, number)
        cleared = frozenset({content, old.content_hash})
        unheard = old.status == "active" and register.find(session, content) is None
        if unheard and not beside:
            cleared = demand_new(session, place.folder, delivery, cleared)
    draft = _keep_files(place.folder, delivery, content, act)
    with place.database.writing() as session:
        register.wait_in_line(session)
        old = _existing(session, number)
        new = register.find(session, content)
        if new is not None and old.successor == new.number:
            return _answer(session, new, duplicate=True)
        if old.status != "active":
            raise fail("store-not-active", number=number)
        if new is old:
            raise fail("store-same", number=number)
        duplicate = new is not None and new.status == "active"
        if not duplicate and not beside:
            # Again, for what came in since; now nobody else can write.
            demand_new(session, place.folder, delivery, cleared)
        successor = _let_count(session, place.folder, new, draft, act)
        register.mark(session, old, "superseded", successor)
        entry = _log(session, history.SUPERSEDED, act, number=number, successor=successor)
        return Accepted(successor, content, duplicate=duplicate, head=entry.line().hash)


def withdraw(place: Place, number: int, act: Act) -> str:
    """Let an upload count no longer; all that was stored stays.

    Returns
    -------
    str
        The head of the log.

    Raises
    ------
    LabError
        There is no such upload, it was superseded, or the reason is missing.
    """
    return _let_stand(place, number, act, history.WITHDRAWN, "active", "withdrawn")


def reinstate(place: Place, number: int, act: Act, *, beside: bool) -> str:
    """Let a withdrawn upload count again; ``beside`` is as for `accept`.

    Returns
    -------
    str
        The head of the log.

    Raises
    ------
    LabError
        There is no such upload, it was superseded, others hold some of it, or the reason is
        missing.
    """
    kind = history.REINSTATED
    return _let_stand(place, number, act, kind, "withdrawn", "active", alone=not beside)


def _let_stand(
    place: Place,
    number: int,
    act: Act,
    kind: str,
    before: Status,
    after: Status,
    *,
    alone: bool = False,
) -> str:
    require_reason(act)
    with place.database.writing() as session:
        register.wait_in_line(session)
        row = _existing(session, number)
        if row.status == after:
            return register.head(session).hash
        if row.status != before:
            raise fail("store-not-active", number=number)
        again = delivered(session, place.folder, number) if alone else None
        if again is not None:
            demand_new(session, place.folder, again, frozenset({row.content_hash}))
        register.mark(session, row, after)
        return _log(session, kind, act, number=number).line().hash


def _require_storable(delivery: Delivery) -> str:
    if not delivery.storable:
        faults = delivery.faults
        raise LabError(faults) if faults else fail("store-empty")
    if delivery.sums is not None and not delivery.sums.schema.equals(SUMS_SCHEMA):
        raise ValueError("delivery.sums: other columns or types than SUMS_SCHEMA")
    return parts.identity(delivery)


def _keep_files(folder: Folder, delivery: Delivery, content: str, act: Act) -> Upload:
    sums = parts.sums_of(delivery)
    if delivery.sums is None and parts.rows_summed(sums) != delivery.accepted:
        raise fail("store-count", rows_in=delivery.accepted, found=parts.rows_summed(sums))
    tables = {"sums": sums}
    if delivery.sums is None:
        tables["rows"] = delivery.rows
    if delivery.rejected:
        tables["refused"] = parts.refused_table(delivery.rejected)
    with plainly():
        kept = tuple(_keep(folder, name, table) for name, table in sorted(tables.items()))
    return Upload(
        number=0,
        content_hash=content,
        file_hash=delivery.file_hash,
        rows_in=delivery.rows_in,
        accepted=delivery.accepted,
        rejected=len(delivery.rejected),
        blank=delivery.blank,
        pilots=parts.pilots(sums),
        parts=kept,
        accepted_at=act.now,
        actor=act.actor,
    )


def _keep(folder: Folder, name: str, table: pa.Table) -> Part:
    data = parts.encode(table)
    return Part(name, folder.write(data), len(data))


def _register(session: Session, folder: Folder, draft: Upload) -> Entry:
    upload = replace(draft, number=register.next_number(session))
    counted = upload.accepted + upload.rejected + upload.blank
    if upload.rows_in != counted:
        raise fail("store-count", rows_in=upload.rows_in, found=counted)
    if not all(folder.has(part.digest) for part in upload.parts):
        raise fail("store-set-aside")
    register.insert(session, upload)
    act = Act(upload.actor, upload.accepted_at)
    return _log(session, history.ACCEPTED, act, **history.words(upload))


def _let_count(
    session: Session, folder: Folder, known: UploadRow | None, draft: Upload, act: Act
) -> int:
    if known is None:
        return int(_register(session, folder, draft).payload["number"])
    _mend(session, folder, known, draft)
    if known.status != "active":
        register.mark(session, known, "active")
        _log(session, history.REINSTATED, act, number=known.number)
    return known.number


def _whole(session: Session, folder: Folder, known: UploadRow) -> bool:
    return all(folder.intact(part.digest) for part in register.parts_of(session, known.number))


def _mend(session: Session, folder: Folder, known: UploadRow, draft: Upload) -> None:
    """Put good files in the place of damaged ones, now that the same content has come again."""
    old = register.parts_of(session, known.number)
    fresh = {part.name: part for part in draft.parts}
    good = tuple(part if folder.intact(part.digest) else fresh.get(part.name, part) for part in old)
    if good != old:
        register.replace_parts(session, known.number, good)
        said = {"number": known.number, "parts": [list(part) for part in good]}
        _log(session, history.MENDED, Act(draft.actor, draft.accepted_at), **said)


def _log(session: Session, kind: str, act: Act, **payload: object) -> Entry:
    if act.reason:
        payload["reason"] = act.reason
    return register.append(session, kind, payload, actor=act.actor, now=act.now)


def _again(session: Session, known: UploadRow) -> Accepted:
    if known.status == "withdrawn":
        raise fail("store-withdrawn", number=known.number)
    if known.status == "superseded":
        raise fail("store-superseded", number=known.number, successor=known.successor)
    return _answer(session, known, duplicate=True)


def _answer(session: Session, known: UploadRow, *, duplicate: bool) -> Accepted:
    head = register.head(session).hash
    return Accepted(known.number, known.content_hash, duplicate=duplicate, head=head)


def _existing(session: Session, number: int) -> UploadRow:
    row = register.get(session, number)
    if row is None:
        raise fail("store-unknown", number=number)
    return row
