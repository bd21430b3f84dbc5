import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from identiteitslab.comparison.dominance import could_be_first, dominance, second_order_dominance
from identiteitslab.comparison.weighing.polytope import polytope
from identiteitslab.comparison.weighing.statements import Order


def test_three_degrees_of_dominance():
    low, high = np.array([10.0, 30.0]), np.array([40.0, 60.0])
    pools = np.stack([high, low, low + 5, [0.0, 50.0]])[:, None, :]
    found = dominance(pools, solutions=("top", "low", "some", "wide"))
    assert found.certain[0].tolist() == [False, True, True, False]
    assert found.stochastic[2].tolist() == [False, True, False, False]
    assert not found.certain[2].any()
    assert found.expected[3].tolist() == [False, True, False, False]
    assert not found.stochastic[3].any()
    assert found.non_dominated == ("top",)
    assert found.non_dominated_stochastically == ("top",)
    table = found.to_frame().set_index(["solution", "dominates"])["degree"]
    assert table.to_dict() == {
        ("top", "low"): "certain",
        ("top", "some"): "certain",
        ("top", "wide"): "stochastic",
        ("some", "low"): "stochastic",
        ("wide", "low"): "expected",
    }


@given(arrays(np.float32, (4, 2, 3), elements=st.integers(0, 4).map(float)))
def test_each_degree_implies_the_next_and_no_one_dominates_itself(pools):
    found = dominance(pools)
    assert not (found.certain & ~found.stochastic).any()
    assert not (found.stochastic & ~found.expected).any()
    assert not (found.expected & found.expected.T).any()
    assert found.non_dominated


def test_solutions_with_other_criteria_are_not_compared():
    found = dominance(
        np.array([[[90.0], [90.0]], [[10.0], [10.0]]]),
        applies=np.array([[True, True], [True, False]]),
    )
    assert not found.expected.any()


def test_a_sure_total_suits_who_dislikes_risk():
    sure, risky = [50, 50, 50, 50], [0, 50, 50, 100]
    assert second_order_dominance([sure, risky], solutions=("s", "r")) == (("s", "r"),)
    assert second_order_dominance([sure, sure]) == ()
    # A higher mean with a worse bottom is not ordered either way.
    assert second_order_dominance([sure, [40, 100, 100, 100]]) == ()


def test_who_could_be_first_with_some_weights():
    means = np.array([[90, 10], [10, 90], [45, 45], [55, 55]])
    names = ("x", "y", "never", "middle")
    found = could_be_first(means, polytope("ab"), solutions=names)
    assert found["never"] is None
    for row, name in enumerate(names):
        if found[name] is not None:
            totals = means @ np.array(found[name])
            assert totals[row] == pytest.approx(totals.max())
    ordered = could_be_first(means, polytope("ab", [Order(("a", "b"))]), solutions=names)
    assert ordered["y"] is None
    assert ordered["x"] is not None


def test_a_single_solution_could_always_be_first():
    assert could_be_first([[10, 20]], polytope("ab"))["1"] is not None
