"""The corners where intervals are easily too narrow; benchmarks/calibration.py has them all."""

import numpy as np
import pytest
from scipy.special import expit, logit, ndtr

from identiteitslab.estimation.engine import pool_events
from identiteitslab.measurement.kinds.proportion import KIND as PROPORTION
from identiteitslab.measurement.kinds.rate import KIND as RATE

SCALE = PROPORTION.prior_scale
TIMES = 800
NOISE = 0.011  # two standard errors at 1500 times; the draws are fixed
LEAST, MOST_FALSE = 0.93, 0.07


def pooled_rates(rate, tau, k):
    rng = np.random.default_rng(31)
    exposure = np.exp(rng.uniform(np.log(20_000), np.log(300_000), (TIMES, k)))
    events = rng.poisson(exposure * rate * np.exp(tau * rng.normal(size=exposure.shape)))
    return pool_events(events, exposure, likelihood="poisson", prior_scale=RATE.prior_scale)


def pooled_shares(share, tau, k):
    rng = np.random.default_rng(32)
    n = np.rint(np.exp(rng.uniform(np.log(12), np.log(60), (TIMES, k)))).astype(int)
    theta = logit(share) + tau * rng.normal(size=n.shape)
    return pool_events(rng.binomial(n, expit(theta)), n, prior_scale=SCALE)


@pytest.mark.parametrize(("rate", "k"), [(1e-4, 1), (1e-4, 2), (1e-5, 5)])
def test_the_average_rate_is_covered_where_few_gemeenten_differ_much(rate, k):
    average = pooled_rates(rate, 1.0, k).marginal("average_gemeente")
    truth = rate * np.exp(0.5)
    low, high = average.interval().T
    assert ((low <= truth) & (truth <= high)).mean() >= LEAST - NOISE
    assert (1 - average.probability_at_least(truth) >= 0.95).mean() <= MOST_FALSE


@pytest.mark.parametrize(("share", "k"), [(0.5, 2), (0.97, 1), (0.97, 10), (0.99, 30)])
def test_a_new_gemeente_is_covered_where_gemeenten_differ_much(share, k):
    told = logit(pooled_shares(share, 1.0, k).interval(0.95, "new_gemeente")) - logit(share)
    assert np.diff(ndtr(told)).mean() >= LEAST - NOISE / 2


def test_over_all_that_the_prior_holds_possible_an_interval_holds_what_it_says():
    # At one large tau the prior pulls; over the prior itself nothing may be lost. This tells a
    # fault in the arithmetic from the pull of the prior.
    rng = np.random.default_rng(33)
    tau = SCALE * np.abs(rng.normal(size=(250, 1)))
    n = np.rint(np.exp(rng.uniform(np.log(12), np.log(60), (250, 30)))).astype(int)
    theta = logit(0.97) + tau * rng.normal(size=n.shape)
    pooled = pool_events(rng.binomial(n, expit(theta)), n, prior_scale=SCALE)
    told = (logit(pooled.interval(0.95, "new_gemeente")) - logit(0.97)) / tau
    assert np.diff(ndtr(told)).mean() == pytest.approx(0.95, abs=0.01)


def test_no_rate_is_said_to_be_low_because_nobody_counted_long():
    pooled = pooled_rates(1e-5, 0.0, 1)
    assert (pooled.probability_at_least(1e-5, "average_gemeente") > 0.05).mean() > 1 - MOST_FALSE
