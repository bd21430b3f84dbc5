"""Where the sums are computed: DuckDB, embedded. The SQL is the same on any other engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import duckdb

if TYPE_CHECKING:
    import pyarrow as pa


class Engine(Protocol):
    """Something that runs one of our statements over a relation ``m``."""

    def run(self, statement: str, relation: pa.Table) -> pa.Table:
        """Give the result of a statement over rows or partial sums."""


class DuckDBEngine:
    """The embedded default; never loads or installs an extension."""

    def run(self, statement: str, relation: pa.Table) -> pa.Table:
        """Run a statement over an Arrow table known as ``m``."""
        settings: dict[str, str | bool | int | float | list[str]] = {
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "threads": "2",
        }
        with duckdb.connect(":memory:", config=settings) as connection:
            connection.register("m", relation)
            return connection.sql(statement).to_arrow_table()
