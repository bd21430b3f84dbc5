import numpy as np
import pytest
from scipy.special import expit

from identiteitslab.simulation.counts import pilot_measures
from identiteitslab.simulation.plan import Plan
from identiteitslab.simulation.readings import Measurements
from identiteitslab.simulation.simulate import Simulation

PILOTS = 400


@pytest.fixture(scope="module")
def theta(small: Simulation) -> np.ndarray:
    return small.truth.theta[0, 0]


@pytest.fixture(scope="module")
def pilots(plan: Plan, theta: np.ndarray) -> list[Measurements]:
    rng = np.random.default_rng(1)
    return [pilot_measures(plan, theta, 5_000, assessed=True, rng=rng) for _ in range(PILOTS)]


def column(pilots: list[Measurements], at: int, name: str) -> np.ndarray:
    return np.concatenate([getattr(one, name)[one.indicator == at] for one in pilots])


def test_counts_come_from_the_true_share_or_rate(
    plan: Plan, pilots: list[Measurements], theta: np.ndarray
) -> None:
    for at in plan.at["count"]:
        if np.isnan(theta[at]):
            continue
        events = column(pilots, at, "events").sum()
        exposure = column(pilots, at, "exposure").sum()
        share = plan.indicators[at].kind == "proportion"
        expected = exposure * (expit(theta[at]) if share else np.exp(theta[at]))
        assert abs(events - expected) < 4.5 * np.sqrt(expected) + 0.5 * PILOTS * share


def test_a_full_count_has_no_sampling_error(
    plan: Plan, pilots: list[Measurements], theta: np.ndarray
) -> None:
    for at in plan.at["count"]:
        if plan.indicators[at].census:
            events, exposure = (column(pilots, at, name) for name in ("events", "exposure"))
            np.testing.assert_allclose(events / exposure, expit(theta[at]), atol=0.51 / 1_000)


def test_events_are_whole_and_never_above_a_share_of_all(
    plan: Plan, pilots: list[Measurements]
) -> None:
    for one in pilots[:20]:
        counted = ~np.isnan(one.exposure) & ~np.isnan(one.events)
        assert np.all(one.events[counted] % 1 == 0)
        assert np.all(one.exposure[counted] >= 1)
        shares = [plan.indicators[at].kind == "proportion" for at in one.indicator[counted]]
        assert np.all(one.events[counted][shares] <= one.exposure[counted][shares])


def test_logs_grow_with_the_users(plan: Plan, theta: np.ndarray) -> None:
    at = plan.names.index("identity-fraud-rate")
    few, many = (
        pilot_measures(plan, theta, users, assessed=False, rng=np.random.default_rng(2))
        for users in (1_000, 30_000)
    )
    assert few.exposure[few.indicator == at] == [500]
    assert many.exposure[many.indicator == at] == [15_000]


def test_readings_scatter_around_the_truth_when_pooled_and_are_exact_when_not(
    plan: Plan, pilots: list[Measurements], theta: np.ndarray
) -> None:
    for at in plan.at["reading"]:
        if np.isnan(theta[at]):
            continue
        log_value = np.log(np.maximum(column(pilots, at, "value"), 1e-9))
        if plan.pooled[at]:
            error = log_value.std() / np.sqrt(len(log_value))
            assert abs(log_value.mean() - theta[at]) < 4.5 * error + 0.005
            assert 0.2 < log_value.std() < 0.7
        else:
            assert np.ptp(log_value) == 0


def test_readings_of_one_indicator_fall_on_different_days(pilots: list[Measurements]) -> None:
    for one in pilots[:5]:
        values = ~np.isnan(one.value)
        rows = np.stack([one.indicator[values], one.day[values]])
        assert np.unique(rows, axis=1).shape == rows.shape


def test_employees_deliver_a_mean_with_its_spread(
    plan: Plan, pilots: list[Measurements], theta: np.ndarray
) -> None:
    at = plan.names.index("staff-support")
    mean, people, spread = (column(pilots, at, n) for n in ("value", "exposure", "spread"))
    assert len(mean) == PILOTS
    assert np.all((people >= 8) & (people < 16))
    assert np.all(spread > 0)
    intended = 1 + 6 * expit(theta[at])
    assert abs(np.average(mean, weights=people) - intended) < 4.5 * 1.5 / np.sqrt(people.sum())


def test_what_does_not_differ_between_gemeenten_comes_with_the_assessments_only(
    plan: Plan, theta: np.ndarray
) -> None:
    found = pilot_measures(plan, theta, 5_000, assessed=False, rng=np.random.default_rng(3))
    assert len(found)
    assert plan.pooled[found.indicator].all()
