"""Whole ten-thousandths: exact where it can be, refused where it cannot."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from identiteitslab.measurement.kind import FX, MAX_COUNT, MAX_FX, filled, not_whole, to_fx, whole


@given(st.lists(st.integers(-MAX_FX, MAX_FX), min_size=1, max_size=20))
def test_four_decimals_are_kept_exactly(parts: list[int]) -> None:
    assert to_fx(np.array(parts) / FX).tolist() == parts


@given(st.floats(-MAX_FX / FX, MAX_FX / FX))
def test_other_decimals_are_rounded_to_the_nearest(value: float) -> None:
    assert abs(to_fx(np.array([value]))[0] / FX - value) <= 0.5 / FX + 1e-9


@given(st.lists(st.integers(0, MAX_COUNT), min_size=1, max_size=20))
def test_whole_numbers_are_kept_exactly(counts: list[int]) -> None:
    assert whole(np.array(counts, dtype=np.float64)).tolist() == counts


def test_an_empty_cell_is_zero_and_not_filled() -> None:
    cells = np.array([np.nan, 1.0])
    assert to_fx(cells).tolist() == [0, FX]
    assert whole(cells).tolist() == [0, 1]
    assert filled(cells).tolist() == [False, True]


@pytest.mark.parametrize("value", [MAX_FX / FX + 1, -MAX_FX / FX - 1, np.inf, -np.inf])
def test_values_that_would_overflow_are_refused(value: float) -> None:
    with pytest.raises(ValueError, match=r"values\[1\]"):
        to_fx(np.array([0.0, value]))


@pytest.mark.parametrize("value", [MAX_COUNT + 1.0, 1e300, np.inf])
def test_counts_that_would_overflow_are_refused(value: float) -> None:
    with pytest.raises(ValueError, match=r"values\[2\]"):
        whole(np.array([0.0, np.nan, value]))


def test_what_is_not_a_whole_number() -> None:
    cells = np.array([0.0, 3.0, np.nan, 2.5, -1.0, np.inf, -np.inf])
    assert not_whole(cells).tolist() == [False, False, False, True, True, True, True]
