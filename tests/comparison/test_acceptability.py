import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import ndtr

from identiteitslab.comparison.acceptability import rank_acceptability
from identiteitslab.comparison.weights import agreeing_weights, around_profile

EVEN = agreeing_weights("abc")


def exact(values):
    return np.asarray(values, dtype=np.float32)[..., None]


def drawn(first, others, draws):
    values = np.repeat(np.asarray(others, float)[..., None], draws, axis=2)
    values[..., 0] = first
    return values


@pytest.mark.parametrize("place", range(4))
def test_published_edge_cases(oracle, place):
    case = oracle("smaa2_degenerate")["cases"][place]
    inputs = case["inputs"]
    others = inputs.get("measurements_other_draws", inputs.get("measurements_every_draw"))
    first = inputs.get("measurements_first_draw", others)
    found = rank_acceptability(
        drawn(first, others, inputs["n_draws"]), inputs["weights_every_draw"], seed=1, joint=True
    )
    expected = case.get("expected", case.get("expected_if_ties_share_best_rank"))
    if "rank_acceptability" in expected:
        assert found.acceptability == pytest.approx(np.array(expected["rank_acceptability"]), 1e-12)
    if "pairwise_winning" in expected:
        assert found.wins == pytest.approx(np.array(expected["pairwise_winning"]), abs=1e-12)
    for own, wanted in zip(
        found.central_weights, expected.get("central_weights", []), strict=False
    ):
        if wanted[0] is None:
            assert own is None
        else:
            assert own == pytest.approx(wanted, abs=1e-7)
    if "confidence_factors" in expected:
        assert list(found.confidence_factors) == expected["confidence_factors"]


def test_two_normal_solutions_follow_the_closed_form(normal_pools):
    means, spreads = np.array([[60, 50], [55, 57]]), np.array([[5, 8], [10, 3]])
    weights = np.array([0.3, 0.7])
    gap = weights @ (means[0] - means[1])
    spread = np.sqrt((weights**2) @ (spreads[0] ** 2 + spreads[1] ** 2))
    found = rank_acceptability(normal_pools(means, spreads), weights, seed=3)
    assert found.first[0] == pytest.approx(ndtr(gap / spread), abs=4 * found.first_error[0])
    assert found.total_mean == pytest.approx(means @ weights, abs=0.1)
    spread_of_first = np.sqrt((weights**2) @ (spreads[0] ** 2))
    assert found.total_quantiles[0] == pytest.approx(
        means[0] @ weights + spread_of_first * np.array([-1.96, 0, 1.96]), abs=0.15
    )


def test_exact_scores_follow_areas_of_the_weight_triangle():
    # Each solution wins on one criterion and the fourth in the middle. The middle one is first
    # where every weight is below 0.6: the triangle minus three corners of (0.4)² of its area.
    values = np.vstack([100 * np.eye(3), np.full((1, 3), 60.0)])
    found = rank_acceptability(exact(values), EVEN, seed=5)
    corner = 0.4**2
    assert found.first == pytest.approx([corner] * 3 + [1 - 3 * corner], abs=0.005)
    # The centroid of a corner: weights 0.6 + 0.4/3 on its own criterion.
    assert found.central_weights[0] == pytest.approx([0.6 + 0.4 / 3, 0.4 / 3, 0.4 / 3], abs=0.004)
    assert found.confidence_factors == (1.0, 1.0, 1.0, 1.0)


@given(
    arrays(np.float32, (4, 3, 5), elements=st.floats(0, 100, width=32)),
    st.lists(st.booleans(), min_size=4, max_size=4),
)
def test_ranks_of_each_eligible_solution_sum_to_one(pools, eligible):
    found = rank_acceptability(pools, EVEN, seed=1, eligible=eligible, draws=300, block=128)
    assert found.acceptability.sum(axis=1) == pytest.approx(np.array(eligible, float))
    assert np.isfinite(found.to_frame().drop(columns="eligible")).all(axis=None)
    assert (found.first[~np.array(eligible)] == 0).all()
    beaten = found.wins + found.wins.T
    assert (beaten <= 1 + 1e-12).all()
    assert (beaten[~np.array(eligible)] == 0).all()


