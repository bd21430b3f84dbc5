"""Averages of shares on the link scale, out to where shares are no longer numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit, logit

from identiteitslab.estimation.engine import pool_estimates
from identiteitslab.estimation.link import Link
from identiteitslab.estimation.moments import average_of

LOGIT = Link("logit")
FAR = st.floats(-1e6, 1e6)


@pytest.mark.parametrize("mu", [-8.0, -1.0, 0.0, 0.3, 5.0])
def test_it_is_the_average_of_the_shares_themselves(mu):
    drawn = expit(mu + 0.9 * np.random.default_rng(1).normal(size=2_000_000))
    average, _ = average_of(LOGIT, np.array([mu]), np.array([0.9]))
    assert expit(average) == pytest.approx(drawn.mean(), rel=5e-3)


@given(st.floats(-690, 690), st.floats(0, 3))
def test_the_slope_is_that_of_the_line(mu, tau):
    around = np.array([mu - 1e-3, mu, mu + 1e-3])
    average, slope = average_of(LOGIT, around, np.full(3, tau))
    assert (average[2] - average[0]) / 2e-3 == pytest.approx(slope[1], abs=1e-5)


@given(FAR, st.floats(0, 20))
def test_both_sides_mirror_each_other(mu, tau):
    average, slope = average_of(LOGIT, np.array([mu, -mu]), np.full(2, tau))
    assert average[0] == pytest.approx(-average[1], abs=1e-9)
    assert slope[0] == pytest.approx(slope[1])


@given(FAR, FAR, st.floats(0, 20))
def test_a_higher_median_gives_a_higher_average(one, other, tau):
    average, slope = average_of(LOGIT, np.sort([one, other]), np.full(2, tau))
    assert average[0] <= average[1] + 1e-9
    assert np.isfinite(average).all()
    assert (slope > 0).all()


def test_without_differences_the_average_is_the_median():
    far = np.array([-1e5, -700.0, -20.0, 0.0, 30.0])
    average, slope = average_of(LOGIT, far, np.zeros(5))
    np.testing.assert_allclose(average, far)
    np.testing.assert_allclose(slope, 1.0)


@pytest.mark.parametrize("v", [1e4, 3e4, 1e6, 1e12])
@pytest.mark.parametrize("target", ["average_gemeente", "new_gemeente", "median_gemeente"])
def test_a_measurement_that_says_almost_nothing_leaves_anything_possible(v, target):
    pooled = pool_estimates([[9.0]], [[v]], prior_scale=1.0, link=LOGIT)
    told = pooled.marginal(target)
    low, high = told.interval()[0]
    assert 0 <= low < 1e-60
    assert high == pytest.approx(1.0)
    assert told.probability_at_least(expit(9.0)) == pytest.approx(0.5, abs=0.01)
    assert np.isfinite(logit(np.clip(told.interval(0.5), 1e-300, 1 - 1e-16))).all()
