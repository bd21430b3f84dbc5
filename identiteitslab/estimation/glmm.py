"""Maximum likelihood for counts with a normal random effect, for checkers (metafor's rma.glmm).

It stands beside the posterior and decides nothing: with few gemeenten it finds tau = 0 too often,
and its intervals are normal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize
from scipy.special import ndtri

from identiteitslab.estimation.counts import Counts, Likelihood, read_counts

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from identiteitslab.estimation.arrays import Floats

POINTS, _RAW = np.polynomial.hermite_e.hermegauss(31)
LOG_WEIGHTS = np.log(_RAW / _RAW.sum())
MODE_ROUNDS = 60
STEP = 1e-3
SMALLEST_TAU = 1e-6


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
    cells = counts.events.shape[0]
    told = np.array([_fit(_cell(counts, cell)) for cell in range(cells)])
    tau2, mu, se = told.T
    reach = ndtri((1 + level) / 2) * np.stack([se, np.sqrt(tau2 + se**2)])
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
        return -log_likelihood(rows, float(at[0]), float(np.exp(at[1])))

    options = {"xatol": 1e-7, "fatol": 1e-10, "maxiter": 2000}
    best = minimize(loss, start, method="Nelder-Mead", options=options).x
    mu, tau = float(best[0]), float(np.exp(best[1]))
    curve = [log_likelihood(rows, mu + step, tau) for step in (-STEP, 0.0, STEP)]
    information = -(curve[0] - 2 * curve[1] + curve[2]) / STEP**2
    return (tau if tau > SMALLEST_TAU else 0.0) ** 2, mu, float(1 / np.sqrt(information))


def log_likelihood(rows: Counts, mu: float, tau: float) -> float:
    """Give the marginal log likelihood up to a constant, gemeenten one a row."""
    mode, spread = _modes(rows, mu, tau)
    theta = mode + spread * POINTS
    value = rows.events * theta - rows.exposure * rows.cost(theta)
    value -= ((theta - mu) / tau) ** 2 / 2 + np.log(tau)
    value += np.log(spread) + POINTS**2 / 2 + LOG_WEIGHTS
    top = value.max(axis=1, keepdims=True)
    return float((np.log(np.exp(value - top).sum(axis=1)) + top[:, 0]).sum())
