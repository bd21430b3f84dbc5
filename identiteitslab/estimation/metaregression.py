"""Random effects with explanatory variables, for checkers (metafor's ``rma`` with ``mods``).

One data set at a time: this is a check on a trend or a subgroup, not the engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import chdtrc, stdtr, stdtrit

from identiteitslab.estimation.arrays import as_floats, ends_of, require

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from identiteitslab.estimation.arrays import Floats
    from identiteitslab.estimation.reference import Test

ROUNDS = 1000
TOLERANCE = 1e-12


@dataclass(frozen=True)
class MetaRegression:
    """Coefficients of one data set, intercept first.

    Parameters
    ----------
    tau2
        Residual between-gemeente variance by REML.
    coefficient, se, p
        ``(coefficients,)``; p is two-sided.
    interval
        ``(coefficients, 2)``.
    q, q_p
        Residual heterogeneity and its p-value.
    """

    tau2: float
    coefficient: Floats
    se: Floats
    p: Floats
    interval: Floats
    q: float
    q_p: float


def meta_regression(
    y: ArrayLike,
    v: ArrayLike,
    moderators: ArrayLike,
    *,
    test: Test = "adhoc",
    level: float = 0.95,
) -> MetaRegression:
    """Regress estimates with known variances on moderators.

    Parameters
    ----------
    y, v
        Estimates on the link scale and their variances, ``(rows,)``.
    moderators
        ``(rows,)`` or ``(rows, moderators)``, without the intercept.
    test
        "z", "knha" or "adhoc", as in `reference.reference_panel`.
    level
        Of the intervals.
    """
    estimates, variances, design = _read(y, v, moderators)
    left = estimates.size - design.shape[1]
    tau2 = _reml(estimates, variances, design)
    beta, covariance, misfit = _solve(estimates, variances + tau2, design)
    factor = {"z": 1.0, "knha": misfit / left, "adhoc": max(misfit / left, 1.0)}[test]
    se = np.sqrt(factor * np.diag(covariance))
    freedom = np.inf if test == "z" else left
    reach = stdtrit(freedom, ends_of(level)[1]) * se
    q = _solve(estimates, variances, design)[2]
    p = np.asarray(2 * stdtr(freedom, -np.abs(beta) / se))
    interval = np.asarray(np.stack([beta - reach, beta + reach], axis=-1))
    return MetaRegression(tau2, beta, se, p, interval, q, float(chdtrc(left, q)))


def _read(y: ArrayLike, v: ArrayLike, moderators: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Check estimates and variances, and put an intercept beside the moderators."""
    estimates, variances = as_floats("y", y), as_floats("v", v)
    if estimates.ndim != 1 or variances.shape != estimates.shape:
        raise ValueError(f"v has shape {variances.shape}; expected {estimates.shape}, as y")
    require("v", variances, variances > 0, "a variance above 0")
    given = as_floats("moderators", moderators)
    if given.ndim not in {1, 2} or given.shape[0] != estimates.size:
        expected = f"({estimates.size},) or ({estimates.size}, moderators)"
        raise ValueError(f"moderators has shape {given.shape}; expected {expected}")
    columns = given.reshape(estimates.size, -1)
    design = np.column_stack([np.ones(estimates.size), columns])
    rows, width = design.shape
    if np.linalg.matrix_rank(design) < width or rows <= width:
        raise ValueError(f"moderators make {width} coefficients for {rows} rows; expected fewer")
    return estimates, variances, design


def _solve(y: Floats, variance: Floats, design: Floats) -> tuple[Floats, Floats, float]:
    """Solve weighted least squares: coefficients, their covariance, and weighted misfit."""
    weight = 1 / variance
    covariance = np.asarray(np.linalg.inv(design.T @ (weight[:, None] * design)), dtype=np.float64)
    beta = covariance @ (design.T @ (weight * y))
    return beta, covariance, float((weight * (y - design @ beta) ** 2).sum())


def _reml(y: Floats, v: Floats, design: Floats) -> float:
    """Fisher scoring on the restricted likelihood, halving steps that would fall below 0."""
    tau2 = max(0.0, float(np.var(y, ddof=1) - v.mean()))
    for _ in range(ROUNDS):
        weight = np.diag(1 / (v + tau2))
        root = weight @ design
        projection = weight - root @ np.linalg.inv(design.T @ root) @ root.T
        pulled = projection @ y
        score = float(pulled @ pulled - np.trace(projection))
        step = score / float((projection * projection).sum())
        moved = max(tau2 + step, 0.0)
        if abs(moved - tau2) <= TOLERANCE * (1 + tau2):
            return moved
        tau2 = moved
    return tau2
