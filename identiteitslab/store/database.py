"""The door to the register: SQLite beside the files by default, PostgreSQL by URL."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoResultFound, NoSuchModuleError
from sqlmodel import Session

from identiteitslab.errors import LabError, fail

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

REGISTER = "register.sqlite"
PATIENCE_S = 60.0
"""How long a writer waits in line before it gives up."""

_DAMAGED = "store-damaged"
_OF_SQLITE = {
    sqlite3.SQLITE_BUSY: "store-busy",
    sqlite3.SQLITE_LOCKED: "store-busy",
    sqlite3.SQLITE_CONSTRAINT: "store-refused",
    sqlite3.SQLITE_READONLY: "store-unwritable",
    sqlite3.SQLITE_FULL: "store-unwritable",
    sqlite3.SQLITE_IOERR: "store-unwritable",
    sqlite3.SQLITE_CANTOPEN: "store-unwritable",
}
_OF_FAMILY = {"IntegrityError": "store-refused", "OperationalError": "store-server"}
"""Families of errors that all drivers know, for a driver without SQLite's numbers."""


@dataclass(frozen=True)
class Database:
    """The register's database and the two ways in: looking, and writing one transaction."""

    engine: Engine

    @property
    def sqlite(self) -> bool:
        """Tell whether the register is a file of our own."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Look at one moment of the register.

        Raises
        ------
        LabError
            The register cannot be read.
        """
        with plainly(), Session(self.engine) as session:
            if not self.sqlite:
                session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Write one transaction: all of it is kept, or nothing.

        Raises
        ------
        LabError
            The register cannot be written; what stood there still stands.
        """
        with plainly(), Session(self.engine.execution_options(writing=True)) as session:
            yield session
            session.commit()

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def sqlite_database(path: Path) -> Database:
    """Open a register in a file; it is made if it does not exist."""
    return Database(_sqlite_engine(f"file:{quote(str(path))}{_manner(path)}"))


def server_database(url: str) -> Database:
    """Open a register on a PostgreSQL server.

    Raises
    ------
    LabError
        The address is not one of a PostgreSQL server, or the driver is not installed.
    """
    try:
        address = make_url(url)
        if address.get_backend_name() != "postgresql":
            raise fail("store-url", found=address.get_backend_name())
        return Database(
            create_engine(address.set(drivername="postgresql+psycopg"), hide_parameters=True)
        )
    except (ArgumentError, NoSuchModuleError) as error:
        raise fail("store-url", found=type(error).__name__) from error
    except ModuleNotFoundError as error:
        raise fail("store-driver", name=error.name) from error


@contextmanager
def plainly() -> Iterator[None]:
    """Turn a fault of the disk or the database into words; never the values that were written."""
    try:
        yield
    except DBAPIError as error:
        raise _in_words(error.orig) from error
    except sqlite3.Error as error:
        raise _in_words(error) from error
    except (NoResultFound, UnicodeDecodeError) as error:
        # A damaged text may even break the words in which SQLite complains about it.
        raise fail("store-damaged", reason=type(error).__name__) from error
    except OSError as error:
        raise fail("store-unwritable", reason=error.strerror or type(error).__name__) from error


def _in_words(error: BaseException | None) -> LabError:
    number = getattr(error, "sqlite_errorcode", None)
    if number is None:
        families = (kind.__name__ for kind in type(error).__mro__)
        code = next((_OF_FAMILY[name] for name in families if name in _OF_FAMILY), _DAMAGED)
    else:
        code = _OF_SQLITE.get(number & 0xFF, _DAMAGED)
    reason = getattr(error, "sqlite_errorname", type(error).__name__)
    return fail(code, reason=reason, seconds=int(PATIENCE_S))


def _manner(path: Path) -> str:
    """Say how to open a file: on a disk where nothing can be written, as a still picture."""
    if not path.exists() or all(os.access(place, os.W_OK) for place in (path, path.parent)):
        return ""
    journal = path.with_name(f"{path.name}-wal")
    still = not journal.exists() or journal.stat().st_size == 0
    return "?mode=ro&immutable=1" if still else "?mode=ro"


def _sqlite_engine(address: str) -> Engine:
    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            address, uri=True, timeout=PATIENCE_S, isolation_level=None, check_same_thread=False
        )

    # The name only picks the pool that fits a file; `connect` opens it.
    engine = create_engine(
        URL.create("sqlite", database=REGISTER), creator=connect, hide_parameters=True
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA trusted_schema=OFF")


def _begin(connection: Connection) -> None:
    # A writer takes its place in line at once: a reader that turns writer would be refused.
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
