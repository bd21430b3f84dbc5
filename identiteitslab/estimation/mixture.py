"""Quantiles of mixtures of normal distributions, one mixture a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr, ndtri

from identiteitslab.estimation.hermite import interpolate
from identiteitslab.estimation.knots import SCORES, Knots

if TYPE_CHECKING:
    from identiteitslab.estimation.arrays import Floats

ROUNDS = 60
TOLERANCE = 1e-4  # in the score; the Newton step that follows squares it
FEW = 3
NEGLIGIBLE = 1e-13
FAINTEST = 1e-300
EPS = 1e-16
BLOCK = 250_000  # numbers at once: what stays in a processor's cache


def mixture_knots(weight: Floats, mean: Floats, sd: Floats) -> Knots:
    """Solve the quantiles of each row's mixture at `SCORES`.

    Parameters
    ----------
    weight, mean, sd
        Components, ``(rows, components)``; weights add up to 1 in each row.
    """
    rows = max(1, BLOCK // (SCORES.size * weight.shape[1]))
    value = np.empty((weight.shape[0], SCORES.size))
    slope = np.empty_like(value)
    for start in range(0, weight.shape[0], rows):
        block = slice(start, start + rows)
        value[block], slope[block] = _solve(weight[block], mean[block], sd[block])
    return Knots(value, slope)


def knots_through(score: Floats, value: Floats, slope: Floats) -> Knots:
    """Read the quantiles at `SCORES` from a curve through other scores, ``(rows, points)``."""
    everywhere = np.broadcast_to(SCORES, (score.shape[0], SCORES.size))
    return Knots(*interpolate(everywhere, score, value, slope))


def _solve(weight: Floats, mean: Floats, sd: Floats) -> tuple[Floats, Floats]:
    """Solve a few scores from a normal start, then all of them from the curve through these."""
    centre = (weight * mean).sum(-1, keepdims=True)
    spread = np.sqrt((weight * (sd**2 + (mean - centre) ** 2)).sum(-1, keepdims=True))
    few = SCORES[::FEW]
    value, slope = _newton(centre + spread * few, few, weight, mean, sd)
    shape = (weight.shape[0], few.size)
    everywhere = np.broadcast_to(SCORES, (weight.shape[0], SCORES.size))
    start, _ = interpolate(everywhere, np.broadcast_to(few, shape), value, slope)
    return _newton(start, SCORES, weight, mean, sd)


def _newton(
    value: Floats, target: Floats, weight: Floats, mean: Floats, sd: Floats
) -> tuple[Floats, Floats]:
    """Newton in the score, in which a mixture is nearly straight, held between safe bounds."""
    low, high = _bounds(target, weight, mean, sd)
    value = np.clip(value, low, high)
    for _ in range(ROUNDS):
        score, slope = _score(value, target, weight, mean, sd)
        low, high = np.where(score < target, value, low), np.where(score > target, value, high)
        newton = value - (score - target) * slope
        value = np.where((newton >= low) & (newton <= high), newton, (low + high) / 2)
        if np.max(np.abs(score - target)) < TOLERANCE:
            break
    return value, slope


def _bounds(target: Floats, weight: Floats, mean: Floats, sd: Floats) -> tuple[Floats, Floats]:
    """Give the smallest and largest of the components' quantiles: the mixture's lies between."""
    matters = (weight > NEGLIGIBLE)[:, None, :]
    parts = mean[:, None, :] + sd[:, None, :] * target[:, None]
    low = np.where(matters, parts, np.inf).min(-1)
    high = np.where(matters, parts, -np.inf).max(-1)
    margin = 1e-9 * (high - low + np.abs(low) + np.abs(high))
    return low - margin, high + margin


def _score(
    value: Floats, target: Floats, weight: Floats, mean: Floats, sd: Floats
) -> tuple[Floats, Floats]:
    """Give the normal score of the mixture at `value`, and the slope of value in that score."""
    side = np.where(target > 0, -1.0, 1.0)
    distance = value[:, :, None] / sd[:, None, :]
    distance -= (mean / sd)[:, None, :]
    reached = side[:, None] * distance
    tail = ndtr(reached, out=reached) @ weight[:, :, None]
    np.square(distance, out=distance)
    distance *= -0.5
    density = np.exp(distance, out=distance) @ (weight / sd)[:, :, None]
    score = side * ndtri(np.clip(tail[:, :, 0], FAINTEST, 1 - EPS))
    return score, np.exp(-(score**2) / 2) / np.maximum(density[:, :, 0], FAINTEST)
