"""A real Spark Connect server gives, for every statement, exactly what DuckDB gives."""

from __future__ import annotations

import datetime as dt
import io
import random
import sys
from importlib.resources import files

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from identiteitslab.errors import LabError
from identiteitslab.measurement.engine import DuckDBEngine
from identiteitslab.measurement.kind import MAX_COUNT, MAX_FX
from identiteitslab.measurement.row import SCHEMA, written_out
from identiteitslab.measurement.spark_engine import SparkEngine
from identiteitslab.measurement.sums import KEYS, SUMS_SCHEMA, merge, statement, summarise
from identiteitslab.measurement.sums_there import summarise_there

ROWS, SUMS, UNSOUND = "summary.sql", "merge.sql", "unsound.sql"


pytestmark = pytest.mark.usefixtures("spark_client")


@pytest.fixture(scope="module")
def spark(spark_client):  # noqa: ARG001 - the client must be there first
    server = pytest.importorskip("pysail.spark").SparkConnectServer()
    server.start()
    host, port = server.listening_address
    with SparkEngine(f"sc://{host}:{port}") as engine:
        yield engine
    server.stop()


def canonical(result: pa.Table) -> bytes:
    """Write a result as text: columns in order, rows by their keys."""
    table = result.select(SUMS_SCHEMA.names).cast(SUMS_SCHEMA)
    text = io.BytesIO()
    pc.write_csv(table.sort_by([(key, "ascending") for key in KEYS]), text)
    return text.getvalue()


def same(spark: SparkEngine, name: str, relation: pa.Table) -> bytes:
    """Run a statement on both engines and give the text that they agree on."""
    texts = [canonical(e.run(statement(name), relation)) for e in (DuckDBEngine(), spark)]
    assert texts[0] == texts[1]
    return texts[0]


def row(**cells: object) -> dict[str, object]:
    plain = {"gemeente": "GM0014", "solution": "dijkpas", "situation": "", "indicator": "sus",
             "age_band": "", "digital_skill": "", "round": 1, "people": 1, "value_fx": 725_000,
             "spread_fx": 0, "censored": False, "source_row": 2}  # fmt: skip
    return {**plain, **cells}


EDGES = {
    "nothing": [],
    "one": [row()],
    "largest": [row(value_fx=MAX_FX, people=1, spread_fx=MAX_FX), row(value_fx=-MAX_FX)],
    "a mean over many": [row(people=10**6, spread_fx=MAX_FX, value_fx=MAX_FX)] * 20,
    "counts": [row(value_fx=None, events=MAX_COUNT, exposure=MAX_COUNT)] * 30,
    "no values at all": [row(value_fx=None)],
    "only censored": [row(censored=True), row(censored=True, value_fx=-5)],
    "days": [row(measured_on=dt.date(1970, 1, 1)), row(measured_on=dt.date(2999, 12, 31)), row()],
    "words": [row(indicator="é'\"; --"), row(indicator="É"), row(indicator="*")],
}


def test_there_are_no_other_statements() -> None:
    folder = files("identiteitslab.measurement")
    assert {f.name for f in folder.iterdir() if f.name.endswith(".sql")} == {ROWS, SUMS, UNSOUND}


@pytest.mark.parametrize("name", EDGES)
def test_both_say_the_same_at_the_edges(spark, name) -> None:
    rows = pa.Table.from_pylist(EDGES[name], schema=SCHEMA)
    same(spark, ROWS, rows)
    same(spark, SUMS, pa.concat_tables([summarise(rows)] * 3))
    found = [e.run(statement(UNSOUND), rows).to_pylist() for e in (DuckDBEngine(), spark)]
    assert {(one["fault"], int(one["n_rows"])) for one in found[0]} == {
        (one["fault"], int(one["n_rows"])) for one in found[1]
    }


@settings(max_examples=30)
@given(st.data())
def test_both_say_the_same_about_anything(spark, random_rows, data) -> None:
    rows = pa.Table.from_pylist(data.draw(random_rows), schema=SCHEMA)
    same(spark, ROWS, rows)
    same(spark, SUMS, summarise(rows))


