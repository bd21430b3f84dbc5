"""Differences between two groups or two solutions.

A contrast is *direct* when both were measured in the same gemeente, so that what is special to
that gemeente drops out. It is *indirect* when different gemeenten measured them: it then mixes
the difference between solutions with that between gemeenten, and must be shown as such.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import stdtrit

from identiteitslab.estimation.arrays import (
    as_cells,
    as_floats,
    open_share,
    presence,
    require,
    together,
)
from identiteitslab.estimation.within import successes_of, wilson

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from identiteitslab.estimation.arrays import Flags, Floats, Places


HALF = 0.5


class Difference(NamedTuple):
    """A difference of two proportions, first minus second, with its interval ``(..., 2)``."""

    value: Floats
    interval: Floats


class Gap(NamedTuple):
    """The difference between the best and worst served group of each row, ``(rows,)``.

    `value` is 0 or more, `interval` ``(rows, 2)`` is Newcombe's for that pair of groups, and
    `best` and `worst` are their places.
    """

    value: Floats
    interval: Floats
    best: Places
    worst: Places


class Contrasts(NamedTuple):
    """Differences to pool, ``(cells, gemeenten)``, and which cells have only indirect ones.

    An indirect cell holds one difference, at the first place, of means over gemeenten.
    """

    y: Floats
    v: Floats
    present: Flags
    indirect: Flags


def newcombe(
    x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike, *, level: float = 0.95
) -> Difference:
    """Give the difference of two proportions with the hybrid score interval.

    A two-sided level of 0.90 holds a one-sided bound of 95%, which is what non-inferiority asks.

    References
    ----------
    Newcombe (1998). Statistics in Medicine 17, 873-890, method 10.
    """
    x1, n1, x2, n2 = together(x1=x1, n1=n1, x2=x2, n2=n2)
    p1, p2 = np.divide(*successes_of(x1=x1, n1=n1)), np.divide(*successes_of(x2=x2, n2=n2))
    first, second = wilson(x1, n1, level=level), wilson(x2, n2, level=level)
    down = np.hypot(p1 - first[..., 0], second[..., 1] - p2)
    up = np.hypot(first[..., 1] - p1, p2 - second[..., 0])
    value = p1 - p2
    return Difference(value, np.stack([value - down, value + up], axis=-1))


def non_inferior(
    x1: ArrayLike,
    n1: ArrayLike,
    x2: ArrayLike,
    n2: ArrayLike,
    *,
    margin: float,
    confidence: float = 0.95,
) -> Flags:
    """Say whether a solution is not worse than a reference by more than `margin`, ``(...,)``.

    Parameters
    ----------
    x1, n1, x2, n2
        Successes of attempts with the solution (1) and with the reference (2), in one gemeente.
    margin
        Largest loss that is accepted, as a share above 0.
    confidence
        Of the one-sided lower bound of the difference.
    """
    most, sure = open_share("margin", margin), open_share("confidence", confidence, HALF)
    told = newcombe(x1, n1, x2, n2, level=2 * sure - 1)
    return np.asarray(told.interval[..., 0] > -most)


def group_gap(
    successes: ArrayLike,
    n: ArrayLike,
    *,
    present: ArrayLike | None = None,
    level: float = 0.95,
) -> Gap:
    """Find the gap between the groups with the highest and the lowest share.

    Parameters
    ----------
    successes, n
        Of each group, ``(rows, groups)``.
    present
        Which groups a row has; all of them by default.
    level
        Of the interval.
    """
    flags = presence("successes", successes, present)
    x = as_cells("successes", successes, flags, 0.0)
    count = as_cells("n", n, flags, 1.0)
    require("n", count, count > 0, "a number above 0")
    require("successes", x, (x >= 0) & (x <= count), "from 0 to as many as tried")
    share = x / count
    best = np.where(flags, share, -np.inf).argmax(axis=1)
    worst = np.where(flags, share, np.inf).argmin(axis=1)
    rows = np.arange(best.size)
    told = newcombe(
        x[rows, best], count[rows, best], x[rows, worst], count[rows, worst], level=level
    )
    return Gap(told.value, told.interval, best, worst)


def paired_difference(differences: ArrayLike, *, level: float = 0.95) -> Difference:
    """Give the mean of within-person differences with its interval, ``(...,)``.

    Parameters
    ----------
    differences
        Solution minus reference for people who tried both, ``(..., people)``.
    """
    given = as_floats("differences", differences)
    n = given.shape[-1] if given.ndim else 0
    if n < 2:  # noqa: PLR2004 - one difference has no spread
        raise ValueError(f"differences holds {n} people; expected two or more")
    mean = given.mean(axis=-1)
    se = given.std(axis=-1, ddof=1) / np.sqrt(n)
    reach = stdtrit(n - 1, (1 + open_share("level", level)) / 2) * se
    return Difference(mean, np.stack([mean - reach, mean + reach], axis=-1))


def contrasts(
    y: ArrayLike,
    v: ArrayLike,
    present: ArrayLike,
    reference_y: ArrayLike,
    reference_v: ArrayLike,
    reference_present: ArrayLike,
) -> Contrasts:
    """Subtract a reference solution within each gemeente that measured both.

    Parameters
    ----------
    y, v, present
        Estimates of the solution on the link scale, their variances, and where it was measured,
        ``(cells, gemeenten)``.
    reference_y, reference_v, reference_present
        The same for the reference, same gemeenten and rounds.

    Returns
    -------
    contrasts
        Pool them with `grid.pool_normal`, identity link, prior scale 0.5 for log odds ratios.
        Cells without a gemeente that measured both become indirect: the difference of the plain
        means over gemeenten, with the variance of gemeenten around these means.
    """
    ours, noise, flags = _arm("", y, v, present)
    theirs, their_noise, others = _arm("reference_", reference_y, reference_v, reference_present)
    if flags.shape != others.shape:
        raise ValueError(f"reference_y has shape {others.shape}; expected {flags.shape}, as y")
    both = flags & others
    difference = np.where(both, ours - theirs, 0.0)
    variance = np.where(both, noise + their_noise, 1.0)
    indirect = np.asarray(~both.any(axis=1))
    mean, spread = _mean(ours, noise, flags)
    their_mean, their_spread = _mean(theirs, their_noise, others)
    difference[indirect, 0] = (mean - their_mean)[indirect]
    variance[indirect, 0] = (spread + their_spread)[indirect]
    both[indirect, 0] = True
    return Contrasts(difference, variance, both, indirect)


def _arm(name: str, y: ArrayLike, v: ArrayLike, present: ArrayLike) -> tuple[Floats, Floats, Flags]:
    """Check the estimates of one of both solutions."""
    flags = presence(f"{name}y", y, present)
    estimates, noise = as_cells(f"{name}y", y, flags, 0.0), as_cells(f"{name}v", v, flags, 1.0)
    require(f"{name}v", noise, noise > 0, "a variance above 0")
    return estimates, noise, flags


def _mean(y: Floats, v: Floats, present: Flags) -> tuple[Floats, Floats]:
    """Give the plain mean over gemeenten and its variance, gemeenten differing."""
    count = present.sum(axis=1)
    mean = np.where(present, y, 0).sum(axis=1) / count
    sampling = np.where(present, v, 0).sum(axis=1) / count**2
    apart = np.where(present, (y - mean[:, None]) ** 2, 0).sum(axis=1)
    return mean, np.maximum(sampling, apart / np.maximum(count - 1, 1) / count)
