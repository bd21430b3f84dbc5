import numpy as np
import pytest

from identiteitslab.comparison.elicitation import rank_order_centroid
from identiteitslab.comparison.weighing.hit_and_run import place_walkers
from identiteitslab.comparison.weighing.polytope import polytope
from identiteitslab.comparison.weighing.statements import (
    AtLeastAsImportant,
    Between,
    Exact,
    Order,
    Ratio,
)
from identiteitslab.comparison.weights import (
    ChainWeights,
    SettledWeights,
    WalkedWeights,
    agreeing_weights,
    around_profile,
    even_weights,
)
from identiteitslab.simulation.streams import stream


def draw(sampler, size=50_000):
    drawn = sampler.draw(stream(1, "test"), size)
    assert drawn.dtype == np.float32
    assert (drawn >= 0).all()
    assert np.allclose(drawn.sum(axis=0), 1, atol=1e-5)
    return drawn.astype(np.float64)


def test_published_means_of_even_and_ordered_weights(oracle):
    known = oracle("ordinal_weights_roc")
    for case in known["cases"]:
        items = [f"c{n}" for n in range(case["n"])]
        statements = [] if case.get("unconstrained") else [Order(tuple(items))]
        sampler = agreeing_weights(items, statements)
        assert isinstance(sampler, ChainWeights)
        drawn = draw(sampler, 100_000)
        tolerance = known["tolerance"]["mean_abs_at_100k_draws"]
        assert drawn.mean(axis=1) == pytest.approx(case["expected_mean"], abs=tolerance)
        if "expected_variance" in case:
            covariance = np.cov(drawn[:2])
            assert covariance[0, 0] == pytest.approx(case["expected_variance"], rel=0.03)
            assert covariance[0, 1] == pytest.approx(case["expected_covariance"], rel=0.15)


def test_a_profile_keeps_its_points_and_spread():
    points = np.array([35, 25, 15, 10, 15]) / 100
    drawn = draw(around_profile(points * 3, concentration=20))
    assert drawn.mean(axis=1) == pytest.approx(points, abs=0.002)
    assert drawn.var(axis=1) == pytest.approx(points * (1 - points) / 21, rel=0.04)


def test_shares_within_a_theme_stay_fixed():
    sampler = around_profile([30, 70], theme=[0, 1, 1], share=[5, 1, 3])
    drawn = draw(sampler)
    assert drawn.mean(axis=1) == pytest.approx([0.3, 0.7 / 4, 0.7 * 3 / 4], abs=0.003)
    assert np.allclose(drawn[2], 3 * drawn[1], rtol=1e-5)


def test_hit_and_run_is_uniform_where_the_answer_is_known():
    items = ["a", "b", "c", "d", "e"]
    for statements, expected in (
        ([], np.full(5, 0.2)),
        ([Order(tuple(items))], rank_order_centroid(5)),
    ):
        walked = WalkedWeights(place_walkers(polytope(items, statements)))
        drawn = draw(walked)
        assert drawn.mean(axis=1) == pytest.approx(expected, abs=0.004)
    exact = draw(agreeing_weights(items, [Order(tuple(items))]))
    assert drawn.std(axis=1) == pytest.approx(exact.std(axis=1), rel=0.04)


def test_hit_and_run_agrees_with_rejection():
    items = ["a", "b", "c", "d"]
    statements = [Ratio("a", "b", 1, 3), Between("c", 0.1, 0.4), AtLeastAsImportant("b", "d")]
    drawn = draw(agreeing_weights(items, statements))
    a, b, c, d = even = draw(agreeing_weights(items), 400_000)
    fitting = even[:, (a >= b) & (a <= 3 * b) & (c >= 0.1) & (c <= 0.4) & (b >= d)]
    assert drawn.mean(axis=1) == pytest.approx(fitting.mean(axis=1), abs=0.004)
    assert np.cov(drawn) == pytest.approx(np.cov(fitting), abs=0.0006)


def test_a_narrow_region_is_walked_as_well_as_a_round_one():
    drawn = draw(agreeing_weights("abcd", [Between("a", 0.3, 0.3001)]))
    assert drawn.mean(axis=1) == pytest.approx([0.30005, *[0.69995 / 3] * 3], abs=0.004)
    assert drawn[0].min() >= 0.3 - 1e-6
    assert drawn[0].max() <= 0.3001 + 1e-6


def test_orders_that_do_not_cross_are_drawn_exactly():
    sampler = agreeing_weights("abcd", [AtLeastAsImportant("b", "a"), Order(("d", "c"))])
    assert isinstance(sampler, ChainWeights)
    a, b, c, d = draw(sampler, 1000)
    assert (b >= a).all()
    assert (d >= c).all()


def test_orders_that_fork_are_walked():
    sampler = agreeing_weights("abc", [AtLeastAsImportant("a", "b"), AtLeastAsImportant("a", "c")])
    assert isinstance(sampler, WalkedWeights)
    # The largest of three even weights: the first place of the rank-order centroid.
    assert draw(sampler).mean(axis=1) == pytest.approx([11 / 18, 7 / 36, 7 / 36], abs=0.004)


def test_an_order_both_ways_makes_weights_equal():
    ways = [AtLeastAsImportant("a", "b"), AtLeastAsImportant("b", "a")]
    drawn = draw(agreeing_weights("abc", ways))
    assert np.allclose(drawn[0], drawn[1], atol=1e-6)
    assert drawn[2].std() > 0.2


def test_one_set_left_is_that_set():
    sampler = agreeing_weights("abc", [Exact("a", 0.5), Ratio("b", "c", 4, 4)])
    assert isinstance(sampler, SettledWeights)
    assert draw(sampler, 3) == pytest.approx(np.array([[0.5] * 3, [0.4] * 3, [0.1] * 3]))
    assert isinstance(agreeing_weights(["only"]), SettledWeights)


def test_blocks_are_the_same_whenever_they_are_drawn():
    region = polytope("abcd", [Ratio("a", "b", 1, 2)])
    one, other = (even_weights(region, seed=4).draw(stream(1, "w"), 600) for _ in range(2))
    assert np.array_equal(one, other)
    assert not np.array_equal(one, even_weights(region, seed=4).draw(stream(2, "w"), 600))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"points": [1, -1]}, r"points\[1\] is -1.0"),
        ({"points": [0, 0]}, "points are all zero"),
        ({"concentration": 0.5}, "concentration is 0.5"),
        ({"concentration": np.inf}, "concentration is inf"),
        ({"theme": [0, 2]}, r"theme\[1\] is 2: expected a number from 0 up to 1"),
        ({"theme": [0, 0]}, r"points\[1\] is 0.5: expected zero for a theme of which no criterion"),
        ({"theme": [0, 1], "share": [1, -1]}, r"share\[1\] is -1.0"),
        ({"theme": [0, 1], "share": [1, 0]}, r"points\[1\] is 0.5"),
        ({"theme": [0, 1], "share": [1]}, r"share has shape \(1,\)"),
    ],
)
def test_a_bad_profile_is_named(change, message):
    given = {"points": [1, 1]} | change
    with pytest.raises(ValueError, match=message):
        around_profile(given.pop("points"), **given)