def test_both_say_the_same_about_many_rows_in_many_parts(spark) -> None:
    dice = random.Random(4)
    parts = [
        pa.Table.from_pylist(
            [
                row(
                    gemeente=f"GM{dice.randrange(40):04d}",
                    indicator=dice.choice(["sus", "seq", "login-time"]),
                    age_band=dice.choice(["", "18-29", "75+"]),
                    digital_skill=dice.choice(["", "basic"]),
                    value_fx=dice.randrange(-MAX_FX, MAX_FX),
                    censored=dice.random() < 0.1,
                )
                for _ in range(4000)
            ],
            schema=SCHEMA,
        )
        for _ in range(10)
    ]
    whole = same(spark, ROWS, pa.concat_tables(parts))
    partials = pa.concat_tables([summarise(part, spark) for part in parts])
    assert same(spark, SUMS, partials) == whole


def test_one_may_add_up_what_the_other_summed(spark) -> None:
    rows = pa.Table.from_pylist([row(value_fx=n, age_band=str(n % 3)) for n in range(90)], SCHEMA)
    mixed = merge([summarise(rows, spark), summarise(rows)], spark)
    assert mixed.equals(merge([summarise(rows)] * 2))
    assert mixed.schema.equals(SUMS_SCHEMA)


@pytest.fixture
def there(tmp_path):
    """Lay rows where the server reads them itself; gives their address."""

    def lay(rows: list[dict[str, object]], **columns: pa.Array) -> str:
        table = written_out(pa.Table.from_pylist(rows, schema=SCHEMA))
        for name, column in columns.items():
            table = table.set_column(table.schema.get_field_index(name), name, column)
        pq.write_table(table, tmp_path / "rows.parquet", store_schema=False)
        return (tmp_path / "rows.parquet").as_uri()

    return lay


def test_rows_that_lie_there_are_summed_there(spark, there, monkeypatch) -> None:
    rows = [row(participant=n, value_fx=n, age_band=str(n % 3), source_row=n) for n in range(90)]
    expected = canonical(summarise(pa.Table.from_pylist(rows, SCHEMA)))
    address = there(rows)
    spark._session.read.parquet(address).createOrReplaceTempView("metingen")
    monkeypatch.setattr(type(spark), "run", None)
    assert canonical(summarise_there(address, spark)) == expected
    assert canonical(summarise_there("metingen", spark)) == expected


def test_other_columns_there_are_named(spark, there) -> None:
    address = there([row()], round=pa.array(["1"]))
    with pytest.raises(LabError, match="spark-columns") as refusal:
        summarise_there(address, spark)
    assert refusal.value.faults[0].facts == {"expected": "round int"}


def test_rows_there_that_would_give_untrue_sums_are_refused(spark, there) -> None:
    rows = [row(participant=1), row(participant=1), row(participant=2), row(), row()]
    address = there(rows, age_band=pa.array(["", "", None, "", ""]))
    with pytest.raises(LabError) as refusal:
        summarise_there(address, spark)
    said = [(fault.code, fault.facts["count"]) for fault in refusal.value.faults]
    assert said == [("sum-table-empty", "1"), ("sum-table-twice", "2")]


def test_a_table_that_is_not_there_is_told(spark) -> None:
    with pytest.raises(LabError, match="spark-refused"):
        summarise_there("nergens", spark)


def test_a_server_that_is_not_there_is_told_without_its_address() -> None:
    lost = SparkEngine("sc://127.0.0.1:1/;token=geheim")
    with pytest.raises(LabError, match="spark-refused") as refusal:
        lost.run("SELECT 1 AS x FROM m", pa.table({"x": [1]}))
    assert "geheim" not in str(refusal.value)


def test_a_statement_that_cannot_run_is_told(spark) -> None:
    with pytest.raises(LabError, match="spark-refused"):
        spark.run("SELECT nothing FROM m", pa.table({"x": [1]}))


def test_a_missing_client_is_told(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql.connect.session", None)
    with pytest.raises(LabError, match="spark-client"):
        SparkEngine("sc://127.0.0.1:1").run("SELECT 1", pa.table({"x": [1]}))
