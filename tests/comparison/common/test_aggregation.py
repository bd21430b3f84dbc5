import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from identiteitslab.comparison.common.aggregation import (
    gaussian_preference,
    linear_preference,
    maximin,
    promethee,
    topsis,
    weighted_product,
    weighted_sum,
)

tables = arrays(float, (4, 3), elements=st.floats(0, 100))
some_weights = arrays(float, 3, elements=st.floats(0.1, 1))


def test_published_closeness(oracle):
    known = oracle("topsis_tzeng2011")
    inputs, expected = known["inputs"], known["expected"]
    found = topsis(inputs["matrix"], inputs["weights"], types=inputs["types"])
    assert found == pytest.approx(expected["closeness"], abs=known["tolerance"]["closeness_abs"])
    assert (1 + (found[:, None] < found).sum(axis=1)).tolist() == expected["rank"]
    for peer in known["peer_output"].values():
        assert found == pytest.approx(peer, abs=1e-9)


def test_lower_can_be_better():
    values = np.array([[1.0, 10], [2, 5]])
    assert topsis(values, [1, 1], types=[1, -1]).tolist() == [0, 1]
    assert promethee(values, [1, 1], types=[1, -1]).net.tolist() == [-1, 1]


@given(tables, some_weights)
def test_on_a_fixed_scale_no_solution_changes_another(values, weights):
    every = topsis(values, weights, scale=(0, 100))
    assert topsis(values[:2], weights, scale=(0, 100)) == pytest.approx(every[:2])
    assert ((every >= 0) & (every <= 1)).all()


@given(tables, some_weights)
def test_net_flows_balance(values, weights):
    flows = promethee(values, weights, preferences=[linear_preference(5, 20)] * 3)
    assert flows.net.sum() == pytest.approx(0, abs=1e-12)
    assert ((flows.leaving >= 0) & (flows.leaving <= 1 + 1e-12)).all()


def test_flows_known_by_hand():
    flows = promethee([[10, 0], [6, 4], [0, 8]], [3, 1])
    assert flows.leaving == pytest.approx([0.75, 0.5, 0.25])
    assert flows.entering == pytest.approx([0.25, 0.5, 0.75])


def test_preference_shapes():
    difference = np.array([-5.0, 0, 2, 5, 10])
    assert linear_preference()(difference).tolist() == [0, 0, 1, 1, 1]
    assert linear_preference(2, 2)(difference).tolist() == [0, 0, 0, 1, 1]
    assert linear_preference(0, 10)(difference).tolist() == [0, 0, 0.2, 0.5, 1]
    assert linear_preference(2, 8)(difference) == pytest.approx([0, 0, 0, 0.5, 1])
    assert gaussian_preference(5)(difference)[3] == pytest.approx(1 - np.exp(-0.5))


@given(tables, some_weights)
def test_the_product_lies_between_the_lowest_and_the_sum(values, weights):
    product = weighted_product(values, weights)
    assert (product <= weighted_sum(values, weights) + 1e-9).all()
    assert (product >= maximin(values, weights) - 1e-9).all()


def test_criteria_without_weight_do_not_count():
    values = [[10, 0], [8, 50]]
    assert maximin(values, [1, 0]).tolist() == [10, 8]
    assert weighted_product(values, [1, 0]) == pytest.approx([10, 8])


def test_constant_and_empty_columns_are_defined():
    assert topsis([[5, 0], [5, 0]], [1, 1]).tolist() == [0.5, 0.5]
    assert promethee([[5, 0]], [1, 1]).net.tolist() == [0]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: weighted_sum([[1, np.nan]], [1, 1]), r"values\[0, 1\] is nan"),
        (lambda: weighted_product([[1, -1]], [1, 1]), r"values\[0, 1\] is -1.0"),
        (lambda: topsis([[1, 2]], [1, 1], types=[1, 0]), r"types\[1\] is 0.0: expected 1 or -1"),
        (lambda: topsis([[1, 2]], [1, 1], scale=(1, 1)), "scale is"),
        (lambda: promethee([[1, 2]], [1, 1], preferences=[]), "preferences has 0 functions"),
        (lambda: linear_preference(3, 2), "indifference is 3 and preference is 2"),
        (lambda: gaussian_preference(0), "spread is 0"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
