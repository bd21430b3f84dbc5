"""The three outcomes of a minimum."""

import pytest

from identiteitslab.scoring.minimums import judge_point, judge_probability, overall


@pytest.mark.parametrize(
    ("probability", "outcome"),
    [(1.0, "met"), (0.95, "met"), (0.94, "not_shown"), (0.5, "not_shown"), (0.05, "failed")],
)
def test_a_claim_needs_a_probability_of_95_percent(probability, outcome):
    assert judge_probability(probability) == outcome


@pytest.mark.parametrize(
    ("value", "limit", "lower", "outcome"),
    [
        (2, 2, True, "met"),
        (1, 2, True, "failed"),
        (3, 2, True, "met"),
        (0, 0, False, "met"),
        (1, 0, False, "failed"),
        (1825.03, 1825, False, "met"),
        (1830, 1825, False, "failed"),
    ],
)
def test_a_report_is_judged_on_its_value(value, limit, lower, outcome):
    assert judge_point(value, limit, lower=lower) == outcome


def test_one_failure_fails_and_one_open_question_leaves_open():
    assert overall(["met", "not_shown", "failed"]) == "failed"
    assert overall(["met", "not_shown"]) == "not_shown"
    assert overall(["met", "met"]) == "met"
    assert overall([]) == "met"
