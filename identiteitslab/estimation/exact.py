"""Pooling of counts with their exact binomial or Poisson likelihood.

For each cell a coarse lattice finds where mu and tau live; a fine one is laid there. Cells whose
fine lattices have the same shape share one kernel, hence one matrix product. Zero events, all
successes and a single gemeente need no special case and no correction.

The model is that of Stijnen, Hamza & Oezdemir (2010), Statistics in Medicine 29, 3046-3067; the
posterior replaces their maximum likelihood.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from identiteitslab.estimation.arrays import positive_per_cell
from identiteitslab.estimation.counts import Counts, Likelihood, read_counts, read_jeffreys_tau
from identiteitslab.estimation.exact_posterior import exact_posterior
from identiteitslab.estimation.lattice import FINE, SCOUT, Shape, Size, bend_for, lattice
from identiteitslab.estimation.placed import Placed, log_posterior
from identiteitslab.estimation.pooled import Pooled
from identiteitslab.estimation.posterior import Part
from identiteitslab.estimation.tabulated import cumulated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import ArrayLike

    from identiteitslab.estimation.arrays import Floats, Places

PRIOR_REACH = 5.0  # in prior scales: the half-normal leaves less than 1e-6 beyond
TAIL = 9.2  # -log of the 1e-4 that a flat likelihood leaves to the tail of Jeffreys' prior
LEFT_OUT = 2e-6
STEP = 0.6  # of mu at most, in standard errors of a mean without any tau


class Home(NamedTuple):
    """Where the posterior of each cell lives, in its own prior scales, each ``(B,)``."""

    mu: Floats
    mu_reach: Floats
    tau_high: Floats


def pool_counts(
    events: ArrayLike,
    exposure: ArrayLike,
    *,
    likelihood: Likelihood = "binomial",
    prior_scale: ArrayLike,
    present: ArrayLike | None = None,
    jeffreys_tau: ArrayLike = 0.0,
) -> Pooled:
    """Pool counts exactly: binomial on the logit, Poisson on the log scale, normal theta.

    The prior is Jeffreys' on mu (density sqrt(p (1-p)) on the logit, sqrt(rate) on the log
    scale, unless `jeffreys_tau` is given) and half-normal on tau.

    Parameters
    ----------
    events, exposure
        Successes and attempts, or events and exposure, ``(cells, gemeenten)``; fractions allowed.
    likelihood
        "binomial" or "poisson".
    prior_scale
        Scale of the prior on tau, on the link scale: one number or ``(cells,)``.
    present
        Which gemeenten a cell has, ``(cells, gemeenten)``; all of them by default.
    jeffreys_tau
        The tau for which the prior on mu is Jeffreys', see `Counts.log_jeffreys`: one number or
        ``(cells,)``. At 0 the posterior of rates is proper only for a prior scale below
        ``2 sqrt(k)`` with k gemeenten; the lattice cuts it off.

    Raises
    ------
    ValueError
        If a count is negative or exceeds its attempts, an exposure or scale is not above 0, a
        value is not finite, or shapes differ.
    """
    counts = read_counts(events, exposure, likelihood, present)
    scale = positive_per_cell("prior_scale", prior_scale, counts.events.shape[0])
    tau = read_jeffreys_tau(jeffreys_tau, scale.size)
    return Pooled(
        counts.link,
        counts.present,
        scale,
        exact_parts(counts, scale, tau),
        np.zeros(scale.size, np.bool_),
    )


def exact_parts(counts: Counts, scale: Floats, jeffreys_tau: Floats) -> tuple[Part, ...]:
    """Fit checked counts, cells with lattices of the same shape together."""
    placed = Placed(counts, scale, counts.centre(), jeffreys_tau)
    home = _home(placed)
    placed = replace(placed, centre=placed.centre + scale * home.mu)
    theta_reach = np.maximum(placed.farthest(), home.mu_reach + home.tau_high)
    shapes = _alike(theta_reach, home.mu_reach, home.tau_high, placed.pooled_se(), FINE)
    return tuple(
        Part(rows, exact_posterior(placed.rows(rows), lattice(shape))) for shape, rows in shapes
    )


def _home(placed: Placed) -> Home:
    """Find where mu and tau live, on a coarse lattice that surely holds them."""
    present, scale, se = placed.counts.present, placed.scale, placed.pooled_se()
    rare = (present * placed.counts.rarest()).sum(axis=1)
    from_prior = 7 / np.sqrt(present.sum(axis=1)) + 5 * se
    mu_reach = np.maximum(placed.farthest(), np.maximum(from_prior, TAIL / (rare + 0.5) / scale))
    found = np.empty((3, scale.size))
    tau_reach = np.full(scale.size, PRIOR_REACH)
    for shape, rows in _alike(mu_reach + PRIOR_REACH, mu_reach, tau_reach, se, SCOUT):
        grid = lattice(shape)
        weight = np.exp(log_posterior(placed.rows(rows), grid))
        found[:, rows] = *_reach(grid.mu, weight.sum(axis=2)), _top(grid.tau, weight.sum(axis=1))
    return Home(*found)


def _reach(nodes: Floats, mass: Floats) -> Floats:
    """Give the middle node, and the distance from it that holds nearly all, ``(2, rows)``."""
    below, above = cumulated(mass)
    middle = nodes[np.abs(below - above).argmin(axis=1)]
    first = (below > LEFT_OUT).argmax(axis=1) - 1
    last = nodes.size - (above > LEFT_OUT)[:, ::-1].argmax(axis=1)
    low, high = nodes[np.clip([first, last], 0, nodes.size - 1)]
    return np.array([middle, np.maximum(high - middle, middle - low)])


def _top(nodes: Floats, mass: Floats) -> Floats:
    """Give the node above which hardly anything is left, ``(rows,)``."""
    _, above = cumulated(mass)
    last = nodes.size - (above > LEFT_OUT)[:, ::-1].argmax(axis=1)
    return np.asarray(nodes[np.minimum(last, nodes.size - 1)])


def _alike(
    theta_reach: Floats, mu_reach: Floats, tau_reach: Floats, mu_se: Floats, size: Size
) -> Iterator[tuple[Shape, Places]]:
    """Round reaches up to half powers of 2 and group the cells that then agree."""
    reach = 2 ** (np.ceil(2 * np.log2([theta_reach, mu_reach, tau_reach])) / 2)
    bend = bend_for(reach[1], STEP * mu_se, size.mus)
    shapes, member = np.unique([*reach, bend], axis=1, return_inverse=True)
    for number, (theta, mu, tau, bent) in enumerate(shapes.T.tolist()):
        yield Shape(theta, mu, tau, bent, size), np.flatnonzero(member == number)
