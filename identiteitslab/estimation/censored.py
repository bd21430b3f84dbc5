"""Durations of which some ended at a time-out: log-normal maximum likelihood.

A task that was not finished is neither missing nor as long as the time-out: it took longer. In
``gamma = 1/sigma`` and ``delta = mu/sigma`` the log likelihood is concave (Olsen 1978), so that
Newton's method finds its one maximum.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import log_ndtr, stdtrit

from identiteitslab.estimation.arrays import as_floats, open_share, require, together

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from identiteitslab.estimation.arrays import Flags, Floats

ROUNDS = 200
TOLERANCE = 1e-12
MOST = 1e12  # people
FARTHEST = 1e9  # mean logarithm, in whatever unit
LOG_ROOT_TWO_PI = float(np.log(2 * np.pi) / 2)


class LogNormalFit(NamedTuple):
    """A log-normal distribution for each entry; NaN where `usable` is False.

    `y` is the log median and `v` its variance, from the observed information with sigma unknown;
    `sigma` is the standard deviation of the logarithms; `log_likelihood` is on the scale of time.
    """

    y: Floats
    v: Floats
    sigma: Floats
    log_likelihood: Floats
    n: Floats
    usable: Flags

    def shaped(self, shape: tuple[int, ...]) -> LogNormalFit:
        """Give the same fits in another shape."""
        return LogNormalFit(
            self.y.reshape(shape),
            self.v.reshape(shape),
            self.sigma.reshape(shape),
            self.log_likelihood.reshape(shape),
            self.n.reshape(shape),
            self.usable.reshape(shape),
        )

    def median(self) -> Floats:
        """Give the median duration."""
        return np.asarray(np.exp(self.y))

    def interval(self, level: float = 0.95) -> Floats:
        """Give the t interval of the median duration, ``(..., 2)``, on n - 1 degrees."""
        middle = (1 + open_share("level", level)) / 2
        reach = stdtrit(np.maximum(self.n - 1, 1), middle) * np.sqrt(self.v)
        return np.exp(np.stack([self.y - reach, self.y + reach], axis=-1))


class _Sums(NamedTuple):
    """Sufficient sums of entries ``(E,)``; censored logs and their numbers ``(E, points)``.

    ``mean`` and ``apart`` are the mean of the logs of finished tasks and the squares around it.
    """

    n: Floats
    mean: Floats
    apart: Floats
    log_out: Floats
    out: Floats

    def rows(self, chosen: Flags) -> _Sums:
        """Keep some of the entries."""
        return _Sums(
            self.n[chosen],
            self.mean[chosen],
            self.apart[chosen],
            self.log_out[chosen],
            self.out[chosen],
        )


def fit_censored(times: ArrayLike, observed: ArrayLike) -> LogNormalFit:
    """Fit one gemeente's durations from its rows.

    Parameters
    ----------
    times
        Durations, or time-outs where a task was not finished, ``(participants,)``, above 0.
    observed
        True (or 1) where the task was finished, ``(participants,)``.
    """
    t = np.atleast_1d(as_floats("times", times))
    require("times", t, t > 0, "a duration above 0")
    flags = as_floats("observed", observed)
    if flags.shape != t.shape:
        raise ValueError(f"observed has shape {flags.shape}; expected {t.shape}, as times")
    require("observed", flags, (flags == 0) | (flags == 1), "True or False")
    done = np.log(t[flags == 1])
    log_out, out = np.unique(np.log(t[flags == 0]), return_counts=True)
    mean = done.mean() if done.size else 0.0
    entry = _Sums(
        np.array([done.size], float),
        np.array([mean]),
        np.array([((done - mean) ** 2).sum()]),
        log_out[None, :],
        out[None, :].astype(float),
    )
    return _fit(entry).shaped(())


def fit_censored_sums(
    n: ArrayLike,
    sum_log: ArrayLike,
    sum_log_squared: ArrayLike,
    n_censored: ArrayLike,
    sum_log_censored: ArrayLike,
) -> LogNormalFit:
    """Fit many gemeenten at once from their sums, each with one time-out of its own.

    Parameters
    ----------
    n, sum_log, sum_log_squared
        Number of finished tasks, and sums of the logs and squared logs of their durations; weighted
        sums are welcome, so numbers may be fractions.
    n_censored, sum_log_censored
        Number of unfinished tasks, and the sum of the logs of their time-outs.

    Returns
    -------
    fit
        Arrays of the shape of the input. Not usable: no finished task, or finished tasks of equal
        duration and none cut off later (no spread can be estimated; borrow it).
    """
    read = together(
        n=n,
        sum_log=sum_log,
        sum_log_squared=sum_log_squared,
        n_censored=n_censored,
        sum_log_censored=sum_log_censored,
    )
    return _fit(_entries(*read)).shaped(read[0].shape)


def _entries(count: Floats, total: Floats, squares: Floats, out: Floats, log_out: Floats) -> _Sums:
    """Check sums and lay them end to end."""
    require("n", count, (count >= 0) & (count <= MOST), "a count of 0 or more")
    require("n_censored", out, (out >= 0) & (out <= MOST), "a count of 0 or more")
    require("sum_log_squared", squares, squares >= 0, "a sum of squares, 0 or more")
    mean = total / np.where(count > 0, count, 1.0)
    apart = squares - count * mean**2
    require("sum_log_squared", squares, apart >= -1e-9 * np.abs(squares), "a possible sum")
    timeout = log_out / np.where(out > 0, out, 1.0)
    for name, sums, each in (
        ("sum_log", total, mean),
        ("sum_log_censored", log_out, timeout),
    ):
        require(name, sums, np.abs(each) <= FARTHEST, "a possible sum of logarithms")
    return _Sums(
        count.ravel(),
        mean.ravel(),
        np.maximum(apart, 0.0).ravel(),
        timeout.reshape(-1, 1),
        out.reshape(-1, 1),
    )


def _fit(data: _Sums) -> LogNormalFit:
    """Maximise from the uncensored moments, entries that can be fitted only."""
    apart = data.apart > 1e-12 * data.n * (1 + data.mean**2)
    beyond = ((data.out > 0) & (data.log_out > data.mean[:, None])).any(axis=1)
    usable = (data.n > 0) & (apart | beyond)
    result = np.full((4, data.n.size), np.nan)
    chosen = data.rows(usable)
    # Counted from the mean of the finished tasks: far from zero, differences would be lost.
    near = chosen._replace(log_out=chosen.log_out - chosen.mean[:, None])
    shift, sigma = _maximum(near)
    result[0, usable] = chosen.mean + shift
    result[1, usable] = _variance(near, shift, sigma)
    result[2, usable] = sigma
    result[3, usable] = _log_likelihood(near, shift, sigma)
    y, v, spread, log_likelihood = result
    return LogNormalFit(y, v, spread, log_likelihood, data.n + data.out.sum(axis=1), usable)


def _maximum(data: _Sums) -> tuple[Floats, Floats]:
    """Newton in (delta, gamma), halved where gamma would turn negative."""
    out = data.out.sum(axis=1)
    gap = np.max(np.where(data.out > 0, data.log_out, 0.0), axis=1, initial=0)
    start = np.sqrt((data.apart + out * gap**2) / (data.n + out)) + 1e-3
    gamma, delta = 1 / start, np.zeros_like(start)
    for _ in range(ROUNDS):
        step_delta, step_gamma = _step(data, delta, gamma)
        size = np.minimum(1.0, 0.5 * gamma / np.maximum(np.abs(step_gamma), 1e-300))
        gamma, delta = gamma + size * step_gamma, delta + size * step_delta
        if np.all(np.abs(step_gamma) <= TOLERANCE * gamma):
            break
    return delta / gamma, 1 / gamma


def _step(data: _Sums, delta: Floats, gamma: Floats) -> tuple[Floats, Floats]:
    """Solve one Newton step; see the head of this module."""
    away = gamma[:, None] * data.log_out - delta[:, None]
    hazard = _hazard(away)
    bend = data.out * hazard * (hazard - away)
    score_delta = (data.out * hazard).sum(axis=1) - data.n * delta
    score_gamma = data.n / gamma - gamma * data.apart
    score_gamma -= (data.out * hazard * data.log_out).sum(axis=1)
    dd = data.n + bend.sum(axis=1)
    dg = -(bend * data.log_out).sum(axis=1)
    gg = data.n / gamma**2 + data.apart + (bend * data.log_out**2).sum(axis=1)
    determinant = dd * gg - dg**2
    return (
        (gg * score_delta - dg * score_gamma) / determinant,
        (dd * score_gamma - dg * score_delta) / determinant,
    )


def _variance(data: _Sums, shift: Floats, sigma: Floats) -> Floats:
    """Invert the observed information of (mu, log sigma) and keep the variance of mu."""
    away = (data.log_out - shift[:, None]) / sigma[:, None]
    hazard = _hazard(away)
    bend = data.out * hazard * (hazard - away)
    miss = -data.n * shift / sigma
    squares = (data.apart + data.n * shift**2) / sigma**2
    mm = (data.n + bend.sum(axis=1)) / sigma**2
    ms = (2 * miss + (data.out * hazard + bend * away).sum(axis=1)) / sigma
    ss = 2 * squares + (data.out * hazard * away + bend * away**2).sum(axis=1)
    return np.asarray(ss / (mm * ss - ms**2))


def _log_likelihood(data: _Sums, shift: Floats, sigma: Floats) -> Floats:
    """Give the log likelihood of the durations themselves."""
    squares = (data.apart + data.n * shift**2) / sigma**2
    away = (data.log_out - shift[:, None]) / sigma[:, None]
    done = data.n * (np.log(sigma) + LOG_ROOT_TWO_PI + data.mean) + squares / 2
    return np.asarray((data.out * log_ndtr(-away)).sum(axis=1) - done)


def _hazard(away: Floats) -> Floats:
    """Give the normal hazard ``phi(z) / Phi(-z)``."""
    return np.asarray(np.exp(-(away**2) / 2 - LOG_ROOT_TWO_PI - log_ndtr(-away)))
