"""Small fictitious deliveries, and a private PostgreSQL server for those who have the program."""

from __future__ import annotations

import datetime as dt
import os
import random
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pyarrow as pa
import pytest

from identiteitslab.errors import Fault, Where
from identiteitslab.intake.delivery import Delivery, Rejected
from identiteitslab.measurement.row import SCHEMA
from identiteitslab.measurement.sums import SUMS_SCHEMA, summarise
from identiteitslab.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECRET = {"found": "geheim-1234", "expected": "0,5"}
NOON = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)


def example_rows(seed: int, count: int = 40) -> pa.Table:
    """Make rows of ten participants; another seed is about other people."""
    dice = random.Random(seed)
    return pa.Table.from_pylist(
        [
            {
                "gemeente": "Voorbeeldstad",
                "solution": "voorbeeldpas",
                "round": 1 + seed % 3,
                "situation": "verhuizing",
                "indicator": f"indicator-{row % 4}",
                "participant": 1000 * seed + row // 4,
                "age_band": dice.choice(["18-34", "35-54", "55-69", "70+"]),
                "digital_skill": dice.choice(["laag", "midden", "hoog"]),
                "people": 1,
                "value_fx": dice.randrange(1_000_000),
                "spread_fx": 0,
                "events": None,
                "exposure": None,
                "censored": dice.random() < 0.1,
                "measured_on": dt.date(2027, 2, 1 + seed % 28),
                "source_row": row + 2,
            }
            for row in range(count)
        ],
        schema=SCHEMA,
    )


def example(seed: int, count: int = 40) -> Delivery:
    return Delivery(
        f"levering-{seed}.csv", f"{seed:064x}", example_rows(seed, count), rows_in=count
    )


def example_with_refused_row(seed: int) -> Delivery:
    fault = Fault("table-value", Where(row=9, column="waarde"), SECRET)
    refused = (Rejected(9, "Deelnemers", (fault,)),)
    return Delivery(
        "levering.xlsx",
        "e" * 64,
        example_rows(seed),
        rejected=refused,
        rows_in=43,
        blank=2,
        keep_good_rows=True,
    )


def example_sums(seed: int) -> Delivery:
    sums = summarise(example_rows(seed))
    return Delivery("sommen.parquet", "d" * 64, SCHEMA.empty_table(), sums=sums.cast(SUMS_SCHEMA))


@pytest.fixture(name="example", scope="session")
def _example() -> Callable[..., Delivery]:
    return example


@pytest.fixture(name="example_rows", scope="session")
def _example_rows() -> Callable[..., pa.Table]:
    return example_rows


@pytest.fixture
def with_refused_row() -> Callable[[int], Delivery]:
    return example_with_refused_row


@pytest.fixture
def only_sums() -> Callable[[int], Delivery]:
    return example_sums


@pytest.fixture
def noon() -> dt.datetime:
    return NOON


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Start a private server on a socket in a temporary folder; give its folder."""
    programs = _postgres_programs()
    user = "nobody" if os.geteuid() == 0 else None
    home = Path(tempfile.mkdtemp(prefix="pg-"))
    if user:
        shutil.chown(home, user)
    data = home / "data"

    def run(*words: str) -> None:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(words, check=True, user=user, cwd=home, **quiet)

    run(f"{programs}/initdb", "-D", str(data), "-U", "lab", "-A", "trust", "-N", "--data-checksums")
    options = f"-c fsync=off -c listen_addresses='' -c unix_socket_directories={home}"
    control = f"{programs}/pg_ctl"
    run(control, "-D", str(data), "-l", f"{home}/log", "-o", options, "-w", "start")
    yield str(home)
    run(control, "-D", str(data), "-m", "immediate", "-w", "stop")
    shutil.rmtree(home)


@pytest.fixture
def new_database(postgres_server: str) -> Callable[[], str]:
    """Make empty databases on the server; each call gives the address of another."""
    psycopg = pytest.importorskip("psycopg")

    def make() -> str:
        name = f"lab_{uuid4().hex}"
        address = f"host={postgres_server} user=lab dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"postgresql://lab@/{name}?host={postgres_server}"

    return make


@pytest.fixture
def postgres_url(new_database: Callable[[], str]) -> str:
    return new_database()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str | None:
    """Give the address of a register of each sort."""
    found: str | None = None
    if request.param == "postgresql":
        found = request.getfixturevalue("postgres_url")
    return found


@pytest.fixture
def store(tmp_path: Path, url: str | None) -> Iterator[Store]:
    with Store.open(tmp_path / ".lab", url=url) as opened:
        yield opened


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Store]:
    """Open a store with its register in a file, for what does not depend on the database."""
    with Store.open(tmp_path / ".lab") as opened:
        yield opened


def _postgres_programs() -> Path:
    places = [Path(shutil.which("pg_ctl") or "/").parent]
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for place in places:
        if (place / "pg_ctl").exists() and (place / "initdb").exists():
            return place
    reason = "PostgreSQL is not on this machine: no pg_ctl and initdb"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
