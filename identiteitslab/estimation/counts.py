"""Counts as gemeenten deliver them: successes of attempts, or events per exposure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy.special import digamma, logit, polygamma

from identiteitslab.estimation.arrays import as_cells, as_floats, per_cell, presence, require
from identiteitslab.estimation.link import Link

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from identiteitslab.estimation.arrays import Flags, Floats, Places

Likelihood = Literal["binomial", "poisson"]
SPARSE_BELOW = 10.0
LARGEST_LOG_RATE = 300.0  # no likelihood is left there, and nothing overflows
LEAST_VARIANCE = 1e-290  # between gemeenten; its logarithm is still a number


@dataclass(frozen=True)
class Counts:
    """Checked counts of B cells; absent gemeenten hold 0 events and exposure 1.

    Parameters
    ----------
    events, exposure
        ``(B, gemeenten)``: successes and attempts (binomial), or events and exposure (Poisson).
        Fractions are welcome: effective counts after weighting or clustering.
    present
        Which gemeenten a cell has, ``(B, gemeenten)``.
    likelihood
        "binomial", on the logit, or "poisson", on the log scale.
    """

    events: Floats
    exposure: Floats
    present: Flags
    likelihood: Likelihood

    @property
    def link(self) -> Link:
        """The scale on which gemeenten are averaged."""
        return Link("logit" if self.likelihood == "binomial" else "log")

    def rows(self, chosen: Places) -> Counts:
        """Keep some of the cells."""
        return Counts(
            self.events[chosen], self.exposure[chosen], self.present[chosen], self.likelihood
        )

    def gemeente(self, j: int) -> Counts:
        """Keep one gemeente of each cell, ``(B, 1)``."""
        one = slice(j, j + 1)
        return Counts(
            self.events[:, one], self.exposure[:, one], self.present[:, one], self.likelihood
        )

    def sparse(self) -> Flags:
        """Say which cells are too sparse for a normal likelihood, ``(B,)``."""
        return np.asarray((self.present & (self.rarest() < SPARSE_BELOW)).any(axis=1))

    def rarest(self) -> Floats:
        """Count the rarer outcome, ``(B, gemeenten)``; a rate has only one."""
        if self.likelihood == "binomial":
            return np.minimum(self.events, self.exposure - self.events)
        return self.events

    def estimates(self, added: float | Floats = 0.5) -> tuple[Floats, Floats]:
        """Give estimates and variances on the link scale, `added` to every outcome.

        Only to lay a grid, to measure information, or where no count is near 0.
        """
        events = self.events + added
        if self.likelihood == "poisson":
            return np.log(events / self.exposure), 1 / events
        others = self.exposure - self.events + added
        return np.log(events / others), 1 / events + 1 / others

    def moments(self) -> tuple[Floats, Floats]:
        """Give mean and variance of each likelihood on the link scale, ``(B, gemeenten)``.

        They place a normal likelihood better than top and bend do where counts are moderate. An
        outcome that never happened has none; half of one stands in for it.
        """
        events = np.maximum(self.events, 0.5)
        if self.likelihood == "poisson":
            return digamma(events) - np.log(self.exposure), polygamma(1, events)
        others = np.maximum(self.exposure - self.events, 0.5)
        return digamma(events) - digamma(others), polygamma(1, events) + polygamma(1, others)

    def centre(self) -> Floats:
        """Estimate each cell on the link scale from its summed counts, ``(B,)``."""
        events = (self.present * self.events).sum(axis=1) + 0.5
        exposure = (self.present * self.exposure).sum(axis=1)
        if self.likelihood == "poisson":
            return np.asarray(np.log(events / exposure))
        return np.asarray(logit(events / (exposure + 1)))

    def log_likelihood(self, theta: Floats) -> Floats:
        """Evaluate at ``(B, points)`` on the link scale: ``(B, gemeenten, points)``, top 0."""
        cost = self.cost(theta)
        value = self.events[:, :, None] * theta[:, None, :]
        value -= self.exposure[:, :, None] * cost[:, None, :]
        value *= self.present[:, :, None]
        return np.asarray(value - value.max(axis=2, keepdims=True))

    def cost(self, theta: Floats) -> Floats:
        """Give what one attempt, or one unit of exposure, costs in log likelihood."""
        if self.likelihood == "binomial":
            return np.asarray(np.logaddexp(0, theta))
        return np.asarray(np.exp(np.minimum(theta, LARGEST_LOG_RATE)))

    def log_jeffreys(self, mu: Floats, tau: Floats) -> Floats:
        """Give the log density of Jeffreys' prior on mu, for a known tau.

        That density is the root of what the counts tell about mu: ``1 / (1/I + tau^2/k)``, with I
        the information of k gemeenten that measured equally much. At tau 0 it is the root of
        ``p (1 - p)`` or of the rate. Above it, it is that only where hardly an event is expected,
        and flat where there are enough: more events tell no more about a mean of k gemeenten.

        Parameters
        ----------
        mu
            On the link scale, ``(B, points)``.
        tau
            Of each cell, ``(B,)``.
        """
        exposure = (self.present * self.exposure).sum(axis=1)
        information = np.log(exposure)[:, None] + mu
        if self.likelihood == "binomial":
            information = np.log(exposure)[:, None] - np.abs(mu) - 2 * np.log1p(np.exp(-np.abs(mu)))
        between = np.maximum(tau**2 / self.present.sum(axis=1), LEAST_VARIANCE)
        return np.asarray(-np.logaddexp(-information, np.log(between)[:, None]) / 2)


def read_counts(
    events: ArrayLike,
    exposure: ArrayLike,
    likelihood: Likelihood,
    present: ArrayLike | None,
) -> Counts:
    """Check counts at the door.

    Raises
    ------
    ValueError
        If a count is negative, an exposure not above 0, successes exceed attempts, a value is
        not finite, or shapes differ.
    """
    if likelihood not in {"binomial", "poisson"}:
        raise ValueError(f"likelihood is {likelihood!r}; expected 'binomial' or 'poisson'")
    flags = presence("events", events, present)
    happened = as_cells("events", events, flags, 0.0)
    asked = as_cells("exposure", exposure, flags, 1.0)
    require("events", happened, happened >= 0, "a count of 0 or more")
    require("exposure", asked, asked > 0, "a number above 0")
    if likelihood == "binomial":
        require("events", happened, happened <= asked, "no more successes than attempts")
    return Counts(happened, asked, flags, likelihood)


def read_jeffreys_tau(jeffreys_tau: ArrayLike, cells: int) -> Floats:
    """Check the tau of the prior on mu, one number or one a cell, at the door: ``(cells,)``.

    Raises
    ------
    ValueError
        If a value is negative or not finite, or the shape fits neither.
    """
    tau = as_floats("jeffreys_tau", jeffreys_tau)
    require("jeffreys_tau", tau, tau >= 0, "a number of 0 or more")
    return per_cell("jeffreys_tau", tau, cells)
