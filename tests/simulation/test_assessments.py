import numpy as np

from identiteitslab.simulation.assessments import OVERLOOKED, assess
from identiteitslab.simulation.plan import Plan
from identiteitslab.simulation.simulate import Simulation


def test_assessors_mostly_agree_and_are_never_too_low(plan: Plan, small: Simulation) -> None:
    theta, rng = small.truth.theta[0, 0], np.random.default_rng(1)
    found = [assess(plan, theta, assessed=True, rng=rng) for _ in range(200)]
    level = np.concatenate([one.value for one in found])
    true = np.concatenate([theta[one.indicator] for one in found])
    top = np.concatenate([[max(plan.indicators[i].levels) for i in o.indicator] for o in found])
    assert set(level - true) == {0.0, 1.0}
    assert abs(np.mean((level > true)[true < top]) - OVERLOOKED) < 0.02


def test_enough_assessors_judge_each_level(plan: Plan, small: Simulation) -> None:
    found = assess(plan, small.truth.theta[0, 0], assessed=True, rng=np.random.default_rng(1))
    for at in plan.at["level"]:
        judged = int((found.indicator == at).sum())
        assert judged == max(2, plan.indicators[at].evidence_from)


def test_levels_are_judged_once_for_a_solution(plan: Plan, small: Simulation) -> None:
    theta = small.truth.theta[0, 0]
    assert len(assess(plan, theta, assessed=False, rng=np.random.default_rng(1))) == 0


def test_an_unknown_level_is_not_judged(plan: Plan, small: Simulation) -> None:
    theta = small.truth.theta[0, 0].copy()
    theta[plan.at["level"][0]] = np.nan
    found = assess(plan, theta, assessed=True, rng=np.random.default_rng(1))
    assert plan.at["level"][0] not in found.indicator
    assert not np.isnan(found.value).any()
