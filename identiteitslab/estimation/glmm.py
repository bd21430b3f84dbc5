"""Maximum likelihood for counts with a normal random effect, for checkers (metafor's rma.glmm).

It stands beside the posterior and decides nothing: with few gemeenten it finds tau = 0 too often,
and its intervals are normal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, ndtri

from identiteitslab.estimation.arrays import open_share
from identiteitslab.estimation.counts import Counts, Likelihood, read_counts

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from identiteitslab.estimation.arrays import Floats

POINTS, _RAW = np.polynomial.hermite_e.hermegauss(31)
LOG_WEIGHTS = np.log(_RAW / _RAW.sum())
MODE_ROUNDS = 100
MODE_TOLERANCE = 1e-8
STEP = 1e-3
LOG_SMALLEST_TAU = -9.0  # reported as 0


@dataclass(frozen=True)
class GlmmFit:
    """Maximum likelihood estimates of B cells on the link scale.

    `tau2`, `mu` and `se` are ``(B,)``; `interval` (of mu) and `prediction` (of a new gemeente)
    are ``(B, 2)``, both by the normal distribution.
    """

    tau2: Floats
    mu: Floats
    se: Floats
    interval: Floats
    prediction: Floats


def fit_glmm(
    events: ArrayLike,
    exposure: ArrayLike,
    *,
    likelihood: Likelihood = "binomial",
    level: float = 0.95,
    present: ArrayLike | None = None,
) -> GlmmFit:
    """Fit ``logit(p_j)`` or ``log(rate_j) ~ N(mu, tau^2)`` by maximum likelihood.

    Each gemeente's integral is taken by Gauss-Hermite quadrature around its own mode. Cells are
    fitted one by one: this is a check, not the engine.

    Parameters
    ----------
    events, exposure, likelihood, present
        As in `exact.pool_counts`. Cells with no events at all, or only successes, have no
        maximum and give NaN.
    level
        Of the intervals.

    References
    ----------
    Stijnen, Hamza & Oezdemir (2010). Statistics in Medicine 29, 3046-3067.
    """
    counts = read_counts(events, exposure, likelihood, present)
    middle = (1 + open_share("level", level)) / 2
    cells = counts.events.shape[0]
    told = np.array([_fit(_cell(counts, cell)) for cell in range(cells)])
    tau2, mu, se = told.T
    reach = ndtri(middle) * np.stack([se, np.sqrt(tau2 + se**2)])
    interval, prediction = np.stack([mu - reach, mu + reach], axis=-1)
    return GlmmFit(tau2, mu, se, interval, prediction)


def _cell(counts: Counts, cell: int) -> Counts:
    """Take the present gemeenten of one cell, one a row."""
    there = counts.present[cell]
    return Counts(
        counts.events[cell, there, None],
        counts.exposure[cell, there, None],
        np.ones((int(there.sum()), 1), np.bool_),
        counts.likelihood,
    )


def _fit(rows: Counts) -> tuple[float, float, float]:
    """Maximise over (mu, log tau); the standard error is that of mu with tau unknown."""
    happened, possible = rows.events.sum(), rows.exposure.sum()
    if happened == 0 or (rows.likelihood == "binomial" and happened == possible):
        return float("nan"), float("nan"), float("nan")
    y, _ = rows.estimates()
    start = np.array([y.mean(), np.log(y.std() + 0.1)])

    def loss(at: Floats) -> float:
        return -log_likelihood(rows, float(at[0]), float(np.exp(max(at[1], LOG_SMALLEST_TAU))))

    best = minimize(
        loss, start, method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-10, "maxiter": 2000}
    ).x
    mu, log_tau = float(best[0]), max(float(best[1]), LOG_SMALLEST_TAU)
    tau = float(np.exp(log_tau))
    if log_tau == LOG_SMALLEST_TAU:
        return 0.0, mu, float(np.sqrt(_covariance(rows, mu, tau, 1)[0, 0]))
    return tau**2, mu, float(np.sqrt(_covariance(rows, mu, tau, 2)[0, 0]))


def _covariance(rows: Counts, mu: float, tau: float, free: int) -> Floats:
    """Invert the observed information of the first `free` of mu and tau, by differences."""
    at = np.array([mu, tau])
    steps = STEP * np.eye(2) * min(1.0, tau / (2 * STEP))
    hessian = np.empty((free, free))
    for i in range(free):
        for j in range(free):
            corners = [
                sign * other * log_likelihood(rows, *(at + sign * steps[i] + other * steps[j]))
                for sign in (1, -1)
                for other in (1, -1)
            ]
            hessian[i, j] = sum(corners) / (4 * steps[0, 0] ** 2)
    return np.asarray(np.linalg.inv(-hessian))


def log_likelihood(rows: Counts, mu: float, tau: float) -> float:
    """Give the marginal log likelihood up to a constant, gemeenten one a row."""
    mode, spread = _modes(rows, mu, tau)
    theta = mode + spread * POINTS
    value = rows.events * theta - rows.exposure * rows.cost(theta)
    value -= ((theta - mu) / tau) ** 2 / 2 + np.log(tau)
    value += np.log(spread) + POINTS**2 / 2 + LOG_WEIGHTS
    top = value.max(axis=1, keepdims=True)
    return float((np.log(np.exp(value - top).sum(axis=1)) + top[:, 0]).sum())


def _modes(rows: Counts, mu: float, tau: float) -> tuple[Floats, Floats]:
    """Find each gemeente's most likely theta given mu and tau, and the spread around it."""
    binomial = rows.likelihood == "binomial"
    theta = np.full(rows.events.shape, mu)
    for _ in range(MODE_ROUNDS):
        slope = expit(theta) if binomial else np.exp(theta)
        bend = slope * (1 - slope) if binomial else slope
        score = rows.events - rows.exposure * slope - (theta - mu) / tau**2
        information = rows.exposure * bend + 1 / tau**2
        step = np.clip(score / information, -1.0, 1.0)
        theta = theta + step
        if np.max(np.abs(step)) < MODE_TOLERANCE:
            break
    return theta, 1 / np.sqrt(information)
