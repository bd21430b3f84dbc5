"""Carry a whole store to another place: files first, then the register in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from identiteitslab.errors import fail
from identiteitslab.store import register
from identiteitslab.store.database import plainly
from identiteitslab.store.files import DamagedFileError
from identiteitslab.store.gather import file_fault
from identiteitslab.store.tables import NAMES

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Table
    from sqlmodel import Session

    from identiteitslab.errors import Fault
    from identiteitslab.store.database import Database
    from identiteitslab.store.files import Folder


@dataclass(frozen=True)
class Copied:
    """What was carried over, up to which log entry, and which files could not be."""

    head: str
    uploads: int
    left_out: tuple[Fault, ...]


def carry(database: Database, folder: Folder, new_database: Database, new_folder: Folder) -> Copied:
    """Copy a register and its files into an empty store.

    A damaged file is left out and named; everything else arrives, with the whole log.

    Raises
    ------
    LabError
        The target is not empty, or one of the two cannot be read or written.
    """
    with database.reading() as session:
        uploads = register.uploads(session)
        head = register.head(session).hash
        contents = {table: _rows(session, table) for table in NAMES.sorted_tables}
    left_out: list[Fault] = []
    for upload in uploads:
        for part in upload.parts:
            try:
                data = folder.read(part.digest)
            except DamagedFileError as error:
                left_out.append(file_fault(upload.number, error))
                continue
            with plainly():
                new_folder.write(data)
    with new_database.writing() as session:
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
