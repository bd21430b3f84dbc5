"""Between the link scale and means on the natural scale.

The natural scale of "logit" is a share of its range here, 0 to 1, whatever the link's bounds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit, logit

if TYPE_CHECKING:
    from identiteitslab.estimation.arrays import Floats
    from identiteitslab.estimation.link import Link

_POINTS, _RAW = np.polynomial.hermite_e.hermegauss(21)
POINTS: Floats = _POINTS
WEIGHTS: Floats = _RAW / _RAW.sum()
LARGEST_LINKED = 700.0  # exp of more overflows
STRAIGHT = 500.0  # so far from one half the average of shares is a straight line on the link scale
SMALLEST = 1e-16  # keeps shares that rounded to 0 or 1 on the link scale


def unit_inverse(link: Link, linked: Floats) -> Floats:
    """Take link-scale values to the natural scale, for "logit" as a share of the range."""
    if link.name == "identity":
        return linked
    if link.name == "log":
        return np.asarray(np.exp(np.minimum(linked, LARGEST_LINKED)))
    return np.asarray(expit(linked))


def unit_forward(link: Link, natural: Floats) -> Floats:
    """Take natural values, for "logit" as a share of the range, to the link scale."""
    if link.name == "identity":
        return natural
    if link.name == "log":
        return np.asarray(np.log(np.maximum(natural, SMALLEST)))
    return np.asarray(logit(np.clip(natural, SMALLEST, 1 - SMALLEST)))


def average_of(link: Link, mu: Floats, tau: Floats) -> tuple[Floats, Floats]:
    """Average the natural values of ``N(mu, tau^2)`` and take that average to the link scale.

    Returns
    -------
    average, slope
        On the link scale, and its derivative with respect to `mu`.
    """
    if link.name == "identity":
        return mu + 0 * tau, np.ones(np.broadcast_shapes(mu.shape, tau.shape))
    if link.name == "log":
        return mu + tau**2 / 2, np.ones(np.broadcast_shapes(mu.shape, tau.shape))
    # Working below one half keeps shares near 1 as exact as those near 0.
    side = np.where(mu > 0, -1.0, 1.0)
    near = np.minimum(np.abs(mu), STRAIGHT)
    share, steepness = np.zeros(np.broadcast(mu, tau).shape), np.zeros(np.broadcast(mu, tau).shape)
    for point, weight in zip(POINTS, WEIGHTS, strict=True):
        part = expit(tau * point - near)
        share += weight * part
        steepness += weight * part * (1 - part)
    beyond = np.abs(mu) - near
    return side * (logit(share) - beyond), steepness / (share * (1 - share))
