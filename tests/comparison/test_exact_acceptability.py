import numpy as np
import pytest

from identiteitslab.comparison.acceptability import rank_acceptability
from identiteitslab.comparison.exact_acceptability import exact_acceptability
from identiteitslab.comparison.weighing.polytope import polytope
from identiteitslab.comparison.weighing.statements import Between, Exact, Order, Ratio
from identiteitslab.comparison.weights import even_weights


def test_corners_of_the_weight_triangle():
    values = np.vstack([100 * np.eye(3), np.full((1, 3), 60.0)])
    found = exact_acceptability(values, polytope("abc"), solutions=("x", "y", "z", "middle"))
    assert found.first == pytest.approx([0.16, 0.16, 0.16, 0.52])
    assert found.central_weights[0] == pytest.approx([0.6 + 0.4 / 3, 0.4 / 3, 0.4 / 3])
    assert found.central_weights[3] == pytest.approx([1 / 3] * 3)
    assert found.to_frame().loc["middle", "first"] == pytest.approx(0.52)


def test_two_weights_are_an_interval():
    # The first is ahead where 90 w + 10 (1 - w) > 30, so from w = 1/4 on.
    found = exact_acceptability([[90, 10], [30, 30]], polytope("ab"))
    assert found.first == pytest.approx([0.75, 0.25])
    assert found.central_weights[0] == pytest.approx([0.625, 0.375])


@pytest.mark.parametrize(
    "said",
    [
        [],
        [Order(("a", "b", "c", "d"))],
        [Ratio("a", "b", 1, 3), Between("c", 0.1, 0.4)],
        [Exact("d", 0.2), Between("a", 0.1, 0.5)],
    ],
)
def test_draws_agree_with_volumes(said):
    values = np.random.default_rng(5).uniform(0, 100, (5, 4))
    region = polytope("abcd", said)
    exact = exact_acceptability(values, region)
    drawn = rank_acceptability(values[..., None], even_weights(region), seed=1)
    assert exact.first.sum() == pytest.approx(1)
    assert drawn.first == pytest.approx(exact.first, abs=0.012)
    for own, wanted, share in zip(
        drawn.central_weights, exact.central_weights, exact.first, strict=True
    ):
        if share > 0.05:
            assert own == pytest.approx(wanted, abs=0.02)


def test_dominated_equal_and_knocked_out_solutions():
    values = [[80, 80], [80, 80], [20, 20], [99, 99]]
    found = exact_acceptability(values, polytope("ab"), eligible=[True, True, True, False])
    assert found.first.tolist() == [1, 1, 0, 0]
    assert found.central_weights[2] is None
    assert found.central_weights[3] is None
    settled = exact_acceptability(values, polytope("ab", [Exact("a", 0.3)]))
    assert settled.first.tolist() == [0, 0, 0, 1]


def test_too_many_weights_are_refused():
    with pytest.raises(ValueError, match="region has 8 dimensions: expected at most 7"):
        exact_acceptability(np.ones((2, 9)), polytope([str(n) for n in range(9)]))
