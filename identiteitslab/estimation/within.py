"""What one gemeente shows by itself: exact and approximate intervals, on the natural scale.

Wilson and log-t are for showing: right on average. Clopper-Pearson and Garwood are for deciding:
never too optimistic. All functions work elementwise on arrays of one shape, whatever it is, or on
single numbers beside them, and give intervals along a new last axis, ``(..., 2)``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

import numpy as np
from scipy.special import betaincinv, expit, gammaincinv, logit, ndtri, stdtrit

from identiteitslab.estimation.arrays import open_share, require, together

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from identiteitslab.estimation.arrays import Floats

Side = Literal["both", "lower", "upper"]
LARGEST_LOG = 300.0  # of a duration, in whatever unit


class Mean(NamedTuple):
    """An estimate on the link scale with its variance, and the interval taken back.

    `value` and `interval` are on the natural scale: the geometric mean for durations, the mean
    for bounded scores.
    """

    y: Floats
    v: Floats
    value: Floats
    interval: Floats


def wilson(successes: ArrayLike, n: ArrayLike, *, level: float = 0.95) -> Floats:
    """Give Wilson's score interval of a proportion, ``(..., 2)`` (Wilson 1927)."""
    x, n = successes_of(successes=successes, n=n)
    z = ndtri((1 + open_share("level", level)) / 2)
    share = x / n
    centre = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    reach = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    return np.clip(np.stack([centre - reach, centre + reach], axis=-1), 0.0, 1.0)


def clopper_pearson(
    successes: ArrayLike, n: ArrayLike, *, level: float = 0.95, side: Side = "both"
) -> Floats:
    """Give the exact interval of a proportion, ``(..., 2)`` (Clopper & Pearson 1934).

    Parameters
    ----------
    successes, n
        Successes of attempts; fractions (effective counts) are welcome.
    level
        Confidence of the interval, or of the bound if one-sided.
    side
        "both"; "lower" for a lower bound only, with upper end 1; "upper" for an upper bound only.
    """
    x, n = successes_of(successes=successes, n=n)
    tail = _tail(level, side)
    inside = np.where((x > 0) & (x < n), x, n / 2)
    # At the ends one of the beta distribution's parameters is 0 and the other bound has a
    # closed form: the rule of three and its mirror image.
    low = np.where(x < n, betaincinv(inside, n - inside + 1, tail), tail ** (1 / n))
    high = np.where(x > 0, betaincinv(inside + 1, n - inside, 1 - tail), 1 - tail ** (1 / n))
    return _sided(np.where(x > 0, low, 0.0), np.where(x < n, high, 1.0), side, 1.0)


def garwood(
    events: ArrayLike, exposure: ArrayLike, *, level: float = 0.95, side: Side = "both"
) -> Floats:
    """Give the exact interval of a rate per unit of exposure, ``(..., 2)`` (Garwood 1936).

    A lower bound only has upper end infinity. No events give ``-log(tail) / exposure``.
    """
    x, t = together(events=events, exposure=exposure)
    require("events", x, x >= 0, "a count of 0 or more")
    require("exposure", t, t > 0, "an exposure above 0")
    tail = _tail(level, side)
    low = np.where(x > 0, gammaincinv(np.where(x > 0, x, 1.0), tail), 0.0)
    return _sided(low / t, gammaincinv(x + 1, 1 - tail) / t, side, np.inf)


def log_t(n: ArrayLike, mean: ArrayLike, sd: ArrayLike, *, level: float = 0.95) -> Mean:
    """Summarise durations by their geometric mean and its t interval (Sauro & Lewis 2010).

    Parameters
    ----------
    n, mean, sd
        Number, mean and standard deviation of the *logarithms* of the durations.
    """
    n, mean, sd = _moments(n, mean, sd)
    sized = np.abs(mean) <= LARGEST_LOG
    require("mean", mean, sized, f"a mean of logarithms, at most {LARGEST_LOG:g} from 0")
    v = sd**2 / n
    with np.errstate(over="ignore", under="ignore"):  # two that differ much: up to infinity
        return Mean(mean, v, np.exp(mean), np.exp(_t_interval(mean, v, n, level)))


