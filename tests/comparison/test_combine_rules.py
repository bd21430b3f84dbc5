import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from identiteitslab.comparison.combine_rules import RULES, SHARES, Members

shares = arrays(float, 3, elements=st.floats(0, 1))


def members(values, *, use=None, present=None, fixed=None, better=True):
    count = len(values)
    there = np.ones(count, bool) if present is None else np.array(present)
    used = np.ones(count) if use is None else np.array(use, float)
    used = used * there / (used * there).sum()

    def shaped(array):
        return np.asarray(array, float)[None, :, None, None, None]

    return Members(
        values=shaped(values),
        present=shaped(there) > 0,
        use=shaped(used),
        fixed=shaped(np.zeros(count) if fixed is None else fixed),
        higher_is_better=better,
    )


def combined(rule, values, **given_input):
    low, high = RULES[rule](members(values, **given_input))
    return float(low.item()), float(high.item())


def alike(value):
    return pytest.approx((value, value))


@pytest.mark.parametrize("rule", RULES)
@given(value=st.floats(0, 1), better=st.booleans())
def test_a_single_solution_keeps_its_own_value(rule, value, better):
    assert combined(rule, [value], better=better, fixed=[0.3]) == alike(value)
    with_absent = combined(rule, [value, 0.4], better=better, present=[True, False])
    assert with_absent == alike(value)


@pytest.mark.parametrize("rule", RULES)
@given(values=shares, better=st.booleans())
def test_the_lowest_bound_is_not_above_the_highest(rule, values, better):
    low, high = combined(rule, values, better=better, use=[1, 2, 3])
    assert low <= high + 1e-12
    if rule in SHARES:
        assert low >= -1e-12
        assert high <= 1 + 1e-12


def test_security_takes_the_weakest_and_a_good_route_is_enough():
    assert combined("min", [3, 1, 2]) == alike(1)
    assert combined("min", [0.1, 0.3], better=False) == alike(0.3)
    assert combined("max", [3, 1, 2]) == alike(3)
    assert combined("max", [0.1, 0.3], better=False) == alike(0.1)
    assert combined("max_duration", [7, 365], better=False) == alike(365)


def test_the_bounds_of_two_shares_follow_from_their_overlap():
    # From the larger of the two (full overlap) to their sum, at most one (no overlap).
    assert combined("union", [0.6, 0.3]) == pytest.approx((0.6, 0.9))
    assert combined("union_bounds", [0.6, 0.7]) == pytest.approx((0.7, 1.0))
    assert combined("per_person_best", [0.6, 0.3]) == pytest.approx((0.6, 0.9))


def test_failures_and_refusals_must_happen_with_all():
    assert combined("per_person_best", [0.6, 0.7], better=False) == pytest.approx((0.3, 0.6))
    assert combined("intersection_bounds", [0.2, 0.1], better=False) == pytest.approx((0.0, 0.1))


@given(shares, st.integers(0, 999))
def test_bounds_hold_for_real_people(chances, seed):
    random = np.random.default_rng(seed)
    people = random.random((200, 3)) < chances
    counted = people.mean(axis=0)
    low, high = combined("union", counted)
    assert low - 1e-9 <= people.any(axis=1).mean() <= high + 1e-9
    low, high = combined("intersection_bounds", counted)
    assert low - 1e-9 <= people.all(axis=1).mean() <= high + 1e-9


def test_sums_and_means_by_use():
    assert combined("sum", [2, 3]) == alike(5)
    assert combined("use_weighted_mean", [10, 20], use=[3, 1]) == alike(12.5)
    assert combined("sum_per_login", [10, 20], use=[3, 1]) == alike(12.5)
    assert combined("sum_per_user", [10, 20], use=[1, 1]) == pytest.approx((15, 30))
    # Each fixed part is paid in full: 0.75 * 10 + 0.25 * 20 + 0.25 * 4 + 0.75 * 8.
    assert combined("use_weighted_mean_plus_fixed", [10, 20], use=[3, 1], fixed=[4, 8]) == alike(
        19.5
    )


def test_independent_outages_must_coincide():
    assert combined("one_minus_product_if_independent", [0.9, 0.8]) == alike(0.98)
