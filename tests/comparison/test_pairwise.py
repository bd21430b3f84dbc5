import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import ndtr

from identiteitslab.comparison.common.table import score_table
from identiteitslab.comparison.pairwise import chance_above, compare_two, difference_dots


def test_dots_show_the_share():
    random = np.random.default_rng(1)
    one, other = random.normal(3, 5, 20_000), random.normal(0, 5, 20_000)
    found = difference_dots(one, other)
    assert found.share == pytest.approx(ndtr(3 / np.sqrt(50)), abs=4 * found.standard_error)
    assert len(found.dots) == 20
    assert found.above == (found.dots > 0).sum() == pytest.approx(20 * found.share, abs=1)
    assert (np.diff(found.dots) >= 0).all()


@given(
    arrays(float, 7, elements=st.integers(0, 5).map(float)),
    arrays(float, 5, elements=st.integers(0, 5).map(float)),
)
def test_a_chance_counts_every_pair(one, other):
    above = (one[:, None] > other).mean() + (one[:, None] == other).mean() / 2
    assert chance_above(one, other) == pytest.approx(above)
    assert chance_above(other, one) == pytest.approx(1 - above)


def test_gains_add_up_to_the_gap(normal_pools):
    means = np.array([[60, 40, 0], [50, 50, 70]])
    pools = normal_pools(means, 10.0)
    applies = np.array([[True, True, False], [True, True, True]])
    table = score_table(
        pools.mean(axis=2),
        [2, 1, 1],
        applies=applies,
        solutions=("a", "b"),
        criteria=("x", "y", "z"),
    )
    found = compare_two(pools, table, "a", "b")
    assert found.gap == pytest.approx(table.totals[0] - table.totals[1])
    assert found.difference == pytest.approx([10, -10, 0], abs=0.1)
    assert found.comparable.tolist() == [True, True, False]
    assert found.chance[:2] == pytest.approx(ndtr(np.array([1, -1]) / np.sqrt(2)), abs=0.01)
    assert found.to_frame()["gain"].is_monotonic_decreasing
    back = compare_two(pools, table, "b", "a")
    assert back.gain == pytest.approx(-found.gain)


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [("x", "2", "one is 'x': expected one of 1, 2"), ("1", "1", "other is '1'")],
)
def test_bad_pairs_are_named(one, other, message):
    pools = np.ones((2, 1, 4))
    with pytest.raises(ValueError, match=message):
        compare_two(pools, score_table([[1], [1]], [1]), one, other)


def test_draws_that_do_not_fit_are_named():
    with pytest.raises(ValueError, match=r"other has shape \(2,\)"):
        difference_dots([1, 2, 3], [1, 2])
    with pytest.raises(ValueError, match=r"pools has shape \(1, 1, 4\)"):
        compare_two(np.ones((1, 1, 4)), score_table([[1], [1]], [1]), "1", "2")
