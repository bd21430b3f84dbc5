"""The embedded engine: the same integers with any number of threads, and nothing from outside."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import duckdb
import pyarrow as pa
import pytest

from identiteitslab.measurement.engine import MANY_ROWS, DuckDBEngine
from identiteitslab.measurement.row import SCHEMA
from identiteitslab.measurement.sums import summarise

NUMBERS = pa.table({"x": list(range(1000))})


def test_it_runs_a_statement_over_m() -> None:
    found = DuckDBEngine().run("SELECT SUM(x) AS total FROM m", NUMBERS)
    assert [int(total) for total in found["total"].to_pylist()] == [499_500]


def test_runs_do_not_share_anything() -> None:
    engine = DuckDBEngine()
    engine.run("CREATE TABLE kept AS SELECT x FROM m", NUMBERS)
    with pytest.raises(duckdb.CatalogException):
        engine.run("SELECT x FROM kept", NUMBERS)


def test_another_engine_can_take_its_place() -> None:
    class Slow:
        """One thread, plain DuckDB."""

        def run(self, statement: str, relation: pa.Table) -> pa.Table:
            with duckdb.connect(":memory:", config={"threads": "1"}) as connection:
                connection.register("m", relation)
                return connection.sql(statement).to_arrow_table()

    rows = pa.Table.from_pylist(
        [
            {
                **dict.fromkeys(("gemeente", "solution", "situation", "indicator"), "a"),
                **dict.fromkeys(("age_band", "digital_skill"), str(number % 3)),
                "round": 1,
                "people": 1 + number % 5,
                "value_fx": number,
                "spread_fx": number % 7,
                "censored": number % 11 == 0,
                "source_row": number,
            }
            for number in range(5000)
        ],
        schema=SCHEMA,
    )
    assert summarise(rows, Slow()).equals(summarise(rows))


def test_threads_do_not_see_each_others_rows():
    engine = DuckDBEngine()

    def total(number):
        rows = pa.table({"x": [number] * 100})
        return engine.run("SELECT SUM(x) AS s FROM m", rows)["s"][0].as_py()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(total, range(200))) == [100 * n for n in range(200)]


def test_many_rows_and_few_give_the_same_sums():
    many = pa.table({"x": list(range(MANY_ROWS))})
    engine = DuckDBEngine()
    whole = engine.run("SELECT SUM(x) AS s FROM m", many)["s"][0].as_py()
    halves = [many.slice(0, MANY_ROWS // 2), many.slice(MANY_ROWS // 2)]
    assert whole == sum(engine.run("SELECT SUM(x) AS s FROM m", h)["s"][0].as_py() for h in halves)
