"""Make a register, or bring an older one up to date: in one transaction, once."""

from __future__ import annotations

import secrets
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import text

from identiteitslab.errors import fail
from identiteitslab.store.database import REGISTER, plainly, sqlite_database
from identiteitslab.store.files import HALF_WRITTEN, sync_folder

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from identiteitslab.store.database import Database

LATEST = "0001"
"""The last step in migrations/versions; a test holds the two together."""

_LOCK = 7_349_216_405_118
"""One number by which processes that open a new PostgreSQL register wait for each other."""


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
        try:
            command.upgrade(_config(connection), "head")
        except CommandError as error:
            raise fail("store-damaged", reason="alembic_version") from error


def revision(database: Database) -> str | None:
    """Say which step a register is at; None when it is still empty."""
    with plainly(), database.engine.connect() as connection:
        return _revision(connection)


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _start_in_wal(path: Path) -> None:
    path.touch(mode=0o600, exist_ok=False)
    # The file remembers this: later connections need not ask, and so never wait for it.
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", "identiteitslab.store:migrations")
    config.attributes["connection"] = connection
    return config
