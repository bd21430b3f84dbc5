"""How much gemeenten differ, the frequentist way: tau^2 by DL, Paule-Mandel and REML, Q, I^2.

With ``w = 1/(v + t)``, ``W = sum w``, ``m = sum(w y)/W`` and ``Q(t) = sum w (y - m)^2``. All
functions take arrays ``(cells, gemeenten)`` and solve all cells at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from scipy.special import chdtri

from identiteitslab.estimation.arrays import as_cells, presence, require

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from identiteitslab.estimation.arrays import Flags, Floats

Method = Literal["DL", "PM", "REML", "FE"]
ROUNDS = 500
TOLERANCE = 1e-11


class Estimates(NamedTuple):
    """Checked input: estimates centred per cell, variances, and which of them count."""

    y: Floats
    v: Floats
    present: Flags
    centre: Floats

    @property
    def count(self) -> Floats:
        """The number of gemeenten, ``(cells,)``."""
        return self.present.sum(axis=1).astype(np.float64)

    def rows(self, chosen: Flags) -> Estimates:
        """Keep some of the cells."""
        return Estimates(*(part[chosen] for part in self))


class Sums(NamedTuple):
    """Weighted sums at given tau^2, each ``(cells,)``; ``s_r = sum w^r``."""

    mean: Floats
    s1: Floats
    s2: Floats
    s3: Floats
    q: Floats
    q2: Floats


def read_estimates(y: ArrayLike, v: ArrayLike, present: ArrayLike | None) -> Estimates:
    """Check estimates and variances, and centre each cell so that no digits are lost.

    Raises
    ------
    ValueError
        If a variance is not above 0, a value not finite, or shapes differ.
    """
    flags = presence("y", y, present)
    estimates = as_cells("y", y, flags, 0.0)
    variances = as_cells("v", v, flags, 1.0)
    require("v", variances, variances > 0, "a variance above 0")
    weights = flags / variances
    centre = (weights * estimates).sum(axis=1) / weights.sum(axis=1)
    offset = np.where(flags, estimates - centre[:, None], 0.0)
    return Estimates(offset, variances, flags, centre)


def sums(data: Estimates, tau2: Floats) -> Sums:
    """Add up over gemeenten at given tau^2 ``(cells,)``."""
    w = data.present / (data.v + tau2[:, None])
    w2 = w * w
    s1 = w.sum(axis=1)
    mean = np.einsum("bj,bj->b", w, data.y) / s1
    apart = (data.y - mean[:, None]) ** 2
    return Sums(
        mean,
        s1,
        w2.sum(axis=1),
        np.einsum("bj,bj->b", w2, w),
        np.einsum("bj,bj->b", w, apart),
        np.einsum("bj,bj->b", w2, apart),
    )


def tau2_dl(y: ArrayLike, v: ArrayLike, *, present: ArrayLike | None = None) -> Floats:
    """Estimate tau^2 by moments, ``(cells,)`` (DerSimonian & Laird 1986), never below 0."""
    return _dl(read_estimates(y, v, present))


def tau2_pm(y: ArrayLike, v: ArrayLike, *, present: ArrayLike | None = None) -> Floats:
    """Estimate tau^2 by solving ``Q(tau^2) = k - 1``, ``(cells,)`` (Paule & Mandel 1982)."""
    data = read_estimates(y, v, present)
    return solve_q(data, data.count - 1)


def tau2_reml(y: ArrayLike, v: ArrayLike, *, present: ArrayLike | None = None) -> Floats:
    """Estimate tau^2 by restricted maximum likelihood, ``(cells,)`` (Viechtbauer 2005)."""
    return _reml(read_estimates(y, v, present))


def estimate_tau2(data: Estimates, method: Method) -> Floats:
    """Estimate tau^2 from checked input, ``(cells,)``; "FE" (equal effects) is 0."""
    if method == "DL":
        return _dl(data)
    if method == "PM":
        return solve_q(data, data.count - 1)
    if method == "REML":
        return _reml(data)
    if method == "FE":
        return np.zeros(data.count.size)
    raise ValueError(f"method is {method!r}; expected 'DL', 'PM', 'REML' or 'FE'")


def typical_variance(data: Estimates) -> Floats:
    """Give the typical within-gemeente variance that I^2 compares tau^2 with, ``(cells,)``."""
    at_zero = sums(data, np.zeros(data.count.size))
    freedom = at_zero.s1 - at_zero.s2 / at_zero.s1
    alone = data.count == 1
    return np.where(alone, 1.0, np.maximum(data.count - 1, 1) / np.where(alone, 1.0, freedom))


def q_profile(
    y: ArrayLike, v: ArrayLike, *, level: float = 0.95, present: ArrayLike | None = None
) -> Floats:
    """Give the Q-profile interval of tau^2, ``(cells, 2)`` (Viechtbauer 2007).

    Both ends are 0 where even tau^2 = 0 leaves too little spread; NaN for a single gemeente.
    """
    return profile(read_estimates(y, v, present), level)


def profile(data: Estimates, level: float) -> Floats:
    """Do the same with checked input."""
    freedom = np.maximum(data.count - 1, 1)
    ends = [solve_q(data, chdtri(freedom, tail)) for tail in ((1 - level) / 2, (1 + level) / 2)]
    return np.where((data.count > 1)[:, None], np.stack(ends, axis=1), np.nan)


def _dl(data: Estimates) -> Floats:
    """Estimate by moments."""
    at_zero = sums(data, np.zeros(data.count.size))
    freedom = at_zero.s1 - at_zero.s2 / at_zero.s1
    excess = np.maximum(at_zero.q - (data.count - 1), 0.0)
    return np.where(data.count > 1, excess / np.where(data.count > 1, freedom, 1.0), 0.0)


def solve_q(data: Estimates, target: Floats) -> Floats:
    """Solve ``Q(tau^2) = target``, or give 0 where Q(0) is below it, ``(cells,)``.

    Q decreases and is convex, so Newton's steps from 0 only go up and never too far.
    """
    tau2 = np.zeros(target.size)
    active = (data.count > 1) & (sums(data, tau2).q > target)
    for _ in range(ROUNDS):
        if not active.any():
            break
        now = sums(data.rows(active), tau2[active])
        step = (now.q - target[active]) / now.q2
        tau2[active] += step
        active[active] = step > TOLERANCE * tau2[active]
    return tau2


def _reml(data: Estimates) -> Floats:
    """Fisher scoring from the moment estimate, on the cells that still move."""
    tau2 = _dl(data)
    active = data.count > 1
    for _ in range(ROUNDS):
        if not active.any():
            break
        at = tau2[active]
        now = sums(data.rows(active), at)
        score = now.q2 - (now.s1 - now.s2 / now.s1)
        information = now.s2 - 2 * now.s3 / now.s1 + (now.s2 / now.s1) ** 2
        tau2[active] = np.maximum(at + score / information, 0.0)
        active[active] = np.abs(tau2[active] - at) > TOLERANCE * (at + 1e-3 * now.s1**-1)
    return tau2
