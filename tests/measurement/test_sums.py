"""Exact sums: whatever the order and however divided, the same integers."""

from __future__ import annotations

import random
from collections import defaultdict
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from identiteitslab.measurement.row import SCHEMA
from identiteitslab.measurement.sums import (
    ALL,
    KEYS,
    SUMS_SCHEMA,
    merge,
    summarise,
    summarise_each,
    totals,
)

if TYPE_CHECKING:
    Row = dict[str, Any]
    Rows = st.SearchStrategy[list[Row]]

CELL = KEYS[:5]
ADDED = ("n_rows", "people", "measured", "sum_fx", "sum_fx2", "events", "exposure", "censored")


def _table(rows: list[Row]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _total(values: list[int | None]) -> int | None:
    given = [value for value in values if value is not None]
    return sum(given) if given else None


def _squares(row: Row) -> int | None:
    if row["censored"]:
        return 0
    if row["value_fx"] is None:
        return None
    between = (row["people"] - 1) * row["spread_fx"] ** 2
    return int(row["people"] * row["value_fx"] ** 2 + between)


def _times_people(row: Row, *, when: bool) -> int | None:
    if not when:
        return 0
    return None if row["value_fx"] is None else row["value_fx"] * row["people"]


def _by_hand(rows: list[Row]) -> dict[str, int | None]:
    """Add up one cell with Python's own integers, which never overflow."""
    values = [row["value_fx"] for row in rows if row["value_fx"] is not None]
    days = [row["measured_on"] for row in rows if row["measured_on"] is not None]
    open_ = [row for row in rows if not row["censored"]]
    return {
        "n_rows": len(rows),
        "people": sum(row["people"] for row in rows),
        "measured": sum(row["people"] for row in open_ if row["value_fx"] is not None),
        "sum_fx": _total([_times_people(row, when=not row["censored"]) for row in rows]),
        "sum_fx2": _total([_squares(row) for row in rows]),
        "events": _total([row["events"] for row in rows]),
        "exposure": _total([row["exposure"] for row in rows]),
        "censored": sum(row["people"] for row in rows if row["censored"]),
        "censored_fx": _total([_times_people(row, when=row["censored"]) for row in rows]),
        "min_fx": min(values, default=None),
        "max_fx": max(values, default=None),
        "first_on": min(days, default=None),
        "last_on": max(days, default=None),
    }


def _expected(rows: list[Row]) -> dict[tuple[Any, ...], dict[str, int | None]]:
    cells: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        for age, skill in product((row["age_band"], ALL), (row["digital_skill"], ALL)):
            cells[(*(row[key] for key in CELL), age, skill)].append(row)
    return {cell: _by_hand(members) for cell, members in cells.items()}


@settings(max_examples=20)
@given(data=st.data())
def test_the_sums_are_those_of_pythons_integers(data: st.DataObject, random_rows: Rows) -> None:
    rows = data.draw(random_rows)
    sums = summarise(_table(rows)).to_pylist()
    found = {tuple(row.pop(key) for key in KEYS): row for row in sums}
    assert found == _expected(rows)


@settings(max_examples=12)
@given(data=st.data(), cuts=st.lists(st.integers(0, 25), max_size=2))
def test_merging_parts_is_one_pass_bit_for_bit(
    data: st.DataObject, cuts: list[int], random_rows: Rows
) -> None:
    rows = data.draw(random_rows)
    ends = [0, *sorted(cuts), len(rows)]
    parts = [rows[start:end] for start, end in pairwise(ends)]
    assert merge([summarise(_table(part)) for part in parts]).equals(summarise(_table(rows)))


@settings(max_examples=6)
@given(data=st.data(), seed=st.integers(0, 10**6))
def test_the_order_of_rows_and_parts_does_not_matter(
    data: st.DataObject, seed: int, random_rows: Rows
) -> None:
    rows = data.draw(random_rows)
    turned = random.Random(seed).sample(rows, len(rows))
    sums = summarise(_table(rows))
    assert summarise(_table(turned)).equals(sums)
    parts = [summarise(_table(rows[::2])), summarise(_table(rows[1::2]))]
    assert merge(parts[::-1]).equals(sums)


@settings(max_examples=20)
@given(data=st.data())
def test_strata_add_up_to_the_whole(data: st.DataObject, random_rows: Rows) -> None:
    sums = summarise(_table(data.draw(random_rows)))
    for split in (("age_band",), ("digital_skill",), ("age_band", "digital_skill")):
        added: dict[tuple[Any, ...], dict[str, int]] = defaultdict(lambda: dict.fromkeys(ADDED, 0))
        for row in sums.to_pylist():
            if all((row[key] != ALL) == (key in split) for key in ("age_band", "digital_skill")):
                for name in ADDED:
                    added[tuple(row[key] for key in CELL)][name] += row[name] or 0
        for row in totals(sums).to_pylist():
            whole = {name: row[name] or 0 for name in ADDED}
            assert added[tuple(row[key] for key in CELL)] == whole


@settings(max_examples=12)
@given(data=st.data(), count=st.integers(0, 12))
def test_summed_in_one_question_each_keeps_its_own(
    data: st.DataObject, count: int, random_rows: Rows
) -> None:
    several = [_table(data.draw(random_rows)) for _ in range(count)]
    each = summarise_each(several)
    assert len(each) == len(several)
    assert all(one.equals(summarise(rows)) for one, rows in zip(each, several, strict=True))


def test_a_delivered_mean_sums_like_its_people() -> None:
    people = [_person(fx) for fx in (600_000, 700_000, 800_000)]
    mean = {**_person(700_000), "people": 3, "spread_fx": 100_000}
    apart, together = summarise(_table(people)), summarise(_table([mean]))
    for name in ("people", "measured", "sum_fx", "sum_fx2"):
        assert apart[name].to_pylist() == together[name].to_pylist()


def test_who_stopped_is_kept_apart() -> None:
    rows = [_person(30_000), {**_person(50_000), "censored": True}]
    (row,) = totals(summarise(_table(rows))).to_pylist()
    assert (row["measured"], row["censored"]) == (1, 1)
    assert (row["sum_fx"], row["censored_fx"]) == (30_000, 50_000)


@pytest.mark.parametrize("parts", [[], [SCHEMA.empty_table()], [SCHEMA.empty_table()] * 2])
def test_nothing_sums_to_nothing(parts: list[pa.Table]) -> None:
    merged = merge([summarise(part) for part in parts])
    assert merged.num_rows == 0
    assert merged.schema == SUMS_SCHEMA
    assert totals(merged).num_rows == 0


def _person(value_fx: int) -> Row:
    return {
        "gemeente": "GM0014",
        "solution": "dijkpas",
        "round": 1,
        "situation": "",
        "indicator": "sus",
        "participant": 1,
        "age_band": "",
        "digital_skill": "",
        "people": 1,
        "value_fx": value_fx,
        "spread_fx": 0,
        "censored": False,
        "source_row": 1,
    }
