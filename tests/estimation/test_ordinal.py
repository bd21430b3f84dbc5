import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from identiteitslab.estimation.ordinal import (
    agreement,
    levels_from_sums,
    probability_level_at_least,
    weakest_level,
)


def test_the_probability_is_what_draws_say():
    counts = np.array([[0, 1, 4], [1, 0, 2], [0, 0, 6]], float)
    rng = np.random.default_rng(8)
    lowest = np.full(100_000, 2)
    for element in counts:
        shares = rng.dirichlet(element + 0.5, lowest.size)
        drawn = (rng.random((lowest.size, 1)) > np.cumsum(shares, axis=1)[:, :-1]).sum(axis=1)
        lowest = np.minimum(lowest, drawn)
    for required in range(3):
        told = probability_level_at_least(counts, required)
        assert told == pytest.approx((lowest >= required).mean(), abs=0.006)


def test_one_weak_element_pulls_the_whole_down():
    strong = [[0, 0, 9], [0, 0, 9]]
    weak = [[0, 0, 9], [9, 0, 0]]
    assert probability_level_at_least(strong, 2) > 0.8
    assert probability_level_at_least(weak, 1) < 0.15
    assert weakest_level([[2, 1, 2], [2, 2, 2]]).tolist() == [1, 2]


def test_agreement_counts_pairs():
    told = agreement([[1, 2, 1], [0, 3, 0], [0, 0, 1]])
    np.testing.assert_allclose(told.same, [1 / 6, 1.0, np.nan])
    np.testing.assert_allclose(told.within_one, [5 / 6, 1.0, np.nan])
    assert told.lowest.tolist() == [0, 1, 2]
    assert told.highest.tolist() == [2, 1, 2]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=12))
def test_levels_are_found_back_or_said_to_be_ambiguous(levels):
    values = np.array(levels)
    low, high = int(values.min()), int(values.max())
    found = levels_from_sums(values.size, int(values.sum()), int((values**2).sum()), low, high)
    truth = tuple(np.bincount(values - low, minlength=high - low + 1).tolist())
    assert found == truth or (found is None and high - low > 2)


def test_three_levels_are_always_unique():
    assert levels_from_sums(7, 11, 21, 1, 3) == (4, 2, 1)


def test_ambiguous_sums_have_no_answer():
    # 0 0 2 2 2 3 and 0 1 1 1 3 3: the same number, sum and squares.
    assert levels_from_sums(6, 9, 21, 0, 3) is None


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: probability_level_at_least([[1, -1]], 0), r"counts\[0, 1\] is -1"),
        (
            lambda: probability_level_at_least([[1, 1]], 2),
            "required is 2; expected a level from 0 to 1",
        ),
        (lambda: probability_level_at_least([1, 1], 1), "counts has 1 dimensions"),
        (lambda: agreement([[0, 0]]), r"counts\[0\] is 0; expected at least one judgement"),
        (lambda: levels_from_sums(3, 100, 5, 0, 3), "fit no levels 0 to 3"),
        (lambda: levels_from_sums(0, 0, 0, 0, 3), "rows is 0"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
