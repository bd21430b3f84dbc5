"""Pooling of normal likelihoods: closed form in mu, a grid in tau.

With ``w = 1/(v + tau^2)``, ``W = sum w``, ``m = sum(w y)/W`` and ``Q = sum w (y - m)^2``:

log p(tau | y) = 1/2 sum log w - 1/2 log W - 1/2 Q + log prior,   mu | tau ~ N(m, 1/W).

The nodes of tau are Gauss-Legendre points in ``asinh(tau / unit)``, laid for each cell over just
the range where its posterior lives; 60 of them reach the precision of the arithmetic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from identiteitslab.estimation.arrays import as_cells, positive_per_cell, presence, require
from identiteitslab.estimation.normal_posterior import NormalPosterior
from identiteitslab.estimation.pooled import Pooled
from identiteitslab.estimation.posterior import Part

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from identiteitslab.estimation.arrays import Flags, Floats
    from identiteitslab.estimation.link import Link

NODES = 60
SCOUTS = 12
SCALES_BEYOND = 8.0  # the prior leaves 1e-15 beyond eight scales
DROPPED = 40.0  # log density below the top that no longer counts
_POINTS, _WEIGHTS = np.polynomial.legendre.leggauss(NODES)
BLOCK = 16_000  # numbers at once: what stays in a processor's cache
FACTORS = 8  # variances multiplied before taking one logarithm


class Moments(NamedTuple):
    """For each cell and node: log marginal likelihood, and mean and variance of mu."""

    log_likelihood: Floats
    mean: Floats
    variance: Floats


def pool_normal(
    y: ArrayLike,
    v: ArrayLike,
    *,
    prior_scale: ArrayLike,
    link: Link,
    present: ArrayLike | None = None,
) -> Pooled:
    """Pool estimates with known variances: ``y_j ~ N(theta_j, v_j)``, ``theta_j ~ N(mu, tau^2)``.

    Parameters
    ----------
    y, v
        Estimates on the link scale and their variances, ``(cells, gemeenten)``.
    prior_scale
        Scale of the half-normal prior on tau, on the link scale: one number or ``(cells,)``.
    link
        Scale that `y` is on; results are taken back to its natural scale.
    present
        Which gemeenten a cell has, ``(cells, gemeenten)``; all of them by default.

    Raises
    ------
    ValueError
        If a variance or prior scale is not above 0, a value not finite, or shapes differ.

    References
    ----------
    Roever, Bender, Dias, Schmid, Schmidli, Sturtz, Weber & Friede (2021). Research Synthesis
    Methods 12, 448-474.
    """
    flags = presence("y", y, present)
    estimates = as_cells("y", y, flags, 0.0)
    variances = as_cells("v", v, flags, 1.0)
    require("v", variances, variances > 0, "a variance above 0")
    scale = positive_per_cell("prior_scale", prior_scale, flags.shape[0])
    posterior = normal_posterior(estimates, variances, flags, scale)
    part = Part(np.arange(flags.shape[0]), posterior)
    return Pooled(link, flags, scale, (part,), np.zeros(flags.shape[0], np.bool_))


def normal_posterior(y: Floats, v: Floats, present: Flags, scale: Floats) -> NormalPosterior:
    """Lay the nodes of tau and weigh them; arrays are checked, absent places hold 0 and 1."""
    precision = (present / v).sum(axis=1)
    centre = (present * y / v).sum(axis=1) / precision
    unit = np.minimum(scale, np.sqrt(present.sum(axis=1) / precision))
    # In units of the cell itself no product over- or underflows, whatever the scale of the data.
    offset = np.where(present, (y - centre[:, None]) / unit[:, None], 0.0)
    spread = np.where(present, v / unit[:, None] ** 2, 1.0)
    tau, moments, weight = _weighed_nodes(offset, spread, present, scale / unit)
    mean = centre[:, None] + unit[:, None] * moments.mean
    variance = unit[:, None] ** 2 * moments.variance
    return NormalPosterior(y, v, present, unit[:, None] * tau, weight, mean, variance)


def _weighed_nodes(
    y: Floats, v: Floats, present: Flags, scale: Floats
) -> tuple[Floats, Moments, Floats]:
    """Give nodes of tau, the moments of mu there, and their weights, in units of the cell."""
    low, high = _range(y, v, present, scale)
    place = low[:, None] + (high - low)[:, None] / 2 * (1 + _POINTS)
    tau = np.sinh(place)
    moments = node_moments(y, v, present, tau)
    log_density = moments.log_likelihood - (tau / scale[:, None]) ** 2 / 2
    log_weight = log_density + np.log(np.cosh(place) * _WEIGHTS)
    weight = np.exp(log_weight - log_weight.max(axis=1, keepdims=True))
    return tau, moments, weight / weight.sum(axis=1, keepdims=True)


def _range(y: Floats, v: Floats, present: Flags, scale: Floats) -> tuple[Floats, Floats]:
    """Scout where the posterior of ``asinh(tau)`` lives, ``(cells,)`` each."""
    top = np.arcsinh(_conflict_mode(y, present, scale) + SCALES_BEYOND * scale)
    step = top[:, None] / (SCOUTS - 1)
    place = step * np.arange(SCOUTS)
    tau = np.sinh(place)
    log_density = node_moments(y, v, present, tau).log_likelihood
    log_density += np.log(np.cosh(place)) - (tau / scale[:, None]) ** 2 / 2
    lives = log_density > log_density.max(axis=1, keepdims=True) - DROPPED
    first = lives.argmax(axis=1)
    last = SCOUTS - 1 - lives[:, ::-1].argmax(axis=1)
    return (
        np.maximum(first - 1, 0) * step[:, 0],
        np.minimum(last + 1, SCOUTS - 1) * step[:, 0],
    )


def _conflict_mode(y: Floats, present: Flags, scale: Floats) -> Floats:
    """Where tau would peak if the gemeenten were measured without error, ``(cells,)``."""
    count = present.sum(axis=1)
    centre = y.sum(axis=1) / count
    apart = (present * (y - centre[:, None]) ** 2).sum(axis=1)
    pull = (count - 1) * scale**2
    root = np.sqrt(pull**2 + 4 * scale**2 * apart)
    return np.asarray(np.sqrt(np.maximum(root - pull, 0.0) / 2))


def node_moments(y: Floats, v: Floats, present: Flags, tau: Floats) -> Moments:
    """Give the marginal likelihood and the posterior of mu at nodes ``(cells, nodes)``.

    Absent gemeenten must hold `y` 0 and `v` 1.
    """
    results = np.empty((3, *tau.shape))
    rows = max(1, BLOCK // tau.shape[1])
    for start in range(0, tau.shape[0], rows):
        block = slice(start, start + rows)
        results[:, block] = _block_moments(y[block], v[block], present[block], tau[block])
    return Moments(*results)


def _block_moments(y: Floats, v: Floats, present: Flags, tau: Floats) -> Moments:
    """Sum over gemeenten, one at a time, with all nodes of a block of cells in cache."""
    square = tau**2
    total, first, second, log_total = np.zeros((4, *tau.shape))
    product, weight = np.ones_like(tau), np.empty_like(tau)
    for j in range(y.shape[1]):
        np.add(square, v[:, j, None], out=weight)
        product *= weight
        np.reciprocal(weight, out=weight)
        if not present[:, j].all():
            weight *= present[:, j, None]
        total += weight
        weight *= y[:, j, None]
        first += weight
        weight *= y[:, j, None]
        second += weight
        if j % FACTORS == FACTORS - 1:
            log_total += np.log(product)
            product.fill(1.0)
    log_total += np.log(product)
    absent = (~present).sum(axis=1, keepdims=True)
    if absent.any():
        log_total -= absent * np.log1p(square)
    mean = first / total
    misfit = np.maximum(second - first * mean, 0.0)
    return Moments(-(log_total + np.log(total) + misfit) / 2, mean, 1 / total)