def test_the_outcome_does_not_depend_on_threads(normal_pools):
    pools = normal_pools(np.arange(12).reshape(4, 3), 5.0)
    one, four = (rank_acceptability(pools, EVEN, seed=2, threads=n) for n in (1, 4))
    assert np.array_equal(one.totals, four.totals)
    assert np.array_equal(one.acceptability, four.acceptability)
    assert one.central_weights == four.central_weights
    assert one.confidence_factors == four.confidence_factors


def test_another_seed_moves_the_outcome_within_its_error(normal_pools):
    pools = normal_pools(np.arange(12).reshape(4, 3) % 5, 5.0)
    one, other = (rank_acceptability(pools, EVEN, seed=n) for n in (1, 2))
    assert not np.array_equal(one.acceptability, other.acceptability)
    error = np.sqrt(one.standard_error**2 + other.standard_error**2)
    assert (np.abs(one.acceptability - other.acceptability) < 5 * error + 1e-12).all()


@pytest.mark.parametrize("samples", [1, 7, 4096])
def test_another_solution_changes_no_total(samples):
    random = np.random.default_rng(1)
    pools = random.uniform(0, 100, (4, 3, samples)).astype(np.float32)
    names = ("a", "b", "c", "d")
    every = rank_acceptability(pools, EVEN, seed=1, solutions=names, draws=5000)
    some = rank_acceptability(pools[[2, 0]], EVEN, seed=1, solutions=("c", "a"), draws=5000)
    assert np.array_equal(some.totals, every.totals[[2, 0]])
    assert some.wins[0, 1] == every.wins[2, 0]


def test_a_dominated_solution_changes_no_order(normal_pools):
    pools = normal_pools([[60, 40, 50], [50, 50, 50], [40, 60, 45]], 6.0)
    worse = np.concatenate([pools, pools[:1] - 30])
    names = ("a", "b", "c", "worse")
    before = rank_acceptability(pools, EVEN, seed=1, solutions=names[:3])
    after = rank_acceptability(worse, EVEN, seed=1, solutions=names)
    assert np.array_equal(after.total_mean[:3], before.total_mean)
    assert np.array_equal(after.wins[:3, :3], before.wins)


@given(st.floats(0.01, 1000))
def test_the_scale_of_weights_does_not_matter(scale):
    pools = exact([[10, 80], [60, 30], [40, 50]])
    weights = np.random.default_rng(1).dirichlet([1, 1], 200).T
    plain = rank_acceptability(pools, weights, seed=1)
    scaled = rank_acceptability(pools, weights * scale, seed=1)
    assert scaled.total_mean == pytest.approx(plain.total_mean, rel=1e-6)


def test_a_knocked_out_solution_never_ranks(normal_pools):
    pools = normal_pools([[90, 90], [50, 40], [40, 50]], 5.0)
    found = rank_acceptability(pools, [1, 1], seed=1, eligible=[False, True, True])
    assert found.acceptability.shape == (3, 2)
    assert (found.acceptability[0] == 0).all()
    assert found.central_weights[0] is None
    assert found.confidence_factors[0] is None
    assert found.total_mean[0] == pytest.approx(90, abs=0.5)
    assert found.first[1:].sum() == pytest.approx(1)


def test_nobody_eligible_and_a_single_solution_are_defined(normal_pools):
    pools = normal_pools([[50, 60]], 5.0)
    nobody = rank_acceptability(pools, [1, 1], seed=1, eligible=[False], draws=100)
    assert nobody.acceptability.shape == (1, 0)
    assert nobody.first.tolist() == [0.0]
    single = rank_acceptability(pools, [1, 1], seed=1, draws=100)
    assert single.acceptability.tolist() == [[1.0]]
    assert single.confidence_factors == (1.0,)


def test_identical_exact_solutions_tie():
    found = rank_acceptability(exact([[30, 70, 50]] * 3), EVEN, seed=1, draws=2000)
    assert found.acceptability.tolist() == [[1, 0, 0]] * 3
    assert not found.wins.any()
    assert found.confidence_factors == (1.0, 1.0, 1.0)


def test_solutions_with_the_same_uncertainty_are_equally_likely_first(normal_pools):
    found = rank_acceptability(normal_pools(np.full((3, 4), 50.0), 10.0), [1] * 4, seed=4)
    assert (np.abs(found.first - 1 / 3) < 5 * found.first_error).all()


