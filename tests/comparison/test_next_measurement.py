import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import ndtr

from identiteitslab.comparison.common.gain import first_place_by_method
from identiteitslab.comparison.next_measurement import (
    perfect_information,
    value_of_measuring,
)


def normal_loss(gap, spread):
    """Expected positive part of a normal that must cross a gap."""
    place = gap / spread
    return spread * np.exp(-(place**2) / 2) / np.sqrt(2 * np.pi) - gap * ndtr(-place)


def test_values_follow_the_normal_closed_form(normal_pools):
    means, spreads = np.array([[60, 50], [50, 56]]), np.array([[8, 6], [10, 12]])
    weights = np.array([0.7, 0.3])
    found = value_of_measuring(normal_pools(means, spreads), weights, 30.0, sizes=(30, 90))
    gap = float(weights @ (means[0] - means[1]))
    expected = normal_loss(gap, weights * spreads)
    assert found.perfect == pytest.approx(expected, rel=0.03, abs=1e-3)
    # 30 more on top of 30 halves the variance that can still be learned; 90 more takes 3/4.
    for place, part in enumerate((0.5, 0.75)):
        after = normal_loss(gap, weights * spreads * np.sqrt(part))
        assert found.sample[place] == pytest.approx(after, rel=0.03, abs=1e-3)
    assert found.changes == pytest.approx(ndtr(-gap / (weights * spreads)), abs=0.002)


def test_perfect_information_on_everything_follows_the_closed_form():
    random = np.random.default_rng(1)
    totals = np.stack([random.normal(55, 4, 200_000), random.normal(53, 3, 200_000)])
    found = perfect_information(totals)
    assert found.value == pytest.approx(normal_loss(2, 5), abs=4 * found.standard_error)
    assert perfect_information(totals, eligible=[True, False]).value == 0
    assert perfect_information(totals, eligible=[False, False]).value == 0


@settings(max_examples=50)
@given(
    arrays(np.float32, (3, 2, 9), elements=st.floats(0, 100, width=32)),
    st.lists(st.booleans(), min_size=3, max_size=3),
)
def test_value_is_never_negative_and_a_sample_never_beats_certainty(pools, eligible):
    found = value_of_measuring(pools, [2, 1], 10.0, eligible=eligible, sizes=(5, 50, 500))
    assert (found.perfect >= 0).all()
    assert (found.perfect[~np.array(eligible)] == 0).all()
    assert (np.diff(found.sample, axis=0) >= -1e-5).all()
    assert (found.sample <= found.perfect + 1e-5).all()
    assert ((found.enough > 0) == (found.perfect > 0)).all()


def test_nothing_that_can_change_is_worth_nothing(normal_pools):
    far = value_of_measuring(normal_pools([[90, 90], [10, 10]], 1.0), [1, 1], 10.0)
    assert (far.perfect == 0).all()
    assert far.to_frame().empty
    exact = value_of_measuring([[[50], [60]], [[50], [60]]], [1, 1], 10.0)
    assert (exact.perfect == 0).all()
    alone = value_of_measuring(normal_pools([[90, 90]], 20.0), [1, 1], 10.0)
    assert (alone.perfect == 0).all()
    assert (alone.enough == 0).all()


def test_enough_observations_bring_most_of_the_value(normal_pools):
    pools = normal_pools([[60, 50], [55, 54]], 12.0)
    found = value_of_measuring(pools, [1, 1], 25.0)
    for row, column in np.ndindex(2, 2):
        n = int(found.enough[row, column])
        at, below = (
            value_of_measuring(pools, [1, 1], 25.0, sizes=(size,)).sample[0, row, column]
            for size in (n, max(n - 1, 1))
        )
        perfect = found.perfect[row, column]
        assert at >= 0.8 * perfect * (1 - 1e-3)
        assert n == 1 or below <= 0.8 * perfect * (1 + 1e-3)


def test_cost_decides_what_comes_first(normal_pools):
    pools = normal_pools([[60, 60], [58, 58]], 15.0)
    found = value_of_measuring(
        pools, [1, 1], 20.0, cost_each=[50, 1], cost_start=[0, 10], items=("dear", "cheap")
    )
    frame = found.to_frame()
    assert frame["item"].iloc[0] == "cheap"
    assert found.cost[0, 0].tolist() == [500, 20]
    assert (frame["gain_per_cost"].diff().dropna() <= 1e-12).all()


def test_regression_finds_the_same_value():
    random = np.random.default_rng(2)
    one, other = random.normal(50, 10, 40_000), random.normal(52, 6, 40_000)
    noise = random.normal(0, 5, 40_000)
    known = np.stack([np.stack([one, noise]), np.stack([other, noise])]).astype(np.float32)
    first = first_place_by_method(known, np.stack([[one + noise, other]]), np.array([True, True]))
    perfect = first.gain(np.ones((2, 2)))
    assert perfect[0, 0] == pytest.approx(normal_loss(2, 10), rel=0.05)
    assert perfect[1] == pytest.approx([normal_loss(2, 6), 0], abs=0.05)
    constant = first_place_by_method(
        np.ones((2, 1, 9), np.float32), known[None, :, 0, :9], np.ones(2, bool)
    )
    assert (constant.gain(np.ones((2, 1))) == 0).all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"known_from": 0}, r"known_from\[0, 0\] is 0.0: expected a number above zero"),
        ({"known_from": [[1, 2]] * 3}, r"known_from has shape \(3, 2\)"),
        ({"sizes": (0,)}, r"sizes\[0\] is 0"),
        ({"cost_each": -1}, "cost_each"),
        ({"weights": [1, -1]}, r"weights\[0, 1\] is -1.0"),
        ({"weights": [0, 0]}, r"weights\[0, 0\] is 0.0"),
    ],
)
def test_bad_input_is_named(change, message):
    given_input = {"pools": np.ones((2, 2, 4)), "weights": [1, 1], "known_from": 5} | change
    with pytest.raises(ValueError, match=message):
        value_of_measuring(**given_input)
