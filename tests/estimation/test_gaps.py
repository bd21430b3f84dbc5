"""Gaps between two groups of participants, pooled as the indicator in which they were counted."""

import numpy as np
import pytest

from identiteitslab.estimation.engine import pool_events
from identiteitslab.estimation.gaps import Counted, between, count_groups
from identiteitslab.estimation.prior import prior_scale

SKILLED = [[[38.0, 27.0, 44.0]], [[40.0, 30.0, 48.0]]]
UNSKILLED = [[[15.0, 9.0, 20.0]], [[24.0, 20.0, 30.0]]]
POINTS = np.array([100.0])
ENDS = np.array([0.025, 0.5, 0.975])


@pytest.fixture
def counted():
    events, exposure = (np.array(part) for part in zip(SKILLED, UNSKILLED, strict=True))
    return Counted(events, exposure, prior_scale=1.3)


def test_the_middle_is_the_difference_of_what_both_groups_managed(counted):
    (_, middle, _) = between(counted, POINTS).quantile(ENDS)[0]
    high, low = (
        pool_events(x, n, prior_scale=1.3).quantile(np.array([0.5]), "average_gemeente")[0, 0]
        for x, n in (SKILLED, UNSKILLED)
    )
    assert middle == pytest.approx(100 * (high - low), abs=2.0)


def test_a_gap_hangs_on_the_prior_of_the_indicator_it_is_about(counted):
    widths = [
        np.ptp(between(counted._replace(prior_scale=scale), POINTS).quantile(ENDS))
        for scale in (0.3, 1.3, 3.0)
    ]
    assert widths == sorted(widths)
    assert widths[2] > 1.1 * widths[0]
    twice = between(counted.under(2.0), POINTS).quantile(ENDS)
    np.testing.assert_array_equal(
        twice, between(counted._replace(prior_scale=2.6), POINTS).quantile(ENDS)
    )


def test_the_lab_takes_the_prior_of_that_indicator(evaluation):
    about = evaluation.catalogue.indicators["skill-gap"].gap
    told = evaluation.estimates.place("zeemeeuw", "skill-gap")
    counted = count_groups(
        evaluation.catalogue, about, evaluation.estimates.delivered, evaluation.sums
    )
    assert counted.prior_scale == prior_scale(evaluation.catalogue.indicators[about.indicator])
    group, row = told
    solution = evaluation.estimates.delivered.solutions.index("zeemeeuw")
    alone = between(counted.pick(np.array([solution])), group.cells.unit()[1][[row]])
    np.testing.assert_allclose(group.known.quantile(ENDS)[row], alone.quantile(ENDS)[0], atol=1e-4)


def test_equal_groups_have_no_gap():
    events, exposure = np.array([SKILLED[0]] * 2), np.array([SKILLED[1]] * 2)
    low, middle, high = between(Counted(events, exposure, 1.0), POINTS).quantile(ENDS)[0]
    assert middle == pytest.approx(0.0, abs=1.0)
    assert low < 0 < high
