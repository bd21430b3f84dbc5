from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from identiteitslab.errors import LabError
from identiteitslab.store.database import sqlite_database
from identiteitslab.store.migrate import LATEST, make_sqlite, revision
from identiteitslab.store.steps import take_steps
from identiteitslab.store.store import Store
from identiteitslab.store.tables import NAMES

if TYPE_CHECKING:
    from pathlib import Path

CONSTRAINTS = """
    SELECT relname, conname, pg_get_constraintdef(con.oid)
    FROM pg_constraint con JOIN pg_class ON conrelid = pg_class.oid
    JOIN pg_namespace space ON relnamespace = space.oid
    WHERE nspname = :schema AND relname <> 'alembic_version'
"""


def test_the_last_step_is_the_one_that_is_shipped() -> None:
    config = Config()
    config.set_main_option("script_location", "identiteitslab.store:migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [LATEST]
    steps = files("identiteitslab.store").joinpath("migrations/versions")
    assert steps.joinpath(f"step_{LATEST}.py").is_file()


def test_a_register_made_at_once_is_the_one_that_the_steps_make(tmp_path: Path) -> None:
    make_sqlite(tmp_path)
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'steps.sqlite'}")
    with engine.begin() as connection:
        take_steps(connection)
    engine.dispose()
    made = _statements(tmp_path / "register.sqlite")
    assert made == _statements(tmp_path / "steps.sqlite")
    rows = ["SELECT * FROM head", "SELECT * FROM alembic_version"]
    assert [_asked(tmp_path / "register.sqlite", row) for row in rows] == [
        _asked(tmp_path / "steps.sqlite", row) for row in rows
    ]


def test_the_same_holds_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    with (
        Store.open(tmp_path, url=postgres_url) as store,
        store.place.database.engine.begin() as connection,
    ):
        assert compare_metadata(MigrationContext.configure(connection), NAMES) == []
        connection.execute(sa.text("CREATE SCHEMA models"))
        connection.execute(sa.text("SET LOCAL search_path TO models"))
        take_steps(connection)
        connection.execute(sa.text("SET LOCAL search_path TO public"))
        assert _constraints(connection, "public") == _constraints(connection, "models")


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    with Store.open(tmp_path):
        before = (tmp_path / "register.sqlite").read_bytes()
    with Store.open(tmp_path) as store:
        assert revision(store.place.database) == LATEST
    assert (tmp_path / "register.sqlite").read_bytes() == before


def test_only_the_owner_may_read_the_register(tmp_path: Path) -> None:
    with Store.open(tmp_path / ".lab"):
        assert (tmp_path / ".lab").stat().st_mode & 0o777 == 0o700
        assert (tmp_path / ".lab" / "register.sqlite").stat().st_mode & 0o777 == 0o600


def test_making_a_register_leaves_nothing_beside_it(tmp_path: Path) -> None:
    make_sqlite(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["register.sqlite"]


@pytest.mark.parametrize(("found", "code"), [("9999", "store-newer"), ("0000", "store-damaged")])
def test_a_register_of_another_version_is_refused(tmp_path: Path, found: str, code: str) -> None:
    make_sqlite(tmp_path)
    with closing(sqlite3.connect(tmp_path / "register.sqlite")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", [found])
    with pytest.raises(LabError) as error:
        Store.open(tmp_path)
    assert error.value.faults[0].code == code


def test_writes_are_forced_to_disk(tmp_path: Path) -> None:
    make_sqlite(tmp_path)
    database = sqlite_database(tmp_path / "register.sqlite")
    with closing(database), database.reading() as session:
        asked = {
            name: session.connection().exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def _asked(path: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(question).fetchall()


def _statements(path: Path) -> dict[tuple[str, str], list[str]]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    # In which order the constraints of a table are written does not matter.
    return {(kind, name): _clauses(sql or "") for kind, name, sql in rows}


def _clauses(sql: str) -> list[str]:
    pieces = re.split(r", CONSTRAINT |(?=\) STRICT)", re.sub(r"\s+", " ", sql))
    return sorted(piece.strip() for piece in pieces)


def _constraints(connection: sa.Connection, schema: str) -> list[tuple[str, str, str]]:
    rows = connection.execute(sa.text(CONSTRAINTS), {"schema": schema})
    return sorted((table, name, rule.replace("models.", "")) for table, name, rule in rows)
