"""What a lattice of mu and tau tells when gemeenten deliver counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit

from identiteitslab.estimation.exact_nation import exact_nation
from identiteitslab.estimation.hermite import interpolate
from identiteitslab.estimation.knots import SCORES, Knots
from identiteitslab.estimation.mixture import mixture_knots
from identiteitslab.estimation.placed import (
    Placed,
    likelihoods,
    log_posterior,
    marginal_likelihoods,
)
from identiteitslab.estimation.tabulated import cumulated, knots_from, tabulated_knots

if TYPE_CHECKING:
    from identiteitslab.estimation.arrays import Floats, Places
    from identiteitslab.estimation.lattice import Lattice
    from identiteitslab.estimation.link import Link

NEGLIGIBLE = 1e-12
TINY = 1e-290  # where a tau holds no mass, it holds it evenly


def exact_posterior(placed: Placed, grid: Lattice) -> ExactPosterior:
    """Weigh the nodes of one lattice for the cells that share its shape."""
    weight = np.exp(log_posterior(placed, grid))
    return ExactPosterior(placed, grid, weight / weight.sum(axis=(1, 2), keepdims=True))


@dataclass(frozen=True)
class ExactPosterior:
    """Nodes of mu and tau with their weights.

    Parameters
    ----------
    placed, grid
        The counts of b cells, and the lattice that they share.
    weight
        Probabilities of the nodes, ``(b, mus, taus)``.
    """

    placed: Placed
    grid: Lattice
    weight: Floats

    @property
    def tau(self) -> Floats:
        """Nodes of tau on the link scale, ``(b, taus)``."""
        return self.placed.scale[:, None] * self.grid.tau

    @property
    def tau_weight(self) -> Floats:
        """Their probabilities, ``(b, taus)``."""
        return np.asarray(self.weight.sum(axis=1))

    def rows(self, chosen: Places) -> ExactPosterior:
        """Keep some of the cells."""
        return ExactPosterior(self.placed.rows(chosen), self.grid, self.weight[chosen])

    def median_gemeente(self) -> Knots:
        """Tell about mu."""
        return tabulated_knots(self.placed.linked(self.grid.mu), self.weight.sum(axis=2))

    def new_gemeente(self) -> Knots:
        """Tell about a draw of ``N(mu, tau^2)``."""
        weight = self.weight.reshape(self.weight.shape[0], -1).astype(np.float32)
        mass = (weight @ self.grid.kernel.T).astype(np.float64)
        return tabulated_knots(self.placed.linked(self.grid.theta), mass)

    def average_gemeente(self, link: Link) -> Knots:
        """Tell about the mean over gemeenten of the natural value."""
        average = self._averages(link)
        place = np.einsum("bmt,bt->bm", average, self.tau_weight)
        below, density = np.empty((2, *place.shape))
        held = np.flatnonzero(self.tau_weight.max(axis=0) > NEGLIGIBLE)
        for block in self.placed.blocks():
            curves = (np.moveaxis(part[block][:, :, held], 1, 2) for part in (self.weight, average))
            below[block], density[block] = _mixed(place[block], *curves)
        return knots_from(place, below, 1 - below, density)

    def _averages(self, link: Link) -> Floats:
        """Give the average gemeente on the link scale at every node, ``(b, mus, taus)``."""
        if link.name == "log":
            mu = self.placed.linked(self.grid.mu)
            return np.asarray(mu[:, :, None] + self.tau[:, None, :] ** 2 / 2)
        theta = self.placed.linked(self.grid.theta)
        share, rest = (
            expit(side * theta).astype(np.float32) @ self.grid.kernel for side in (1, -1)
        )
        return np.log(share / rest).reshape(self.weight.shape).astype(np.float64)

    def gemeenten(self) -> Knots:
        """Tell about each measured gemeente."""
        shape = (*self.placed.counts.events.shape, SCORES.size)
        told = Knots(np.empty(shape), np.empty(shape))
        for block in self.placed.blocks():
            part = self._gemeenten(self.placed.rows(block), self.weight[block])
            told.value[block], told.slope[block] = part.value, part.slope
        return told

    def _gemeenten(self, placed: Placed, weight: Floats) -> Knots:
        """Condition each gemeente of a block of cells on its own counts and on the others."""
        narrow = placed.narrow(self.grid)
        own = likelihoods(placed, self.grid)
        own[narrow] = 1.0
        nodes = weight.astype(np.float32).reshape(weight.shape[0], 1, -1)
        mass = own * ((nodes / marginal_likelihoods(own, self.grid)) @ self.grid.kernel.T)
        cells, gemeenten, points = mass.shape
        place = np.repeat(placed.linked(self.grid.theta), gemeenten, axis=0)
        told = tabulated_knots(place, mass.reshape(-1, points).astype(np.float64))
        told = told.pick(lambda part: part.reshape(cells, gemeenten, -1))
        if narrow.any():
            closed = self._narrow_gemeenten(placed, weight, *np.nonzero(narrow))
            told.value[narrow], told.slope[narrow] = closed.value, closed.slope
        return told

    def _narrow_gemeenten(
        self, placed: Placed, weight: Floats, rows: Places, columns: Places
    ) -> Knots:
        """Tell about gemeenten whose likelihood is normal to all purposes, in closed form."""
        mu = placed.linked(self.grid.mu)
        given_tau = (weight + TINY) / (weight + TINY).sum(axis=1, keepdims=True)
        mean = np.einsum("bm,bmt->bt", mu, given_tau)
        variance = np.einsum("bm,bmt->bt", mu**2, given_tau) - mean**2
        y, v = (part[rows, columns, None] for part in placed.counts.moments())
        square = (placed.scale[rows, None] * self.grid.tau) ** 2
        own = square / (square + v)
        spread = own * v + (1 - own) ** 2 * np.maximum(variance[rows], 0)
        return mixture_knots(
            weight.sum(axis=1)[rows], own * y + (1 - own) * mean[rows], np.sqrt(spread)
        )

    def own_share(self) -> Floats:
        """Tell how much of each gemeente's value is its own."""
        _, v = self.placed.counts.estimates()
        square = self.tau[:, None, :] ** 2
        return np.asarray(
            np.einsum("bjt,bt->bj", square / (square + v[:, :, None]), self.tau_weight)
        )

    def nation(self, link: Link, population: Floats, elsewhere: Floats) -> Knots:
        """Tell about the weighted mean of the natural values."""
        return exact_nation(self.placed, self.grid, self.weight, link, population, elsewhere)


def _mixed(place: Floats, weight: Floats, at: Floats) -> tuple[Floats, Floats]:
    """Give the probability below places ``(b, places)`` and the density there, over all taus.

    `weight` and `at` are the masses of the nodes of mu and where they stand, ``(b, taus, mus)``.
    """
    mass = weight + TINY
    share = mass.sum(axis=-1, keepdims=True)
    reached, _ = cumulated(mass)
    slope = mass / share / np.gradient(at, axis=-1)
    told, steepness = interpolate(np.broadcast_to(place[:, None, :], at.shape), at, reached, slope)
    below = (share * np.clip(told, 0, 1)).sum(axis=1)
    return below, (share * np.maximum(steepness, 0)).sum(axis=1)
