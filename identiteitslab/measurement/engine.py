"""Where the sums are computed: DuckDB, embedded. The SQL is the same on any other engine."""

from __future__ import annotations

import atexit
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

import duckdb

if TYPE_CHECKING:
    import pyarrow as pa

MANY_ROWS = 50_000
"""From so many rows on, a second thread wins more than it costs."""


class Engine(Protocol):
    """Something that runs one of our statements over a relation ``m``."""

    def run(self, statement: str, relation: pa.Table) -> pa.Table:
        """Give the result of a statement over rows or partial sums."""


class DuckDBEngine:
    """The embedded default; never loads or installs an extension."""

    def run(self, statement: str, relation: pa.Table) -> pa.Table:
        """Run a statement over an Arrow table known as ``m``."""
        threads = 2 if relation.num_rows >= MANY_ROWS else 1
        # A cursor has names of its own, and what it began but did not commit goes with it.
        with _database(threads).cursor() as cursor:
            cursor.begin()
            cursor.register("m", relation)
            return cursor.sql(statement).to_arrow_table()


@lru_cache
def _database(threads: int) -> duckdb.DuckDBPyConnection:
    """Open an empty database in memory, once: opening costs more than summing a small delivery."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "threads": str(threads),
    }
    database = duckdb.connect(":memory:", config=settings)
    if threads == 1:
        # Looking for the best plan takes longer than summing few rows by any plan.
        database.execute("PRAGMA disable_optimizer")
    # Still open when Python ends, it would be reported as a leak.
    atexit.register(_database.cache_clear)
    return database
