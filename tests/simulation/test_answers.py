from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import expit
from scipy.stats import norm

from identiteitslab.measurement.kinds.score import sus
from identiteitslab.simulation.answers import (
    MISSING,
    SPREAD_OF_TIME,
    answer_scores,
    people_measure,
    sus_items,
)
from identiteitslab.simulation.participants import People, draw_people
from identiteitslab.simulation.plan import Plan
from identiteitslab.simulation.readings import Measurements
from identiteitslab.simulation.simulate import Simulation

MANY = 20_000


@pytest.fixture(scope="module")
def people(plan: Plan) -> People:
    return draw_people(MANY, plan.shares, np.random.default_rng(1))


@pytest.fixture(scope="module")
def groups(small: Simulation) -> np.ndarray:
    return small.truth.groups[0, 0]


@pytest.fixture(scope="module")
def answers(plan: Plan, people: People, groups: np.ndarray) -> Measurements:
    days = np.zeros(len(people), dtype=np.int64)
    return people_measure(plan, people, days, groups, np.random.default_rng(2))


def rows_of(answers: Measurements, plan: Plan, name: str) -> np.ndarray:
    return np.flatnonzero(answers.indicator == plan.names.index(name))


def test_success_by_skill_is_what_the_truth_says(
    answers: Measurements, plan: Plan, groups: np.ndarray
) -> None:
    for at in plan.at["answer"]:
        rows = answers.indicator == at
        for skill in np.unique(answers.skill[rows]):
            given = answers.value[rows & (answers.skill == skill)]
            share = expit(groups[at, skill])
            assert abs(given.mean() - share) < 4.5 * np.sqrt(share * (1 - share) / len(given))


def test_scores_have_the_intended_mean(
    answers: Measurements, plan: Plan, groups: np.ndarray
) -> None:
    for at in plan.at["score"]:
        low, high = plan.indicators[at].bounds or (0.0, 100.0)
        for skill in range(3):
            given = answers.value[(answers.indicator == at) & (answers.skill == skill)]
            intended = low + (high - low) * expit(groups[at, skill])
            assert abs(given.mean() - intended) < 4.5 * given.std() / np.sqrt(len(given)) + 0.005


def test_people_differ_on_sus_about_as_much_as_people_do(answers: Measurements, plan: Plan) -> None:
    assert 14 < answers.value[rows_of(answers, plan, "sus")].std() < 26


@pytest.mark.parametrize("intended", [0.38, 0.68, 0.85])
def test_sus_items_give_the_intended_mean(intended: float) -> None:
    given = answer_scores(np.full(MANY, intended), 10, 4, np.random.default_rng(3))
    scores = sus(sus_items(given).astype(np.float64))
    assert abs(scores.mean() - 100 * intended) < 4.5 * scores.std() / np.sqrt(MANY)


def test_sus_items_and_the_delivered_score_agree(answers: Measurements, plan: Plan) -> None:
    rows = rows_of(answers, plan, "sus")
    items = answers.items[plan.names.index("sus")][answers.participant[rows] - 1]
    np.testing.assert_allclose(sus(items.astype(np.float64)), answers.value[rows])


def test_times_are_log_normal_around_the_truth_once_stopping_is_accounted_for(
    answers: Measurements, plan: Plan, groups: np.ndarray
) -> None:
    for at in plan.at["time"]:
        for skill in range(3):
            rows = (answers.indicator == at) & (answers.skill == skill)
            log_time, stopped = np.log(answers.value[rows]), answers.censored[rows]
            mean, spread = censored_fit(log_time, stopped)
            error = SPREAD_OF_TIME / np.sqrt((~stopped).sum())
            assert abs(mean - groups[at, skill]) < 4.5 * error
            assert abs(spread - SPREAD_OF_TIME) < 4.5 * error


def censored_fit(log_time: np.ndarray, stopped: np.ndarray) -> tuple[float, float]:
    def loss(parameters: np.ndarray) -> float:
        mean, spread = parameters[0], np.exp(parameters[1])
        z = (log_time - mean) / spread
        density = np.where(stopped, norm.logsf(z), norm.logpdf(z) - parameters[1])
        return -float(density.sum())

    start = np.array([log_time.mean(), np.log(log_time.std())])
    fit = minimize(loss, start, method="Nelder-Mead", options={"xatol": 1e-5, "fatol": 1e-4})
    return float(fit.x[0]), float(np.exp(fit.x[1]))


def test_between_a_twentieth_and_a_fifth_of_the_times_is_stopped(
    answers: Measurements, plan: Plan
) -> None:
    timed = np.isin(answers.indicator, plan.at["time"])
    assert 0.05 < answers.censored[timed].mean() < 0.20
    assert not answers.censored[~timed].any()


def test_who_stops_does_not_succeed(answers: Measurements, plan: Plan) -> None:
    for time, success in plan.success_of.items():
        stopped = answers.participant[(answers.indicator == time) & answers.censored]
        succeeded = answers.participant[(answers.indicator == success) & (answers.value == 1)]
        assert len(stopped)
        assert not np.isin(stopped, succeeded).any()


def test_low_skill_success_is_the_same_login_of_the_least_skilled_only(
    answers: Measurements, plan: Plan
) -> None:
    part = rows_of(answers, plan, "low-skill-success")
    whole = rows_of(answers, plan, "login-success")
    whole = whole[answers.skill[whole] == 0]
    np.testing.assert_array_equal(answers.participant[part], answers.participant[whole])
    np.testing.assert_array_equal(answers.value[part], answers.value[whole])


def test_only_people_with_a_disability_do_that_task(
    answers: Measurements, plan: Plan, people: People
) -> None:
    rows = rows_of(answers, plan, "disability-success")
    assert sorted(answers.participant[rows] - 1) == np.flatnonzero(people.disabled).tolist()


def test_questions_stay_open_now_and_then_and_tasks_do_not(
    answers: Measurements, plan: Plan
) -> None:
    assert len(rows_of(answers, plan, "login-success")) == MANY
    given = len(rows_of(answers, plan, "seq")) / MANY
    assert abs(given - (1 - MISSING)) < 0.01


def test_a_time_without_a_measured_success_is_stopped_now_and_then(
    plan: Plan, people: People, groups: np.ndarray
) -> None:
    alone = replace(plan, success_of={})
    days = np.zeros(len(people), dtype=np.int64)
    found = people_measure(alone, people, days, groups, np.random.default_rng(2))
    timed = np.isin(found.indicator, plan.at["time"])
    assert 0.08 < found.censored[timed].mean() < 0.12


def test_what_is_unknown_is_not_measured(plan: Plan, people: People, groups: np.ndarray) -> None:
    unknown = groups.copy()
    unknown[plan.names.index("sus")] = np.nan
    unknown[plan.names.index("login-time")] = np.nan
    days = np.zeros(len(people), dtype=np.int64)
    found = people_measure(plan, people, days, unknown, np.random.default_rng(2))
    names = {plan.names[at] for at in np.unique(found.indicator)}
    assert not names & {"sus", "login-time"}
    assert "login-success" in names
    assert not np.isnan(found.value).any()
