"""Make a register, or bring an older one up to date: in one transaction, once."""

from __future__ import annotations

import secrets
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from sqlalchemy import insert, inspect, text

from identiteitslab.errors import fail
from identiteitslab.store.chain import BEGIN
from identiteitslab.store.database import REGISTER, plainly, sqlite_database
from identiteitslab.store.files import HALF_WRITTEN, sync_folder
from identiteitslab.store.tables import NAMES, HeadRow

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from identiteitslab.store.database import Database

LATEST = "0001"
"""The last step in migrations/versions; a test holds the two together."""

_LOCK = 7_349_216_405_118
"""One number by which processes that open a new PostgreSQL register wait for each other."""

_VERSION_TABLE = """
    CREATE TABLE alembic_version (
        version_num VARCHAR(32) NOT NULL,
        CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
    )
"""
"""As Alembic makes it: it says which step a register is at."""


def make_sqlite(state: Path) -> None:
    """Put an empty register in place in one step, unless there is one.

    It is built aside and linked into place: of several processes that come first at the same
    moment one wins, and a crash leaves a register or none.

    Raises
    ------
    LabError
        The folder cannot be written.
    """
    place = state / REGISTER
    if place.exists():
        return
    aside = state / f".{secrets.token_hex(8)}{HALF_WRITTEN}"
    database = sqlite_database(aside)
    try:
        with plainly():
            _start_in_wal(aside)
            upgrade(database)
            database.close()
            with suppress(FileExistsError):
                place.hardlink_to(aside)
            sync_folder(state)
    finally:
        database.close()
        for suffix in ("", "-wal", "-shm"):
            aside.with_name(aside.name + suffix).unlink(missing_ok=True)


def upgrade(database: Database) -> None:
    """Bring a register up to date.

    Raises
    ------
    LabError
        The register was made by a later version of this program.
    """
    if revision(database) == LATEST:
        return
    with plainly(), database.engine.execution_options(writing=True).begin() as connection:
        if not database.sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        found = _revision(connection)
        if found is not None and found > LATEST:
            raise fail("store-newer", found=found, known=LATEST)
        if found is None:
            _make(connection)
        elif found < LATEST:
            from identiteitslab.store.steps import take_steps  # noqa: PLC0415 - rare, and dear

            take_steps(connection)


def revision(database: Database) -> str | None:
    """Say which step a register is at; None when it is still empty."""
    with plainly(), database.engine.connect() as connection:
        return _revision(connection)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _make(connection: Connection) -> None:
    """Make the tables of today at once; tests hold them equal to those that the steps make."""
    NAMES.create_all(connection)
    connection.execute(insert(HeadRow).values(id=1, sequence=BEGIN.sequence, hash=BEGIN.hash))
    connection.execute(text(_VERSION_TABLE))
    said = {"latest": LATEST}
    connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:latest)"), said)


def _start_in_wal(path: Path) -> None:
    path.touch(mode=0o600, exist_ok=False)
    # The file remembers this: later connections need not ask, and so never wait for it.
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
