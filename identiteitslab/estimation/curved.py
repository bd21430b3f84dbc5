"""Quantiles of mixtures whose normal components are each bent by a curve of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr, ndtri

from identiteitslab.estimation.hermite import interpolate
from identiteitslab.estimation.knots import SCORES, Knots, normal_density
from identiteitslab.estimation.mixture import knots_through

if TYPE_CHECKING:
    from collections.abc import Callable

    from identiteitslab.estimation.arrays import Floats

STEPS = np.linspace(-6.0, 6.0, 13)  # scores at which each curve is computed


def curved_knots(
    weight: Floats,
    mean: Floats,
    sd: Floats,
    bend: Callable[[Floats], tuple[Floats, Floats]],
) -> Knots:
    """Give the quantiles of each row's mixture after bending its components.

    Parameters
    ----------
    weight, mean, sd
        Normal components, ``(rows, components)``.
    bend
        Takes ``(rows, components, points)`` to the bent values, increasing, and their slopes.
    """
    image, steepness = bend(mean[:, :, None] + sd[:, :, None] * STEPS)
    steps = np.broadcast_to(STEPS, image.shape)
    slope = steepness * sd[:, :, None]
    value = _spread_out(weight, steps, image, slope)
    everywhere = np.broadcast_to(value[:, None, :], (*image.shape[:2], value.shape[1]))
    distance, closeness = interpolate(everywhere, image, steps, 1 / slope)
    side = np.where(SCORES > 0, -1.0, 1.0)
    tail = np.einsum("rcq,rc->rq", ndtr(side * distance), weight)
    density = np.einsum("rcq,rc->rq", normal_density(distance) * closeness, weight)
    score = side * ndtri(np.clip(tail, 1e-300, 1 - 1e-16))
    return knots_through(score, value, normal_density(score) / np.maximum(density, 1e-300))


def _spread_out(weight: Floats, steps: Floats, image: Floats, slope: Floats) -> Floats:
    """Choose where to look, ``(rows, scores)``: the mean of the components' own quantiles."""
    everywhere = np.broadcast_to(SCORES, (*image.shape[:2], SCORES.size))
    quantiles, _ = interpolate(everywhere, steps, image, slope)
    return np.asarray(np.einsum("rcq,rc->rq", quantiles, weight))
