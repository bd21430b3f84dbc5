import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from identiteitslab.comparison.elicitation import (
    rank_order_centroid,
    ranking_statements,
    ranking_weights,
    swing_statements,
    swing_weights,
)
from identiteitslab.comparison.weighing.polytope import polytope, weight_bounds
from identiteitslab.comparison.weights import SettledWeights, agreeing_weights


def test_published_rank_order_centroids(oracle):
    known = oracle("ordinal_weights_roc")
    for case in known["cases"]:
        if "unconstrained" not in case:
            expected = pytest.approx(
                case["expected_mean"], abs=known["tolerance"]["closed_form_abs"]
            )
            assert rank_order_centroid(case["n"]) == expected


@given(st.integers(1, 40))
def test_a_centroid_is_ordered_and_sums_to_one(count):
    centroid = rank_order_centroid(count)
    assert centroid.sum() == pytest.approx(1)
    assert list(centroid) == sorted(centroid, reverse=True)


def test_swing_points_become_weights():
    weights = swing_weights({"a": 100, "b": 60, "c": 0, "d": 40})
    assert weights == pytest.approx({"a": 0.5, "b": 0.3, "c": 0.0, "d": 0.2})


def test_exact_swings_as_statements_give_the_same_weights():
    points = {"a": 100, "b": 60, "c": 40}
    said = swing_statements({item: (value, value) for item, value in points.items()})
    sampler = agreeing_weights(list(points), said)
    assert isinstance(sampler, SettledWeights)
    assert sampler.weights == pytest.approx(list(swing_weights(points).values()), abs=1e-6)


def test_imprecise_swings_hold_the_precise_ones():
    said = swing_statements({"a": (100, 100), "b": (50, 80)})
    bounds = weight_bounds(polytope("ab", said))
    assert bounds[1] == pytest.approx([50 / 150, 80 / 180])


def test_a_ranking_with_equals():
    assert ranking_weights([["a"], ["b", "c"]]) == pytest.approx(
        {"a": 11 / 18, "b": 7 / 36, "c": 7 / 36}
    )
    bounds = weight_bounds(polytope("abc", ranking_statements([["a"], ["b", "c"]])))
    assert np.allclose(bounds, [[1 / 3, 1], [0, 1 / 3], [0, 1 / 3]], atol=1e-7)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: swing_weights({"a": 100, "b": 120}), r"points\['b'\] is 120"),
        (lambda: swing_weights({"a": 90}), "no item with 100"),
        (lambda: swing_weights({}), "no item with 100"),
        (lambda: swing_statements({"a": (100, 100), "b": (60, 50)}), r"ranges\['b'\]"),
        (lambda: swing_statements({"a": (90, 100)}), "no item at 100"),
        (lambda: ranking_weights([["a"], []]), r"ranking\[1\] is empty"),
        (lambda: ranking_weights([["a"], ["a"]]), r"ranking\[1\] holds 'a' again"),
        (lambda: ranking_statements([]), "ranking is empty"),
        (lambda: rank_order_centroid(0), "count is 0"),
    ],
)
def test_bad_answers_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
