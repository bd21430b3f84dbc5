"""Carry a whole store to another place: files first, then the register in one transaction."""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from identiteitslab.errors import LabError, fail
from identiteitslab.store import register
from identiteitslab.store.database import REGISTER, plainly
from identiteitslab.store.files import HALF_WRITTEN, DamagedFileError, sync_folder
from identiteitslab.store.gather import file_fault
from identiteitslab.store.place import open_place
from identiteitslab.store.tables import NAMES
from identiteitslab.store.verify import verify

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from sqlalchemy import Table
    from sqlmodel import Session

    from identiteitslab.errors import Fault
    from identiteitslab.store.place import Place


@dataclass(frozen=True)
class Copied:
    """What was carried over, up to which log entry, and which files could not be."""

    head: str
    uploads: int
    left_out: tuple[Fault, ...]


def back_up(place: Place, to: Path) -> Copied:
    """Copy a store into a new folder, which is there only once it is complete.

    Raises
    ------
    LabError
        The folder exists already, or one of the two cannot be read or written.
    """
    with plainly():
        if to.exists():
            raise fail("store-not-empty")
    aside = to.with_name(f".{to.name}.{secrets.token_hex(4)}{HALF_WRITTEN}")
    try:
        copy = open_place(aside, None)
        try:
            copied = carry(place, copy)
        finally:
            copy.close()
        with plainly():
            aside.rename(to)
            sync_folder(to.parent)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return copied


def restore(place: Place, backup: Path) -> Copied:
    """Fill a store, still empty, from a backup that is whole.

    Raises
    ------
    LabError
        The backup is damaged, the store is not empty, or one of the two cannot be read or
        written.
    """
    if not (backup / REGISTER).is_file():
        raise fail("store-not-backup")
    source = open_place(backup, None)
    try:
        found = verify(source, ())
        if not found.ok:
            raise LabError(found.faults)
        return carry(source, place)
    finally:
        source.close()


def carry(source: Place, target: Place) -> Copied:
    """Copy a register and its files into an empty store.

    A damaged file is left out and named; everything else arrives, with the whole log.

    Raises
    ------
    LabError
        The target is not empty, or one of the two cannot be read or written.
    """
    with source.database.reading() as session:
        uploads = register.uploads(session)
        head = register.head(session).hash
        contents = {table: _rows(session, table) for table in NAMES.sorted_tables}
    left_out: list[Fault] = []
    for upload in uploads:
        for part in upload.parts:
            try:
                data = source.folder.read(part.digest)
            except DamagedFileError as error:
                left_out.append(file_fault(upload.number, error))
                continue
            with plainly():
                target.folder.write(data)
    with target.database.writing() as session:
        _fill(session, contents)
    return Copied(head, len(uploads), tuple(left_out))


def _rows(session: Session, table: Table) -> list[dict[str, Any]]:
    return [dict(row) for row in session.connection().execute(select(table)).mappings()]


def _fill(session: Session, contents: dict[Table, list[dict[str, Any]]]) -> None:
    register.wait_in_line(session)
    if register.head(session).sequence != 0:
        raise fail("store-not-empty")
    connection = session.connection()
    for table in contents:
        connection.execute(delete(table))
    for table, rows in contents.items():
        if rows:
            connection.execute(insert(table), rows)
