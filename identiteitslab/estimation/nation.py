"""The population-weighted mean of the natural values of gemeenten.

Given tau it is averaged over a fixed set of points, antithetic and orthogonal, so that its mean
and variance on the link scale are exact wherever the link is straight; its shape there is a
normal bent to its skewness (Cornish-Fisher). All cells share the points: there is no noise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from identiteitslab.estimation.curved import curved_knots
from identiteitslab.estimation.moments import unit_forward, unit_inverse

if TYPE_CHECKING:
    from collections.abc import Callable

    from identiteitslab.estimation.arrays import Floats
    from identiteitslab.estimation.knots import Knots
    from identiteitslab.estimation.link import Link

FEWEST_PAIRS = 64
MOST_SKEW = 0.45  # beyond it the bent normal would fold back within six scores


def nation_knots(
    link: Link,
    weight: Floats,
    population: Floats,
    elsewhere: Floats,
    theta: Callable[[int, Floats, Floats], Floats],
    average: Callable[[Floats], Floats],
) -> Knots:
    """Give the quantiles of the weighted mean, ``(cells, scores)``.

    Parameters
    ----------
    weight
        Components, each with its own tau, ``(cells, components)``.
    population, elsewhere
        Weights of the measured gemeenten, ``(cells, gemeenten)``, and of all others, ``(cells,)``;
        together 1 in each cell.
    theta
        Takes a gemeente's place, scores ``(points,)`` of mu, and scores of the gemeente itself
        to its value on the link scale, ``(cells, components, points)``.
    average
        Takes scores of mu to the average gemeente on the link scale, of the same shape.
    """
    common, *own = points(population.shape[1] + 1)
    total = elsewhere[:, None, None] * unit_inverse(link, average(common))
    for j, score in enumerate(own):
        if population[:, j].any():
            total += population[:, j, None, None] * unit_inverse(link, theta(j, common, score))
    value = unit_forward(link, total)
    centre = value.mean(axis=2, keepdims=True)
    smallest = np.finfo(np.float64).eps * (1 + np.abs(centre))
    sd = np.maximum(np.sqrt(((value - centre) ** 2).mean(axis=2, keepdims=True)), smallest)
    skew = np.clip(
        (((value - centre) / sd) ** 3).mean(axis=2, keepdims=True), -MOST_SKEW, MOST_SKEW
    )

    def bend(score: Floats) -> tuple[Floats, Floats]:
        return centre + sd * (score + skew * (score**2 - 1) / 6), sd * (1 + skew * score / 3)

    return curved_knots(weight, np.zeros_like(weight), np.ones_like(weight), bend)


def points(dimensions: int) -> Floats:
    """Spread standard normal points evenly, ``(dimensions, points)``: mean 0, covariance 1.

    Each dimension on its own is as even as can be (a Latin hypercube): a mean over gemeenten is
    nearly a sum of functions of one dimension.
    """
    pairs = 1 << max(FEWEST_PAIRS - 1, dimensions).bit_length()
    even = ndtri((np.arange(pairs) + 0.5) / pairs)
    spread = np.random.default_rng(1).permuted(np.tile(even, (dimensions, 1)), axis=1)
    basis, _ = np.linalg.qr(spread.T)
    half = basis.T * np.sqrt(pairs)
    return np.concatenate([half, -half], axis=1)
