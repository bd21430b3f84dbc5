"""Uniform draws from a polytope by hit-and-run: many walkers, each step along a random line."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from identiteitslab.comparison.common.arrays import Double
from identiteitslab.comparison.weighing.polytope import Polytope
from identiteitslab.simulation.streams import stream

WALKERS = 512
"""Independent walkers; what they hand over is spread over all of them."""

_ROUNDS = 4


@dataclass(frozen=True)
class Walkers:
    """Walkers spread over a polytope, and the shape of the steps that suit it.

    A step is drawn in the shape of the polytope itself, so that a long and narrow one is
    walked as fast as a round one.
    """

    region: Polytope
    places: Double
    """(dimension, walker)"""
    shape: Double
    """(dimension, dimension) factor of the covariance of the places."""


def place_walkers(region: Polytope, seed: int = 0) -> Walkers:
    """Spread walkers over the polytope, learning its shape on the way.

    Parameters
    ----------
    region : Polytope
        With at least one dimension.
    seed : int
        The places depend on nothing else.
    """
    random = stream(seed, "hit-and-run")
    size = region.dimension
    scaled = region.sides / region.room[:, None]
    spread = np.linalg.inv(scaled.T @ scaled)
    places = np.zeros((size, WALKERS))
    for _ in range(_ROUNDS):
        walkers = Walkers(region, places, np.linalg.cholesky(spread))
        places = _walk(walkers, places, 20 + 6 * size, random)
        spread = np.atleast_2d(np.cov(places))
    return Walkers(region, places, np.linalg.cholesky(spread))


def walk(walkers: Walkers, size: int, random: Generator) -> Double:
    """Draw ``size`` points (item, draw), nearly independent and uniform over the polytope.

    Every walker first forgets where it began, and then rests a few steps after each point.
    """
    region = walkers.region
    places = _walk(walkers, walkers.places, 20 + 6 * region.dimension, random)
    parts = [places]
    for _ in range(-(-size // WALKERS) - 1):
        places = _walk(walkers, places, 4 + 2 * region.dimension, random)
        parts.append(places)
    points = np.concatenate(parts, axis=1)[:, :size]
    drawn: Double = region.inside[:, None] + region.basis @ points
    return drawn


def _walk(walkers: Walkers, places: Double, steps: int, random: Generator) -> Double:
    region = walkers.region
    reach = region.sides @ walkers.shape
    room = region.room[:, None] - region.sides @ places
    moved = np.zeros_like(places)
    for _ in range(steps):
        direction = random.standard_normal(places.shape)
        toward = reach @ direction
        step = _random_step(toward, room, random)
        moved += step * direction
        room = np.maximum(room - step * toward, 0.0)
    return places + walkers.shape @ moved


def _random_step(toward: Double, room: Double, random: Generator) -> Double:
    """Return a step (walker,) that ends anywhere on the line within the polytope."""
    nearness = np.divide(
        toward, room, out=np.copysign(np.full_like(room, 1e300), toward), where=room > 0
    )
    forth = 1 / nearness.max(axis=0)
    back = 1 / nearness.min(axis=0)
    step: Double = back + (forth - back) * random.random(toward.shape[1])
    return step