def logit_t(
    n: ArrayLike,
    mean: ArrayLike,
    sd: ArrayLike,
    *,
    low: float = 0.0,
    high: float = 1.0,
    level: float = 0.95,
) -> Mean:
    """Summarise bounded scores on the logit of their range: the interval stays inside it.

    Parameters
    ----------
    n, mean, sd
        Number, mean and standard deviation of the scores themselves.
    low, high
        Ends of the range, such as 0 and 100 for SUS. The mean must lie strictly between.
    """
    n, mean, sd = _moments(n, mean, sd)
    require("mean", mean, (mean > low) & (mean < high), f"a mean between {low:g} and {high:g}")
    share = (mean - low) / (high - low)
    y = logit(share)
    v = (sd / np.sqrt(n) / (high - low) / (share * (1 - share))) ** 2
    interval = low + (high - low) * expit(_t_interval(y, v, n, level))
    return Mean(y, v, mean, interval)


def plain_t(n: ArrayLike, mean: ArrayLike, sd: ArrayLike, *, level: float = 0.95) -> Mean:
    """Summarise amounts without bounds by their mean and its t interval."""
    n, mean, sd = _moments(n, mean, sd)
    v = sd**2 / n
    return Mean(mean, v, mean, _t_interval(mean, v, n, level))


def moments_from_sums(n: ArrayLike, total: ArrayLike, squares: ArrayLike) -> tuple[Floats, Floats]:
    """Give mean and standard deviation from a number, a sum and a sum of squares.

    The standard deviation is 0 for a single value; see `borrowing.borrow_sd` for what to do then.
    """
    n, total, squares = together(n=n, total=total, squares=squares)
    require("n", n, n > 0, "a number above 0")
    mean = total / n
    apart = squares - n * mean**2
    rounding = 1e-9 * np.abs(squares)
    require("squares", squares, apart >= -rounding, "at least the square of the sum over n")
    return mean, np.sqrt(np.maximum(apart, 0.0) / np.maximum(n - 1, 1))


def successes_of(**given: ArrayLike) -> tuple[Floats, ...]:
    """Check successes of attempts, given in that order by the names that a caller knows.

    Raises
    ------
    ValueError
        If a number is negative, there are no attempts or fewer than successes, or shapes differ.
    """
    x, attempts = together(**given)
    name, of = given
    require(of, attempts, attempts > 0, "a number above 0")
    require(name, x, x >= 0, "a count of 0 or more")
    require(name, x, x <= attempts, "no more successes than attempts")
    return x, attempts


def _t_interval(y: Floats, v: Floats, n: Floats, level: float) -> Floats:
    """Give a t interval on the link scale, ``(..., 2)``."""
    reach = stdtrit(n - 1, (1 + open_share("level", level)) / 2) * np.sqrt(v)
    return np.stack([y - reach, y + reach], axis=-1)


def _moments(n: ArrayLike, mean: ArrayLike, sd: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Check a number, a mean and a standard deviation that can carry an interval."""
    count, centre, spread = together(n=n, mean=mean, sd=sd)
    require("n", count, count > 1, "more than one observation")
    require("sd", spread, spread > 0, "a standard deviation above 0; borrow it if it is 0")
    return count, centre, spread


def _tail(level: float, side: Side) -> float:
    """Give the probability left outside at each end."""
    if side not in get_args(Side):
        raise ValueError(f"side is {side!r}; expected one of {', '.join(get_args(Side))}")
    outside = 1 - open_share("level", level)
    return outside / 2 if side == "both" else outside


def _sided(low: Floats, high: Floats, side: Side, end: float) -> Floats:
    """Open the side that no bound was asked for."""
    low = np.zeros_like(low) if side == "upper" else low
    high = np.full_like(high, end) if side == "lower" else high
    return np.stack([low, high], axis=-1)
