from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from identiteitslab.comparison import joint_certainty as module
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
    found = joint_certainty(information, before, seed=1, importance=[1, 2])
    assert found.exact
    for cell in range(2):
        wanted = by_hand(information[:, cell], before[cell]) * (1 + cell)
        assert found.parts[:, cell] == pytest.approx(wanted, abs=1e-9)
        gone = 1 / before[cell] - 1 / (before[cell] + information[:, cell].sum())
        assert found.parts[:, cell].sum() == pytest.approx(gone * (1 + cell), abs=1e-9)


def test_a_sample_of_orders_agrees_with_all_of_them(monkeypatch):
    information = np.random.default_rng(1).uniform(0, 5, (8, 1))
    exact = joint_certainty(information, 0.5, seed=1)
    monkeypatch.setattr(module, "MOST_EXACT", 3)
    sampled = joint_certainty(information, 0.5, seed=1)
    assert not sampled.exact
    assert (np.abs(sampled.parts - exact.parts) < 5 * sampled.errors).all()
    assert sampled.parts.sum() == pytest.approx(exact.parts.sum())
    assert (sampled.share_errors > 0).all()


def test_equal_gemeenten_share_equally_and_who_brings_nothing_gets_nothing():
    found = joint_certainty([[2], [2], [0]], 1.0, seed=1, gemeenten=("a", "b", "c"))
    assert found.shares == pytest.approx([0.5, 0.5, 0])
    assert found.information[:, 0] == pytest.approx([0.5, 0.5, 0])
    assert found.to_frame()["cells"].tolist() == [1, 1, 0]


def test_without_any_measurement_all_is_zero():
    found = joint_certainty(np.zeros((2, 3)), 1.0, seed=1)
    assert found.shares.tolist() == [0, 0]
    assert found.share_errors.tolist() == [0, 0]
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
        joint_certainty(**({"information": [[1]], "before": 1, "seed": 1} | change))
