import numpy as np
import pytest

from identiteitslab.estimation.engine import pool_events
from identiteitslab.estimation.knockout import (
    every,
    exposure_needed,
    judge,
    judge_proportion,
    judge_rate,
    judge_robustly,
    observations_needed,
    successes_needed,
)
from identiteitslab.estimation.within import clopper_pearson, garwood


def test_the_outcome_is_a_probability_never_a_mean():
    assert judge([0.95, 0.949, 0.051, 0.05]).tolist() == ["met", "not_shown", "not_shown", "failed"]
    told = judge([0.95, 0.05], direction="lower_is_better")
    assert told.tolist() == ["failed", "met"]


def test_an_outcome_that_depends_on_the_prior_is_not_shown():
    x, n = [[56], [60], [30]], [[60], [60], [60]]

    def fit(scale):
        return pool_events(x, n, prior_scale=scale).marginal("new_gemeente")

    just_met = fit(np.ones(3)).quantile(0.04)[0, 0]
    limit = [just_met, 0.02, 0.99]
    assert judge(fit(np.ones(3)).probability_at_least(limit)).tolist() == ["met", "met", "failed"]
    told = judge_robustly(fit, np.ones(3), limit)
    assert told.tolist() == ["not_shown", "met", "failed"]


def test_every_gemeente_must_meet_it():
    told = np.array([["met", "met"], ["met", "not_shown"], ["failed", "not_shown"]])
    assert every(told).tolist() == ["met", "not_shown", "failed"]
    assert every(told, present=[[True, True], [True, False], [False, True]]).tolist() == [
        "met",
        "met",
        "not_shown",
    ]


@pytest.mark.parametrize(("x", "n"), [(0, 0), (28, 28), (50, 60), (56, 60), (0, 3)])
def test_successes_needed_is_the_smallest_number_that_shows_it(x, n):
    further = successes_needed(x, n, 0.9)
    assert judge_proportion(x + further, n + further, 0.9) == "met"
    if further > 0 and n + further > 1:
        less = further - 1
        assert judge_proportion(x + less, n + less, 0.9) != "met"


def test_nothing_further_is_needed_once_met():
    assert successes_needed(60, 60, 0.9) == 0
    assert exposure_needed(0, 70_000, 5e-5) == 0
    assert observations_needed(2.0, 0.1, 30, 1.0) == 0


def test_some_minimums_are_out_of_reach():
    assert successes_needed(0, 50, 1 - 1e-9) == np.inf
    assert observations_needed(0.9, 0.1, 30, 1.0) == np.inf


@pytest.mark.parametrize("events", [0, 1, 4])
def test_exposure_needed_shows_it_exactly(events):
    further = exposure_needed(events, 1000, 5e-5)
    assert judge_rate(events, 1000 + further * 1.0001, 5e-5) == "met"
    assert garwood(events, 1000 + further, side="upper")[1] == pytest.approx(5e-5)


def test_rates_fail_and_stay_unshown_too():
    assert judge_rate([0, 5, 40], [59_915, 59_915, 100_000], 5e-5).tolist() == [
        "met",
        "not_shown",
        "failed",
    ]


def test_observations_needed_makes_the_bound_clear_the_limit():
    further = observations_needed(1.5, 0.3, 40, 1.2)
    assert 1.5 - 1.6449 * 0.3 * np.sqrt(40 / (40 + further)) >= 1.2
    assert 1.5 - 1.6449 * 0.3 * np.sqrt(40 / (39 + further)) < 1.2
    assert observations_needed(-1.5, 0.3, 40, -1.2, direction="lower_is_better") == further


def test_bounds_and_outcomes_agree():
    x, n = np.meshgrid(np.arange(0, 31), np.arange(31, 60))
    outcome = judge_proportion(x, n, 0.6)
    low = clopper_pearson(x, n, side="lower")[..., 0]
    np.testing.assert_array_equal(outcome == "met", low >= 0.6)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: judge([1.2]), r"probability_at_least\[0\] is 1.2"),
        (lambda: judge(0.5, confidence=0.5), "confidence is 0.5"),
        (lambda: judge_proportion(3, 5, 1.5), "minimum is 1.5"),
        (lambda: judge_rate(3, 5, 0), "maximum is 0; expected a rate above 0"),
        (lambda: successes_needed(3, 2, 0.9), "successes is 3; expected no more"),
        (lambda: successes_needed(0, 2, 1.0), "minimum is 1; expected a share between 0 and 1"),
        (lambda: exposure_needed(-1, 2, 1.0), "events is -1"),
        (lambda: observations_needed(1, 0, 5, 0), "se is 0; expected a standard error above 0"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
