"""A delivery is what it says: not its order, its container or its encoding."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from identiteitslab.measurement.identity import content_hash
from identiteitslab.measurement.row import SCHEMA

if TYPE_CHECKING:
    from pathlib import Path

    Row = dict[str, Any]

ROW: dict[str, Any] = {
    "gemeente": "GM0014",
    "solution": "dijkpas",
    "round": 1,
    "situation": "",
    "indicator": "sus",
    "participant": 7,
    "age_band": "75+",
    "digital_skill": "",
    "people": 1,
    "value_fx": 725_000,
    "spread_fx": 0,
    "events": None,
    "exposure": None,
    "censored": False,
    "measured_on": dt.date(2027, 3, 1),
    "source_row": 2,
}
OTHER: dict[str, Any] = {
    **dict.fromkeys(("gemeente", "solution", "situation", "indicator"), "other"),
    **dict.fromkeys(("age_band", "digital_skill"), "other"),
    **dict.fromkeys(("round", "participant", "people", "value_fx", "spread_fx"), 8),
    **dict.fromkeys(("events", "exposure"), 0),
    "censored": True,
    "measured_on": None,
}


def _table(rows: list[Row]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=SCHEMA)


@given(data=st.data(), seed=st.integers(0, 10**6))
def test_order_and_source_rows_do_not_count(
    data: st.DataObject, seed: int, random_rows: st.SearchStrategy[list[Row]]
) -> None:
    rows = data.draw(random_rows)
    turned = [{**row, "source_row": place} for place, row in enumerate(rows)]
    random.Random(seed).shuffle(turned)
    assert content_hash(_table(turned)) == content_hash(_table(rows))


@given(data=st.data(), cut=st.integers(0, 25))
def test_chunks_and_encoding_do_not_count(
    data: st.DataObject, cut: int, random_rows: st.SearchStrategy[list[Row]]
) -> None:
    rows = data.draw(random_rows)
    table = _table(rows)
    expected = content_hash(table)
    assert content_hash(pa.concat_tables([_table(rows[:cut]), _table(rows[cut:])])) == expected
    for name in ("gemeente", "indicator"):
        column = table[name].dictionary_encode() if len(rows) else table[name]
        table = table.set_column(table.schema.get_field_index(name), name, column)
    assert content_hash(table) == expected


def test_a_parquet_file_says_the_same(tmp_path: Path) -> None:
    table = _table([ROW, {**ROW, "participant": None, "value_fx": None, "events": 3}])
    pq.write_table(table, tmp_path / "rows.parquet")
    assert content_hash(pq.read_table(tmp_path / "rows.parquet")) == content_hash(table)


@pytest.mark.parametrize("column", [name for name in SCHEMA.names if name != "source_row"])
def test_any_other_cell_counts(column: str) -> None:
    assert content_hash(_table([{**ROW, column: OTHER[column]}])) != content_hash(_table([ROW]))


def test_how_often_a_row_occurs_counts() -> None:
    assert content_hash(_table([ROW, ROW])) != content_hash(_table([ROW]))


def test_nothing_and_an_empty_text_differ() -> None:
    nothing, zero = {**ROW, "events": None}, {**ROW, "events": 0}
    assert content_hash(_table([nothing])) != content_hash(_table([zero]))


def test_no_rows_have_a_hash_too() -> None:
    assert len(content_hash(SCHEMA.empty_table())) == 64
