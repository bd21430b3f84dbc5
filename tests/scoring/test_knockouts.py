"""An outcome stands with other priors too, and an open one says what would show it."""

from functools import partial

import numpy as np
import pytest

from identiteitslab.estimation.estimate import estimate
from identiteitslab.estimation.groups import Scope
from identiteitslab.estimation.knockout import exposure_needed, successes_needed
from identiteitslab.estimation.weighed import weigh
from identiteitslab.measurement.cube import current
from identiteitslab.scoring.further import further
from identiteitslab.scoring.knockouts import test_minimums as judge_all


@pytest.fixture(scope="module")
def judged(lab, evaluation):
    catalogue, (sums, _) = lab.catalogue, lab.measurements()
    names = tuple(catalogue.in_context("public"))
    cube = current(sums, names, tuple(catalogue.solutions), catalogue.situations_in("public"))
    return partial(estimate, catalogue, weigh(catalogue, cube, sums)), evaluation


def results(evaluation):
    return {(m.solution, m.indicator): m for m in evaluation.minimums}


def test_an_outcome_that_hangs_on_the_prior_is_not_shown(judged):
    refit, evaluation = judged
    fragile = [m for m in evaluation.minimums if m.fragile]
    assert fragile
    for result in fragile:
        assert result.outcome == "not_shown"
        # By itself it would have been decided: the chance is beyond the limit.
        assert result.probability >= 0.95 or result.probability <= 0.05
        key = {(result.solution, result.indicator): result.limit}
        wide = refit(Scope(key.keys(), 2.0)).at_least(key)[result.solution, result.indicator]
        narrow = refit(Scope(key.keys(), 0.5)).at_least(key)[result.solution, result.indicator]
        chances = [c if result.minimum.lower else 1 - c for c in (wide, narrow)]
        assert any(0.05 < chance < 0.95 for chance in chances)


def test_a_decided_outcome_stands_with_a_prior_half_and_twice_as_wide(judged):
    refit, evaluation = judged
    decided = {
        key: m for key, m in results(evaluation).items()
        if m.probability is not None and m.outcome == "met"
    }  # fmt: skip
    limits = {key: m.limit for key, m in decided.items()}
    for factor in (0.5, 2.0):
        chances = refit(Scope(limits.keys(), factor)).at_least(limits)
        for key, result in decided.items():
            met = chances[key] if result.minimum.lower else 1 - chances[key]
            assert met >= 0.95, key


def test_only_asked_cells_are_estimated_again(judged):
    refit, _ = judged
    some = {("dijkpas", "sus"), ("zeemeeuw", "login-success")}
    found = refit(Scope(some, 1.0))
    assert {key for group in found.groups for key in group.cells.keys} == some


def test_an_open_rate_says_how_much_must_pass_without_an_event(evaluation):
    result = results(evaluation)["grutto", "identity-fraud-rate"]
    counted = evaluation.estimates.counted("grutto", "identity-fraud-rate").sum()
    assert result.further.unit == "without_event"
    assert result.further.amount == pytest.approx(exposure_needed(0, counted, 5e-4), abs=1)


def test_a_share_says_how_many_must_go_well(evaluation):
    result = results(evaluation)["zeemeeuw", "login-success"]
    found = further(evaluation.estimates, "zeemeeuw", "login-success", result.minimum, 0.9)
    group, row = evaluation.estimates.place("zeemeeuw", "login-success")
    n = evaluation.estimates.counted("zeemeeuw", "login-success").sum()
    share = group.cells.events[row].sum() / group.cells.exposure[row].sum()
    assert found == (successes_needed(share * n, n, 0.9), "without_failure")
    assert found.amount > 50


def test_a_mean_says_how_many_gemeenten_like_these(evaluation):
    result = results(evaluation)["dijkpas", "sus"]
    known = evaluation.estimates.get("dijkpas", "sus")
    near = further(evaluation.estimates, "dijkpas", "sus", result.minimum, known.low + 1)
    nearer = further(evaluation.estimates, "dijkpas", "sus", result.minimum, known.middle - 0.5)
    assert near.unit == nearer.unit == "gemeenten"
    assert nearer.amount > near.amount
    assert further(evaluation.estimates, "dijkpas", "sus", result.minimum, 99) is None


def test_what_is_not_shown_never_needs_nothing_more(evaluation):
    # Just below the limit at which it would be shown, the counts together would show it in one
    # gemeente; what is lacking is gemeenten.
    minimum = results(evaluation)["zeemeeuw", "login-success"].minimum
    units = set()
    for solution in ("zeemeeuw", "dijkpas", "grutto"):
        values = evaluation.estimates.values(solution, "login-success")
        for chance in (0.9499, 0.94, 0.9, 0.6):
            limit = float(np.quantile(values, 1 - chance))
            found = further(evaluation.estimates, solution, "login-success", minimum, limit)
            assert found is not None
            assert found.amount >= 1
            units.add(found.unit)
            if chance == 0.9499:
                assert found.unit == "gemeenten"
    assert units == {"gemeenten", "without_failure"}


def test_a_gap_between_groups_has_no_guide(evaluation):
    minimum = results(evaluation)["zeemeeuw", "login-success"].minimum
    gap = "skill-gap"
    (solution, *_) = (
        name for name in evaluation.catalogue.solutions if evaluation.estimates.get(name, gap)
    )
    assert further(evaluation.estimates, solution, gap, minimum, 10.0) is None


def test_what_was_not_measured_has_no_guide(evaluation):
    result = results(evaluation)["grutto", "eidas-level"]
    assert (result.outcome, result.further, result.fragile) == ("not_shown", None, False)


def test_all_demands_are_judged_once(lab, judged):
    refit, evaluation = judged
    question = evaluation.question
    again = judge_all(lab.catalogue, "public", question.on, None, evaluation.estimates, refit)
    assert again == evaluation.minimums
    assert len({(m.solution, m.indicator) for m in again}) == len(again)