def test_sorted_and_small_pools_are_drawn_fairly(normal_pools):
    pools = normal_pools([[52, 48], [50, 50]], [[6, 9], [8, 4]])
    ordered = np.sort(pools, axis=2)
    small = ordered[:, :, 8::16]
    wanted = rank_acceptability(pools, [1, 2], seed=1)
    for other in (ordered, small):
        found = rank_acceptability(other, [1, 2], seed=1)
        assert found.first == pytest.approx(wanted.first, abs=0.012)


def test_joint_draws_keep_correlation():
    shared = np.random.default_rng(1).normal(50, 20, 8000)
    pools = np.stack([shared + 1, shared])[:, None, :]
    together = rank_acceptability(pools, [1], seed=1, joint=True)
    apart = rank_acceptability(pools, [1], seed=1)
    assert together.first[0] == 1.0
    assert apart.first[0] == pytest.approx(0.51, abs=0.02)


def test_weight_of_what_does_not_apply_stays_in_its_theme():
    pools = exact([[100, 0, 50], [40, 40, 40]])
    applies = np.array([[True, False, True], [True, True, True]])
    found = rank_acceptability(
        pools, [0.2, 0.3, 0.5], seed=1, applies=applies, theme=[0, 0, 1], draws=10
    )
    assert found.total_mean == pytest.approx([0.5 * 100 + 0.5 * 50, 40], rel=1e-6)


def test_an_own_method_that_adds_up_gives_the_same_totals(normal_pools):
    pools = normal_pools([[60, 40], [50, 50], [30, 70]], 10.0)
    applies = np.array([[True, True], [True, True], [False, True]])
    plain = rank_acceptability(pools, around_profile([1, 1]), seed=1, applies=applies)
    own = rank_acceptability(
        pools,
        around_profile([1, 1]),
        seed=1,
        applies=applies,
        method=lambda values, weights: (values * weights).sum(axis=1),
    )
    assert np.allclose(own.totals, plain.totals, rtol=1e-5)
    assert own.acceptability == pytest.approx(plain.acceptability, abs=1e-3)
    assert own.confidence_factors == pytest.approx(plain.confidence_factors, abs=1e-3)


def test_errors_shrink_with_draws(normal_pools):
    pools = normal_pools([[60, 40], [50, 50]], 10.0)
    few, many = (rank_acceptability(pools, [1, 1], seed=1, draws=n) for n in (1000, 16000))
    assert few.first_error[0] == pytest.approx(4 * many.first_error[0], rel=0.1)
    assert few.total_error[0] == pytest.approx(4 * many.total_error[0], rel=0.1)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"pools": np.zeros((2, 2))}, r"pools has shape \(2, 2\)"),
        ({"pools": np.array([[[1], [np.nan]]])}, r"pools\[0, 1, 0\] is nan: expected a finite"),
        ({"weights": [1, -1]}, r"weights\[1\] is -1.0: expected a weight of zero or more"),
        ({"weights": [0, 0]}, "weights are all zero"),
        ({"weights": [1, 1, 1]}, r"weights has shape \(3,\)"),
        ({"weights": np.array([[1, 0], [1, 0]])}, r"weights\[:, 1\] are all zero"),
        ({"weights": np.array([[1, 0], [1, -2]])}, r"weights\[1, 1\] is -2.0"),
        ({"weights": agreeing_weights("abc")}, r"weights draws blocks of shape \(3, 96\)"),
        ({"eligible": [True]}, r"eligible has shape \(1,\)"),
        ({"eligible": [0, 1]}, "eligible holds int64: expected booleans"),
        ({"solutions": ["a", "a"]}, r"solutions\[1\] is 'a': expected every id once"),
        ({"solutions": ["a"]}, "solutions has 1 ids: expected 2"),
        ({"seed": -1}, "seed is -1"),
        ({"draws": 0}, "draws is 0"),
        ({"block": 0}, "block is 0"),
        ({"theme": [0, 1], "applies": np.array([[True, False], [True, True]])}, r"applies\[0\]"),
        ({"theme": [0.5, 1]}, "theme holds float64"),
        ({"joint": True, "weights": np.ones((2, 5))}, "joint pools hold 1"),
        ({"method": lambda values, weights: values}, r"method returned shape"),  # noqa: ARG005
    ],
)
def test_bad_input_is_named(change, message):
    given_input = {"pools": exact([[1, 2], [3, 4]]), "weights": [1, 1], "seed": 1, "draws": 96}
    changed = given_input | change
    with pytest.raises(ValueError, match=message):
        rank_acceptability(changed.pop("pools"), changed.pop("weights"), **changed)
