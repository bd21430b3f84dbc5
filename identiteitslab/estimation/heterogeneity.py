"""How much gemeenten differ, the frequentist way: tau^2 by DL, Paule-Mandel and REML, Q, I^2.

With ``w = 1/(v + t)``, ``W = sum w``, ``m = sum(w y)/W`` and ``Q(t) = sum w (y - m)^2``. All
functions take arrays ``(cells, gemeenten)`` and solve all cells at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from scipy.special import chdtri

from identiteitslab.estimation.arrays import as_cells, open_share, presence, require

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike

    from identiteitslab.estimation.arrays import Flags, Floats, Places

Method = Literal["DL", "PM", "REML", "FE"]
ROUNDS = 500
TOLERANCE = 1e-11
TINY = 1e-300
ROUNDING = 1e-10  # below it one gemeente weighs all and tau^2 cannot be told
WORTH_SHRINKING = 0.7


class Estimates(NamedTuple):
    """Checked input: estimates centred per cell, variances, and which of them count."""

    y: Floats
    v: Floats
    present: Flags
    centre: Floats

    @property
    def k(self) -> Floats:
        """The number of gemeenten, ``(cells,)``."""
        return np.asarray(self.present.sum(axis=1), dtype=np.float64)

    def rows(self, chosen: Flags | Places) -> Estimates:
        """Keep some of the cells."""
        return Estimates(self.y[chosen], self.v[chosen], self.present[chosen], self.centre[chosen])


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
    centre = np.einsum("bj,bj->b", weights, estimates) / weights.sum(axis=1)
    offset = (estimates - centre[:, None]) * flags
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
    return solve_q(data, data.k - 1)


def tau2_reml(y: ArrayLike, v: ArrayLike, *, present: ArrayLike | None = None) -> Floats:
    """Estimate tau^2 by restricted maximum likelihood, ``(cells,)`` (Viechtbauer 2005)."""
    return _reml(read_estimates(y, v, present))


def estimate_tau2(data: Estimates, method: Method) -> Floats:
    """Estimate tau^2 from checked input, ``(cells,)``; "FE" (equal effects) is 0."""
    if method == "DL":
        return _dl(data)
    if method == "PM":
        return solve_q(data, data.k - 1)
    if method == "REML":
        return _reml(data)
    if method == "FE":
        return np.zeros(data.k.size)
    raise ValueError(f"method is {method!r}; expected 'DL', 'PM', 'REML' or 'FE'")


def typical_variance(data: Estimates) -> Floats:
    """Give the typical within-gemeente variance that I^2 compares tau^2 with, ``(cells,)``."""
    at_zero = sums(data, np.zeros(data.k.size))
    freedom = at_zero.s1 - at_zero.s2 / at_zero.s1
    told = _is_told(data, freedom, at_zero.s1)
    return np.where(told, np.maximum(data.k - 1, 1) / np.where(told, freedom, 1.0), 1.0)


def q_profile(
    y: ArrayLike, v: ArrayLike, *, level: float = 0.95, present: ArrayLike | None = None
) -> Floats:
    """Give the Q-profile interval of tau^2, ``(cells, 2)`` (Viechtbauer 2007).

    Both ends are 0 where even tau^2 = 0 leaves too little spread; NaN for a single gemeente.
    """
    return profile(read_estimates(y, v, present), open_share("level", level))


def profile(data: Estimates, level: float) -> Floats:
    """Do the same with checked input."""
    freedom = np.maximum(data.k - 1, 1)
    ends = [
        solve_q(data, np.asarray(chdtri(freedom, tail)))
        for tail in ((1 - level) / 2, (1 + level) / 2)
    ]
    return np.where((data.k > 1)[:, None], np.stack(ends, axis=1), np.nan)


def _dl(data: Estimates) -> Floats:
    """Estimate by moments; the centre is the mean at tau^2 = 0, so Q is a plain sum there."""
    weight = data.present / data.v
    total = weight.sum(axis=1)
    freedom = total - np.einsum("bj,bj->b", weight, weight) / total
    excess = np.einsum("bj,bj,bj->b", weight, data.y, data.y) - (data.k - 1)
    told = _is_told(data, freedom, total)
    return np.where(told, np.maximum(excess, 0.0) / np.where(told, freedom, 1.0), 0.0)


def _is_told(data: Estimates, freedom: Floats, total: Floats) -> Flags:
    """Say which cells can tell a tau^2: more than one gemeente, and not one that weighs all."""
    return np.asarray((data.k > 1) & (freedom > ROUNDING * total))


def solve_q(data: Estimates, target: Floats) -> Floats:
    """Solve ``Q(tau^2) = target``, or give 0 where Q(0) is below it, ``(cells,)``.

    Q decreases and is convex, so Newton's steps from 0 only go up and never too far.
    """
    start = np.zeros(target.size)
    beyond = (data.k > 1) & (sums(data, start).q > target)

    def step(part: Estimates, at: Floats, places: Places) -> Floats:
        now = sums(part, at)
        return np.asarray(at + (now.q - target[places]) / now.q2)

    return _iterate(data, start, np.flatnonzero(beyond), step)


def _reml(data: Estimates) -> Floats:
    """Fisher scoring from the moment estimate."""

    def step(part: Estimates, at: Floats, _: Places) -> Floats:
        now = sums(part, at)
        score = now.q2 - (now.s1 - now.s2 / now.s1)
        information = now.s2 - 2 * now.s3 / now.s1 + (now.s2 / now.s1) ** 2
        information = np.maximum(information, ROUNDING * now.s2)
        return np.maximum(at + score / information, 0.0)

    return _iterate(data, _dl(data), np.flatnonzero(data.k > 1), step)


def _iterate(
    data: Estimates,
    start: Floats,
    places: Places,
    step: Callable[[Estimates, Floats, Places], Floats],
) -> Floats:
    """Repeat a step on the cells at `places`, leaving out those that stand still.

    A step back is halved, or Fisher scoring would swing around some optima for ever.
    """
    tau2, last = start.copy(), np.zeros(start.size)
    part = data.rows(places)
    smallest = part.k / np.maximum((part.present / part.v).sum(axis=1), TINY)
    for _ in range(ROUNDS):
        at = tau2[places]
        move = step(part, at, places) - at
        move = np.where(move * last[places] < 0, move / 2, move)
        tau2[places], last[places] = at + move, move
        moving = np.abs(move) > TOLERANCE * (at + smallest)
        if not moving.any():
            break
        if moving.mean() < WORTH_SHRINKING:
            places, smallest, part = places[moving], smallest[moving], part.rows(moving)
    return tau2
