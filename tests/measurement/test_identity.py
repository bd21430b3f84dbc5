"""A delivery is what it says: not its order, its container or its encoding."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import random
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from identiteitslab.measurement import identity
from identiteitslab.measurement.identity import content_hash
from identiteitslab.measurement.row import SCHEMA, WORD

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


@given(data=st.data())
def test_the_hash_is_what_its_description_says(
    data: st.DataObject, random_rows: st.SearchStrategy[list[Row]]
) -> None:
    rows = data.draw(random_rows)
    assert content_hash(_table(rows)) == _by_hand(rows)


@given(data=st.data())
def test_the_size_of_pieces_does_not_count(
    data: st.DataObject, random_rows: st.SearchStrategy[list[Row]]
) -> None:
    rows = data.draw(random_rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(identity, "PIECE", 3)
        assert content_hash(_table(rows)) == _by_hand(rows)


def test_the_widest_numbers_fit() -> None:
    far = [
        {**ROW, "value_fx": -(2**62), "events": 2**62, "people": 2**62},
        {**ROW, "value_fx": 2**62, "events": None, "people": 1},
    ]
    assert content_hash(_table(far)) == _by_hand(far)


def _by_hand(rows: list[Row]) -> str:
    """Do what the description of the hash says, row by row and with Python's own numbers."""
    keys: list[tuple[str, Any]] = []
    width = [0] * len(rows)
    words: list[list[int]] = [[] for _ in rows]
    for name in SCHEMA.names[:-1]:
        cells = [_plain(row[name]) for row in rows]
        given_cells = [cell for cell in cells if cell is not None]
        if SCHEMA.field(name).type == WORD:
            known: Any = sorted(set(cells))
            codes = [known.index(cell) for cell in cells]
            most = max(len(known) - 1, 0)
        else:
            known = min(given_cells, default=None)
            codes = [0 if cell is None else cell - known + 1 for cell in cells]
            most = max(given_cells) - known + 1 if given_cells else 0
        keys.append((name, known))
        bits = most.bit_length()
        for at, code in enumerate(codes):
            if bits and (not words[at] or width[at] + bits > 64):
                words[at].append(0)
                width[at] = 0
            if bits:
                words[at][-1] = words[at][-1] << bits | code
                width[at] += bits
    head = json.dumps(["rows-2", len(rows), keys])
    columns = zip(*sorted(words), strict=True)
    body = b"".join(word.to_bytes(8, "little") for column in columns for word in column)
    return hashlib.sha256(head.encode() + body).hexdigest()


def _plain(cell: Any) -> Any:
    if isinstance(cell, dt.date):
        return (cell - dt.date(1970, 1, 1)).days
    return int(cell) if isinstance(cell, bool) else cell
