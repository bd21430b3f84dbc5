"""Quantiles of distributions that are given as masses at the nodes of a smooth lattice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from identiteitslab.estimation.knots import SCORES, Knots, normal_density
from identiteitslab.estimation.mixture import knots_through

if TYPE_CHECKING:
    from identiteitslab.estimation.arrays import Floats

FARTHEST = 1e-15
RAMP = 1e-7  # keeps scores increasing where all mass has been passed
BLOCK = 2_000_000


def tabulated_knots(place: Floats, mass: Floats) -> Knots:
    """Turn masses at nodes into quantiles at `SCORES`.

    Parameters
    ----------
    place, mass
        Nodes (increasing) and their masses, ``(rows, nodes)``. The masses sample a smooth
        density at even steps of the index; each row is scaled to 1.
    """
    rows = max(1, BLOCK // (SCORES.size * place.shape[1]))
    parts = [
        _block_knots(place[start : start + rows], mass[start : start + rows])
        for start in range(0, place.shape[0], rows)
    ]
    return Knots(
        np.concatenate([part.value for part in parts]),
        np.concatenate([part.slope for part in parts]),
    )


def cumulated(mass: Floats) -> tuple[Floats, Floats]:
    """Give the probability below and above each node, with the Euler-Maclaurin end term."""
    mass = mass / mass.sum(axis=-1, keepdims=True)
    bend = np.gradient(mass, axis=-1) / 12
    below = np.cumsum(mass, axis=-1) - mass / 2 - bend
    above = np.cumsum(mass[..., ::-1], axis=-1)[..., ::-1] - mass / 2 + bend
    return below, above


def knots_from(place: Floats, below: Floats, above: Floats, density: Floats) -> Knots:
    """Turn probabilities below and above places, and the density there, into quantiles.

    Parameters
    ----------
    place, below, above, density
        ``(rows, places)``; places increase.
    """
    low, high = np.clip(below, FARTHEST, 0.5), np.clip(above, FARTHEST, 0.5)
    score = np.where(below < above, ndtri(low), -ndtri(high))
    score = np.maximum.accumulate(score, axis=-1) + RAMP * np.arange(place.shape[-1])
    slope = normal_density(score) / np.maximum(density, FARTHEST)
    return knots_through(score, place, slope)


def _steps(place: Floats) -> Floats:
    """Give the distance that each node stands for."""
    return np.asarray(np.gradient(place, axis=-1))


def _block_knots(place: Floats, mass: Floats) -> Knots:
    density = mass / mass.sum(axis=-1, keepdims=True) / _steps(place)
    return knots_from(place, *cumulated(mass), density)
