import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from identiteitslab.comparison.common.pools import SMALLEST_POOL, ready_pools


@given(arrays(np.float32, (2, 2, 7), elements=st.floats(0, 100, width=32)))
def test_repeats_keep_every_distribution(pools):
    ready = ready_pools(pools, ("a", "b"), 1)
    copies = ready.shape[2] // 7
    assert ready.shape[2] >= SMALLEST_POOL
    assert np.array_equal(np.sort(ready, axis=2), np.sort(np.tile(pools, copies), axis=2))


def test_large_pools_in_random_order_are_used_as_they_are():
    pools = np.random.default_rng(1).random((2, 2, SMALLEST_POOL), dtype=np.float32)
    assert ready_pools(pools, ("a", "b"), 1) is pools


def test_only_the_solution_with_a_sorted_pool_is_shuffled():
    pools = np.random.default_rng(1).random((3, 2, SMALLEST_POOL), dtype=np.float32)
    pools[1, 0] = np.sort(pools[1, 0])
    pools[2, 1] = 5
    ready = ready_pools(pools, ("a", "b", "c"), 1)
    assert np.array_equal(ready[[0, 2]], pools[[0, 2]])
    assert not np.array_equal(ready[1, 0], pools[1, 0])
    assert np.array_equal(np.sort(ready[1]), np.sort(pools[1]))


def test_exact_values_stay_exact():
    pools = np.ones((2, 2, 1), dtype=np.float32)
    assert ready_pools(pools, ("a", "b"), 1) is pools
