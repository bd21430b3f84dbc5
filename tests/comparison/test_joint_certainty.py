from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from identiteitslab.comparison.joint_certainty import joint_certainty


def by_hand(own, before):
    parts = np.zeros(len(own))
    orders = list(permutations(range(len(own))))
    for order in orders:
        known = before
        for one in order:
            parts[one] += 1 / known - 1 / (known + own[one])
            known += own[one]
    return parts / len(orders)


@settings(max_examples=30)
@given(
    arrays(float, (4, 2), elements=st.floats(0, 10)),
    arrays(float, 2, elements=st.floats(0.1, 5)),
)
def test_parts_are_the_mean_over_all_orders_and_add_up(information, before):
    found = joint_certainty(information, before, importance=[1, 2])
    for cell in range(2):
        wanted = by_hand(information[:, cell], before[cell]) * (1 + cell)
        assert found.parts[:, cell] == pytest.approx(wanted, rel=1e-7, abs=1e-9)
        gone = 1 / before[cell] - 1 / (before[cell] + information[:, cell].sum())
        assert found.parts[:, cell].sum() == pytest.approx(gone * (1 + cell), rel=1e-7, abs=1e-9)


def in_drawn_orders(own, before, orders=20_000):
    """Parts and their standard errors from drawn orders of joining."""
    rng = np.random.default_rng(1)
    order = rng.permuted(np.tile(np.arange(len(own)), (orders, 1)), axis=1)
    known = before + np.cumsum(own[order], axis=1)
    variance = np.concatenate([np.full((orders, 1), 1 / before), 1 / known], axis=1)
    gains = np.empty_like(known)
    np.put_along_axis(gains, order, -np.diff(variance, axis=1), axis=1)
    return gains.mean(axis=0), gains.std(axis=0) / np.sqrt(orders)


@pytest.mark.parametrize("count", [13, 60])
def test_many_gemeenten_agree_with_drawn_orders_and_add_up(count):
    own, before = np.random.default_rng(2).uniform(0.1, 5, count), 0.5
    found = joint_certainty(own[:, None], before).parts[:, 0]
    drawn, errors = in_drawn_orders(own, before)
    assert (np.abs(found - drawn) < 5 * errors).all()
    assert found.sum() == pytest.approx(1 / before - 1 / (before + own.sum()), rel=1e-7)


@settings(max_examples=20)
@given(st.integers(1, 60), st.floats(-9, 9), st.floats(-9, 9))
def test_equal_gemeenten_share_equally_on_any_scale(count, size, start):
    own, before = np.full((count, 1), 10**size), 10**start
    found = joint_certainty(own, before).parts[:, 0]
    gone = 10**size / (before * (before + count * 10**size))
    assert found == pytest.approx(np.full(count, gone), rel=1e-7)


def test_equal_gemeenten_share_equally_and_who_brings_nothing_gets_nothing():
    found = joint_certainty([[2], [2], [0]], 1.0, gemeenten=("a", "b", "c"))
    assert found.shares == pytest.approx([0.5, 0.5, 0])
    assert found.information[:, 0] == pytest.approx([0.5, 0.5, 0])
    assert found.to_frame()["cells"].tolist() == [1, 1, 0]


def test_without_any_measurement_all_is_zero():
    found = joint_certainty(np.zeros((2, 3)), 1.0)
    assert found.shares.tolist() == [0, 0]
    assert not found.information.any()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"information": [[-1]]}, r"information\[0, 0\] is -1.0"),
        ({"before": 0}, r"before\[0\] is 0.0"),
        ({"importance": -1}, r"importance\[0\] is -1.0"),
    ],
)
def test_bad_input_is_named(change, message):
    with pytest.raises(ValueError, match=message):
        joint_certainty(**({"information": [[1]], "before": 1} | change))
