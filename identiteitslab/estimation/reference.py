"""The panel for whoever checks us with metafor: mean, intervals, prediction, BLUPs.

These numbers stand beside the posterior and decide nothing. With two or three gemeenten plain
Hartung-Knapp can collapse to width 0 and its floored form is very wide: see the method page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
from scipy.special import chdtrc, stdtr, stdtrit

from identiteitslab.estimation.arrays import open_share, per_cell, presence, require
from identiteitslab.estimation.heterogeneity import (
    Estimates,
    Method,
    estimate_tau2,
    profile,
    read_estimates,
    sums,
    typical_variance,
)

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from identiteitslab.estimation.arrays import Floats

Test = Literal["z", "knha", "adhoc"]
SEARCHED_TAU2 = 100.0


@dataclass(frozen=True)
class ReferencePanel:
    """A random-effects meta-analysis of B cells, as metafor's ``rma`` reports it.

    Parameters
    ----------
    k, tau2, mu, se, q, q_p, i2, h2
        Number of gemeenten, between-gemeente variance, mean and its standard error, Cochran's Q
        with its p-value, I^2 in percent and H^2, each ``(B,)``.
    interval, prediction, tau2_interval
        Of mu, of a new gemeente, and of tau^2 (Q-profile), each ``(B, 2)``.
    weight
        In percent, ``(B, gemeenten)``; NaN where absent, as in what follows.
    blup, blup_se
        Best linear unbiased predictions and their standard errors, ``(B, gemeenten)``.
    blup_interval
        ``(B, gemeenten, 2)``.
    freedom
        Degrees of freedom of the t quantiles; infinite for the normal distribution, ``(B,)``.
    """

    k: Floats
    tau2: Floats
    mu: Floats
    se: Floats
    q: Floats
    q_p: Floats
    i2: Floats
    h2: Floats
    interval: Floats
    prediction: Floats
    tau2_interval: Floats
    weight: Floats
    blup: Floats
    blup_se: Floats
    blup_interval: Floats
    freedom: Floats

    def probability_above(self, limit: ArrayLike) -> Floats:
        """Give the probability ``(B,)`` that mu exceeds `limit`, on the link scale."""
        return self._above(limit, self.se)

    def probability_new_above(self, limit: ArrayLike) -> Floats:
        """Give the probability ``(B,)`` that a new gemeente exceeds `limit`, on the link scale."""
        return self._above(limit, np.sqrt(self.tau2 + self.se**2))

    def prediction_with(self, freedom: ArrayLike, level: float = 0.95) -> Floats:
        """Give the prediction interval ``(B, 2)`` with other degrees of freedom.

        ``panel.k - 2`` gives the interval of Higgins, Thompson & Spiegelhalter (2009) and
        Riley, Higgins & Deeks (2011), which goes with ``test="z"``.
        """
        degrees = per_cell("freedom", freedom, self.k.size)
        require("freedom", degrees, degrees > 0, "degrees of freedom above 0")
        wanted = open_share("level", level)
        return _around(self.mu, np.sqrt(self.tau2 + self.se**2), degrees, wanted)

    def _above(self, limit: ArrayLike, se: Floats) -> Floats:
        """Read the upper tail; where the standard error is 0 all mass lies at mu."""
        distance = self.mu - per_cell("limit", limit, self.k.size)
        certain = se == 0
        told = stdtr(self.freedom, distance / np.where(certain, 1.0, se))
        return np.where(certain, (distance > 0) + (distance == 0) / 2, told)


def reference_panel(
    y: ArrayLike,
    v: ArrayLike,
    *,
    method: Method = "REML",
    test: Test = "adhoc",
    level: float = 0.95,
    present: ArrayLike | None = None,
) -> ReferencePanel:
    """Fit the random-effects model of every cell the frequentist way.

    Parameters
    ----------
    y, v
        Estimates on the link scale and their variances, ``(cells, gemeenten)``.
    method
        Estimator of tau^2: "DL", "PM", "REML", or "FE" for equal effects.
    test
        "z", "knha" (Hartung & Knapp 2001, Sidik & Jonkman 2002), or "adhoc" (the same, with its
        variance never below that of "z"; Roever, Knapp & Friede 2015). A single gemeente always
        gets "z".
    level
        Of all intervals.
    present
        Which gemeenten a cell has, ``(cells, gemeenten)``; all of them by default.

    Notes
    -----
    As in metafor, the search for the upper end of the interval of tau^2 stops at 100, or at ten
    times tau^2 if that is more.

    Examples
    --------
    >>> from identiteitslab import reference_panel
    >>> panel = reference_panel([[1.9, 1.1, 2.4]], [[0.20, 0.22, 0.21]], method="REML", test="z")
    >>> panel.mu.round(2).item(), panel.tau2.round(2).item(), panel.i2.round().item()
    (1.81, 0.21, 50.0)
    >>> panel.interval.round(2).tolist()
    [[1.07, 2.54]]
    """
    if test not in get_args(Test):
        raise ValueError(f"test is {test!r}; expected one of {', '.join(get_args(Test))}")
    data = read_estimates(y, v, present)
    panel = _panel(data, estimate_tau2(data, method), test, open_share("level", level))
    return _heterogeneity_of_q(panel) if method == "FE" else panel


def _heterogeneity_of_q(panel: ReferencePanel) -> ReferencePanel:
    """Read I^2 and H^2 from Q: equal effects leave no tau^2 to read them from."""
    freedom = np.maximum(panel.k - 1, 1)
    several = panel.k > 1
    excess = np.maximum(panel.q - freedom, 0.0) / np.where(panel.q > 0, panel.q, 1.0)
    return replace(
        panel,
        i2=np.where(several, 100 * excess, 0.0),
        h2=np.where(several, panel.q / freedom, 1.0),
    )


def _panel(data: Estimates, tau2: Floats, test: Test, level: float) -> ReferencePanel:
    """Put the panel together at given tau^2."""
    now, at_zero = sums(data, tau2), sums(data, np.zeros_like(tau2))
    mu = data.centre + now.mean
    freedom = np.where((data.k > 1) & (test != "z"), data.k - 1, np.inf)
    se = np.sqrt(_inflation(now.q, data.k, test) / now.s1)
    typical = typical_variance(data)
    blup, blup_se = _blups(data, tau2, now.mean, se)
    weight = np.where(data.present, 100 / (data.v + tau2[:, None]) / now.s1[:, None], np.nan)
    return ReferencePanel(
        k=data.k,
        tau2=tau2,
        mu=mu,
        se=se,
        q=at_zero.q,
        q_p=np.where(data.k > 1, chdtrc(np.maximum(data.k - 1, 1), at_zero.q), 1.0),
        i2=100 * tau2 / (tau2 + typical),
        h2=(tau2 + typical) / typical,
        interval=_around(mu, se, freedom, level),
        prediction=_around(mu, np.sqrt(tau2 + se**2), freedom, level),
        tau2_interval=_searched(profile(data, level), tau2),
        weight=weight,
        blup=blup,
        blup_se=blup_se,
        blup_interval=_around(blup, blup_se, freedom[:, None], level),
        freedom=freedom,
    )


def leave_one_out(
    y: ArrayLike,
    v: ArrayLike,
    *,
    method: Method = "REML",
    test: Test = "adhoc",
    level: float = 0.95,
    present: ArrayLike | None = None,
) -> ReferencePanel:
    """Fit every cell again without each of its gemeenten in turn.

    Returns
    -------
    panel
        Row ``b * gemeenten + j`` is cell b without gemeente j. Where that leaves nothing, or
        gemeente j was absent, the row repeats the cell as a whole.
    """
    flags = presence("y", y, present)
    cells, gemeenten = flags.shape
    without = flags[:, None, :] & ~np.eye(gemeenten, dtype=np.bool_)
    usable = without.any(axis=2) & flags
    kept = np.where(usable[:, :, None], without, flags[:, None, :])
    estimates, variances = (
        np.repeat(np.atleast_2d(np.asarray(part, dtype=np.float64)), gemeenten, axis=0)
        for part in (y, v)
    )
    return reference_panel(
        estimates,
        variances,
        method=method,
        test=test,
        level=level,
        present=kept.reshape(cells * gemeenten, gemeenten),
    )


def _inflation(q: Floats, count: Floats, test: Test) -> Floats:
    """Give the factor that Hartung-Knapp multiplies the variance of mu with."""
    if test == "z":
        return np.ones_like(q)
    factor = q / np.maximum(count - 1, 1)
    if test == "adhoc":
        factor = np.maximum(factor, 1.0)
    return np.where(count > 1, factor, 1.0)


def _blups(data: Estimates, tau2: Floats, mean: Floats, se: Floats) -> tuple[Floats, Floats]:
    """Shrink each gemeente to the mean by its own weight, ``(B, gemeenten)``."""
    own = tau2[:, None] / (tau2[:, None] + data.v)
    value = data.centre[:, None] + mean[:, None] + own * (data.y - mean[:, None])
    spread = np.sqrt(own * data.v + ((1 - own) * se[:, None]) ** 2)
    return np.where(data.present, value, np.nan), np.where(data.present, spread, np.nan)


def _around(centre: Floats, se: Floats, freedom: Floats, level: float) -> Floats:
    """Give an interval by the t distribution, stacked along a new last axis."""
    reach = stdtrit(freedom, (1 + level) / 2) * se
    return np.stack([centre - reach, centre + reach], axis=-1)


def _searched(interval: Floats, tau2: Floats) -> Floats:
    """Stop where metafor's search stops."""
    return np.minimum(interval, np.maximum(SEARCHED_TAU2, 10 * tau2)[:, None])
