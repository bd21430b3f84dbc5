from __future__ import annotations

from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from identiteitslab.measurement.sums import KEYS, SUMS_SCHEMA, merge
from identiteitslab.store.together import together

CELL = st.fixed_dictionaries(
    {
        "gemeente": st.sampled_from(
            ["Aa en Hunze", "'s-Hertogenbosch", "Súdwest-Fryslân", "Zwolle"]
        ),
        "solution": st.sampled_from(["pas", "pas-2"]),
        "round": st.sampled_from([1, 2, 10]),
        "situation": st.sampled_from(["", "verhuizing"]),
        "indicator": st.sampled_from(["a", "b"]),
        "age_band": st.sampled_from(["*", "18-34"]),
        "digital_skill": st.just("*"),
        "n_rows": st.integers(1, 9),
        "people": st.integers(1, 9),
        "measured": st.integers(0, 9),
        "sum_fx": st.none() | st.integers(-(10**12), 10**12),
        "sum_fx2": st.integers(0, 10**24),
        "events": st.none() | st.integers(0, 9),
        "exposure": st.none() | st.integers(0, 9),
        "censored": st.integers(0, 9),
        "censored_fx": st.none() | st.integers(0, 9),
        "min_fx": st.none() | st.integers(-9, 9),
        "max_fx": st.none() | st.integers(-9, 9),
        "first_on": st.none(),
        "last_on": st.none(),
    }
)


def key_of(cell: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(cell[name] for name in KEYS)


PIECE = st.lists(CELL, max_size=8, unique_by=key_of).map(
    lambda cells: pa.Table.from_pylist(sorted(cells, key=key_of), schema=SUMS_SCHEMA)
)


@settings(max_examples=25)
@given(st.lists(PIECE, max_size=4))
def test_adding_up_where_needed_gives_what_merging_all_gives(pieces: list[pa.Table]) -> None:
    assert together(pieces).equals(merge(pieces))
