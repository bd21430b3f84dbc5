"""Many rows take little room, and say the same in it."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from identiteitslab.intake import narrow, read_csv, rows
from identiteitslab.intake.check_file import check_by, check_file
from identiteitslab.intake.narrow import MANY, chosen, end_to_end, is_one
from identiteitslab.intake.rules import Rulebook
from identiteitslab.measurement.row import written_out

number = st.integers(-(2**40), 2**40) | st.integers(-3, 3)


@given(st.lists(number, min_size=1, max_size=8), st.booleans())
def test_narrow_columns_hold_the_same_numbers(few: list[int], masks: bool) -> None:
    column = np.resize(np.array(few, dtype=np.int64), MANY)
    column = column > 0 if masks else column
    slim = narrow.narrow(column)
    assert np.array_equal(slim, column)
    assert slim.dtype.itemsize <= column.dtype.itemsize
    assert is_one(slim) == (len(set(column.tolist())) == 1)
    assert np.array_equal(chosen(slim, column > 0), column[column > 0])
    both = end_to_end([slim, narrow.narrow(column[::-1])])
    assert np.array_equal(both, [*column, *column[::-1]])


def test_small_numbers_take_a_byte_and_one_number_takes_none() -> None:
    column = np.arange(MANY, dtype=np.int64) % 100
    assert narrow.narrow(column).dtype == np.int8
    assert narrow.narrow(column * 300).dtype == np.int16
    assert narrow.narrow(column * 0 + 7).strides == (0,)
    assert end_to_end([narrow.narrow(column * 0)] * 3).strides == (0,)


@pytest.fixture
def always_narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrow, "MANY", 1)
    monkeypatch.setattr(rows, "STRETCH", 2)
    monkeypatch.setattr(read_csv, "BLOCK_BYTES", 400)


def said(make, place):
    """Check files in which rows are right, wrong, twice, shares, and a total."""
    people = [make.row(deelnemer=str(n), waarde=str(n % 80), ronde="2") for n in range(90)]
    shares = [make.row(deelnemer=str(n), waarde="0,5") for n in range(200, 209)]
    counts = [make.count(teller=str(n), noemer="1000", datum=f"{n:02d}-03-2027") for n in (1, 2, 4)]
    total = make.count(teller="7", noemer="3000", datum="")
    wrong = make.row(deelnemer="99", waarde="veel")
    for measured in (people, [*people, *people[:3]], [*shares, *people, make.row(waarde="1")],
                     [*counts, total], [wrong, *people, *counts], [*people, wrong]):  # fmt: skip
        one = check_file("a.csv", make.csv(*measured), place, keep_good_rows=True)
        yield written_out(one.rows).to_pylist(), one.rejected, one.warnings, one.rows_in


def test_narrow_rows_are_judged_alike(make, place, request: pytest.FixtureRequest) -> None:
    wide = list(said(make, place))
    assert {f.code for _, wrong, _, _ in wide for row in wrong for f in row.faults} == {
        "row-twice", "row-is-total", "number-unreadable", "value-looks-like-share",
    }  # fmt: skip
    request.getfixturevalue("always_narrow")
    assert list(said(make, place)) == wide


def test_a_table_is_let_go_once_it_is_read(make, place) -> None:
    held = io.BytesIO(make.csv(make.row()))
    assert check_by(Rulebook(place.catalogue), "a.csv", held).storable
    assert held.closed
