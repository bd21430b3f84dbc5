"""The population-weighted mean when gemeenten deliver counts.

Neighbouring nodes of tau are taken together. Within each group a gemeente's value and mu are
tied by their correlation (one common factor), each with its own exact distribution.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from identiteitslab.estimation.knots import SCORES, Knots
from identiteitslab.estimation.moments import average_of
from identiteitslab.estimation.nation import nation_knots
from identiteitslab.estimation.placed import likelihoods, marginal_likelihoods
from identiteitslab.estimation.tabulated import tabulated_knots

if TYPE_CHECKING:
    from identiteitslab.estimation.arrays import Flags, Floats
    from identiteitslab.estimation.lattice import Lattice
    from identiteitslab.estimation.link import Link
    from identiteitslab.estimation.placed import Placed

GROUPS = 8
ROWS = 64  # cells at once
TINY = 1e-290  # where a group holds no mass, it holds it evenly


def exact_nation(
    placed: Placed,
    grid: Lattice,
    weight: Floats,
    link: Link,
    population: Floats,
    elsewhere: Floats,
) -> Knots:
    """Give the quantiles of the weighted mean of the natural values, ``(b, scores)``."""
    cells = np.arange(weight.shape[0])
    parts = [
        _block(placed.rows(block), grid, weight[block], link, population[block], elsewhere[block])
        for block in np.split(cells, cells[ROWS::ROWS])
    ]
    return Knots(
        np.concatenate([part.value for part in parts]),
        np.concatenate([part.slope for part in parts]),
    )


class Groups(NamedTuple):
    """Groups of neighbouring nodes of tau, ``(b, groups)``, and mu in each of them."""

    weight: Floats
    tau: Floats
    mu: Knots
    mean: Floats
    variance: Floats


def _block(
    placed: Placed,
    grid: Lattice,
    weight: Floats,
    link: Link,
    population: Floats,
    elsewhere: Floats,
) -> Knots:
    """Work on a block of cells."""
    groups = _groups(placed, grid, weight)

    def theta(j: int, common: Floats, own: Floats) -> Floats:
        knots, tie = _gemeente(placed, grid, weight, groups, j)
        return knots.at(tie[:, :, None] * common + np.sqrt(1 - tie**2)[:, :, None] * own)

    def average(common: Floats) -> Floats:
        return average_of(link, groups.mu.at(common), groups.tau[:, :, None])[0]

    return nation_knots(link, groups.weight, population, elsewhere, theta, average)


def _groups(placed: Placed, grid: Lattice, weight: Floats) -> Groups:
    """Take neighbouring nodes of tau together."""
    parts = weight.reshape(*weight.shape[:2], GROUPS, -1)
    each = parts.sum(axis=1)
    total = each.sum(axis=2)
    square = (each * grid.tau.reshape(GROUPS, -1) ** 2).sum(axis=2) / np.maximum(total, TINY)
    mass = np.swapaxes(parts.sum(axis=3), 1, 2)
    place = placed.linked(grid.mu)[:, None, :]
    mean, variance = _moments(place, mass)
    knots = _knots(place, mass)
    return Groups(total, placed.scale[:, None] * np.sqrt(square), knots, mean, variance)


def _gemeente(
    placed: Placed, grid: Lattice, weight: Floats, groups: Groups, j: int
) -> tuple[Knots, Floats]:
    """Tell about one gemeente in each group of tau, and its tie to mu, ``(b, groups)``."""
    narrow = placed.narrow(grid)[:, j]
    told = likelihoods(placed.gemeente(j), grid)
    told[narrow] = 1.0
    marginal = marginal_likelihoods(told, grid)[:, 0].reshape(weight.shape)
    kernel = grid.kernel.reshape(grid.theta.size, grid.mu.size, GROUPS, -1)
    ratio = (weight / marginal).reshape(-1, *kernel.shape[1:]).astype(np.float32)
    mass = (told * np.einsum("bmgt,zmgt->bgz", ratio, kernel, optimize=True)).astype(np.float64)
    place = placed.linked(grid.theta)
    knots = _knots(place[:, None, :], mass)
    expected = (told[:, 0] * place).astype(np.float32) @ grid.kernel
    tied = _spread_of_means((expected.reshape(weight.shape) / marginal).astype(np.float64), weight)
    tie = np.sqrt(np.clip(tied / _moments(place[:, None, :], mass)[1], 0, 1))
    if narrow.any():
        closed, tie[narrow] = _narrow(placed.rows(np.flatnonzero(narrow)), groups, narrow, j)
        knots.value[narrow], knots.slope[narrow] = closed.value, closed.slope
    return knots, tie


def _narrow(placed: Placed, groups: Groups, rows: Flags, j: int) -> tuple[Knots, Floats]:
    """Do the same in closed form for a likelihood that the lattice cannot resolve."""
    y, v = (part[:, j, None] for part in placed.counts.moments())
    own = groups.tau[rows] ** 2 / (groups.tau[rows] ** 2 + v)
    tied = (1 - own) ** 2 * groups.variance[rows]
    sd = np.sqrt(own * v + tied)
    mean = own * y + (1 - own) * groups.mean[rows]
    value = mean[:, :, None] + sd[:, :, None] * SCORES
    return Knots(value, np.broadcast_to(sd[:, :, None], value.shape)), np.sqrt(tied) / sd


def _spread_of_means(means: Floats, weight: Floats) -> Floats:
    """Give the variance over mu of what is expected given mu, in each group, ``(b, groups)``."""
    shape = (*weight.shape[:2], GROUPS, weight.shape[2] // GROUPS)
    place, mass = (np.swapaxes(part.reshape(shape), 1, 2) for part in (means, weight))
    flat = (*place.shape[:2], -1)
    return _moments(place.reshape(flat), mass.reshape(flat))[1]


def _moments(place: Floats, mass: Floats) -> tuple[Floats, Floats]:
    """Give mean and variance along the last axis; of nothing, the plain mean and variance."""
    mass = mass + TINY
    mass = mass / mass.sum(axis=-1, keepdims=True)
    mean = (mass * place).sum(axis=-1)
    return mean, (mass * (place - mean[..., None]) ** 2).sum(axis=-1)


def _knots(place: Floats, mass: Floats) -> Knots:
    """Turn masses ``(b, groups, nodes)`` into quantiles ``(b, groups, scores)``."""
    flat = np.broadcast_to(place, mass.shape).reshape(-1, mass.shape[-1])
    told = tabulated_knots(flat, mass.reshape(flat.shape) + TINY)
    return told.pick(lambda part: part.reshape(*mass.shape[:2], -1))
