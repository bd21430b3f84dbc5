"""Count likelihoods on a lattice: where each cell's lattice stands, and the posterior there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.estimation.lattice import without_dust

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from identiteitslab.estimation.arrays import Flags, Floats, Places
    from identiteitslab.estimation.counts import Counts
    from identiteitslab.estimation.lattice import Lattice

RESOLVED = 3.0  # a likelihood narrower than this many steps of theta is normal to all purposes
FLOOR = np.float32(1e-30)
ROWS = 1024  # gemeenten in one matrix product


@dataclass(frozen=True)
class Placed:
    """Counts with the place of each cell's lattice.

    Parameters
    ----------
    counts
        Counts of b cells.
    scale, centre
        Unit and origin of the lattice on the link scale, ``(b,)``.
    jeffreys_tau
        The tau for which the prior on mu is Jeffreys', ``(b,)``.
    """

    counts: Counts
    scale: Floats
    centre: Floats
    jeffreys_tau: Floats

    def rows(self, chosen: Places) -> Placed:
        """Keep some of the cells."""
        return Placed(
            self.counts.rows(chosen),
            self.scale[chosen],
            self.centre[chosen],
            self.jeffreys_tau[chosen],
        )

    def gemeente(self, j: int) -> Placed:
        """Keep one gemeente of each cell."""
        return replace(self, counts=self.counts.gemeente(j))

    def farthest(self) -> Floats:
        """Give the reach of theta that holds three standard errors of each gemeente, ``(b,)``."""
        y, v = self.counts.estimates()
        reach = (np.abs(y - self.centre[:, None]) + 3 * np.sqrt(v)) / self.scale[:, None]
        return np.asarray(np.where(self.counts.present, reach, 0.0).max(axis=1))

    def pooled_se(self) -> Floats:
        """Give the standard error of the mean if gemeenten did not differ, in units, ``(b,)``."""
        _, v = self.counts.estimates()
        return np.asarray(1 / np.sqrt((self.counts.present / v).sum(axis=1)) / self.scale)

    def linked(self, nodes: Floats) -> Floats:
        """Take lattice nodes to the link scale of each cell, ``(b, nodes)``."""
        return self.centre[:, None] + self.scale[:, None] * nodes

    def narrow(self, grid: Lattice) -> Flags:
        """Say which likelihoods the lattice cannot resolve, ``(b, gemeenten)``."""
        y, v = self.counts.moments()
        place = (y - self.centre[:, None]) / self.scale[:, None]
        step = self.scale[:, None] * np.interp(place, grid.theta, np.gradient(grid.theta))
        return self.counts.present & (np.sqrt(v) < RESOLVED * step)

    def blocks(self) -> Iterator[Places]:
        """Walk through the cells in blocks that fit one matrix product."""
        cells, gemeenten = self.counts.events.shape
        size = max(1, ROWS // gemeenten)
        for start in range(0, cells, size):
            yield np.arange(start, min(cells, start + size))


def likelihoods(placed: Placed, grid: Lattice) -> NDArray[np.float32]:
    """Evaluate at the points of theta, top 1: ``(b, gemeenten, thetas)``."""
    return without_dust(np.exp(placed.counts.log_likelihood(placed.linked(grid.theta))))


def marginal_likelihoods(told: NDArray[np.float32], grid: Lattice) -> NDArray[np.float32]:
    """Average likelihoods under every node's ``N(mu, tau^2)``: ``(b, gemeenten, nodes)``."""
    flat = told.reshape(-1, grid.theta.size) @ grid.kernel
    np.maximum(flat, FLOOR, out=flat)
    return np.asarray(flat.reshape(*told.shape[:2], -1))


def log_posterior(placed: Placed, grid: Lattice) -> Floats:
    """Give the log posterior of each node, ``(b, mus, taus)``, top 0."""
    result = np.empty((placed.scale.size, grid.mu.size, grid.tau.size))
    for block in placed.blocks():
        result[block] = _block(placed.rows(block), grid)
    return result


def _block(placed: Placed, grid: Lattice) -> Floats:
    """Add up the gemeenten's marginal log likelihoods and the priors."""
    told = likelihoods(placed, grid)
    narrow = placed.narrow(grid)
    told[narrow] = 1.0
    marginal = marginal_likelihoods(told, grid)
    total = np.log(marginal, out=marginal).sum(axis=1, dtype=np.float64)
    total = total.reshape(-1, grid.mu.size, grid.tau.size)
    on_mu = placed.counts.log_jeffreys(placed.linked(grid.mu), placed.jeffreys_tau)
    total += on_mu[:, :, None] + grid.log_prior
    for j in np.flatnonzero(narrow.any(axis=0)).tolist():
        rows = np.flatnonzero(narrow[:, j])
        total[rows] += _narrow_log_likelihood(placed.rows(rows), grid, j)
    return np.asarray(total - total.max(axis=(1, 2), keepdims=True))


def _narrow_log_likelihood(placed: Placed, grid: Lattice, j: int) -> Floats:
    """Give one gemeente's marginal log likelihood in closed form, ``(b, mus, taus)``."""
    y, v = placed.counts.moments()
    mu = placed.linked(grid.mu)
    variance = v[:, j, None] + (placed.scale[:, None] * grid.tau) ** 2
    misfit = (y[:, j, None] - mu)[:, :, None] ** 2 / variance[:, None, :]
    return np.asarray(-(misfit + np.log(variance)[:, None, :]) / 2)
