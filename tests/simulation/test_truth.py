import numpy as np
from scipy.special import expit

from identiteitslab.criteria.catalogue import Catalogue
from identiteitslab.simulation.draw_truth import draw_truth, made_up_solutions
from identiteitslab.simulation.plan import Plan
from identiteitslab.simulation.simulate import Simulation, simulate
from identiteitslab.simulation.truth import true_gap


def test_gemeenten_differ_as_much_as_tau_says(catalogue: Catalogue) -> None:
    truth = simulate(catalogue, gemeenten=300, solutions=6, participants=1, seed=2).truth
    differs = (truth.tau > 0.05) & ~np.isnan(truth.mean)
    differs[:, truth.indicators.index("low-skill-success")] = False
    ratio = truth.effects.std(axis=0)[differs] / truth.tau[differs]
    assert abs(np.mean(ratio) - 1) < 0.02
    assert np.all(np.abs(ratio - 1) < 4.5 / np.sqrt(2 * 300))
    assert np.all(truth.effects[:, truth.tau == 0] == 0)


def test_groups_average_to_the_value_of_the_gemeente(small: Simulation, plan: Plan) -> None:
    truth, weight = small.truth, plan.shares.sum(axis=0)
    derived = [part for part, _ in plan.same_task]
    for at, indicator in enumerate(plan.indicators):
        theta, groups = truth.theta[..., at], truth.groups[..., at, :]
        if at in derived:
            continue
        if indicator.kind in ("proportion", "score"):
            theta, groups = expit(theta), expit(groups)
        np.testing.assert_allclose(groups @ weight, theta, rtol=1e-9)


def test_success_of_the_least_skilled_is_the_same_task(small: Simulation, plan: Plan) -> None:
    ((part, whole),) = plan.same_task
    truth = small.truth
    np.testing.assert_allclose(truth.theta[..., part], truth.groups[..., whole, 0])
    assert np.all(truth.theta[..., part] < truth.theta[..., whole])


def test_a_skill_gap_exists_and_is_the_difference_between_groups(
    catalogue: Catalogue, small: Simulation
) -> None:
    gap = catalogue.indicators["skill-gap"].gap
    assert gap is not None
    found = true_gap(small.truth, gap, catalogue)
    at = small.truth.indicators.index("login-success")
    shares = expit(small.truth.groups[..., at, :])
    np.testing.assert_allclose(found, 100 * (shares[..., 2] - shares[..., 0]))
    assert np.all(found > 0)


def test_more_gemeenten_or_solutions_leave_the_truth_of_the_others_alone(
    catalogue: Catalogue,
) -> None:
    few = draw_truth(catalogue, made_up_solutions(catalogue, 2), ["GM0344"], seed=3)
    many = draw_truth(catalogue, made_up_solutions(catalogue, 8), ["GM0014", "GM0344"], seed=3)
    np.testing.assert_array_equal(many.mean[:2], few.mean)
    np.testing.assert_array_equal(many.groups[1, :2], few.groups[0])
