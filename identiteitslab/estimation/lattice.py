"""The lattice that exact likelihoods are pooled on, shared by all cells of the same shape.

Everything is in units of a cell's prior scale, around a cell's own centre: points of theta, nodes
of mu and tau, and the kernel ``K[theta, (mu, tau)]`` that takes a function of theta, known at the
points and straight in between, to its mean under ``N(mu, tau^2)``. One matrix product with the
kernel gives every gemeente's marginal likelihood at every node.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import ndtr

from identiteitslab.estimation.knots import normal_density

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from identiteitslab.estimation.arrays import Floats

THETA_BEND = 2.5
MU_BENDS = np.array([2.0, 3.5, 5.0, 6.5])
TAU_BEND = 2.0
DUST = 1e-18  # the product of two of these is still an ordinary 32-bit number
SMEAR = 0.4  # no tau is smaller than this share of the step between nodes of mu
AT_ONCE = 4  # nodes of mu: what their part of a kernel needs stays in the processor's cache


class Size(NamedTuple):
    """The number of points of theta, and of nodes of mu (odd: one in the middle) and of tau."""

    thetas: int
    mus: int
    taus: int


FINE = Size(161, 61, 24)
SCOUT = Size(81, 41, 10)


class Shape(NamedTuple):
    """Half the width of theta and of mu, the largest tau, how many of each, and how mu is bent."""

    theta_reach: float
    mu_reach: float
    tau_reach: float
    mu_bend: float
    size: Size


@dataclass(frozen=True)
class Lattice:
    """Points, nodes and kernel; see the head of this module.

    Parameters
    ----------
    theta, mu, tau
        ``(thetas,)``, ``(mus,)`` and ``(taus,)``.
    log_prior
        Log mass of each node under a flat mu and a half-normal tau, ``(mus, taus)``.
    kernel
        ``(thetas, mus * taus)``, tau running fastest; each column adds up to 1.
    """

    theta: Floats
    mu: Floats
    tau: Floats
    log_prior: Floats
    kernel: NDArray[np.float32]


# Rounded shapes come back again and again: in every group of cells, with every prior, after every
# upload. A lattice depends on these numbers alone; a lab of some ten solutions needs about fifty,
# of 1 MB at most.
@lru_cache(maxsize=64)
def lattice(shape: Shape) -> Lattice:
    """Lay the lattice of a shape; who gets it must not write in it."""
    theta = shape.theta_reach * bent(np.linspace(-1, 1, shape.size.thetas), THETA_BEND)
    places = np.linspace(-1, 1, shape.size.mus)
    mu = shape.mu_reach * bent(places, shape.mu_bend)
    points, weights = _gauss(shape.size.taus)
    part = (1 + points) / 2
    tau = shape.tau_reach * bent(part, TAU_BEND)
    log_tau = np.log(weights * np.cosh(TAU_BEND * part)) - tau**2 / 2
    log_prior = np.log(np.cosh(shape.mu_bend * places))[:, None] + log_tau
    spread = np.maximum(tau, SMEAR * np.gradient(mu)[:, None])
    # Theta and mu lie evenly around 0: the nodes right of the middle mirror those left of it.
    middle = shape.size.mus // 2
    left = kernel_of(theta, mu[: middle + 1], spread[: middle + 1])
    kernel = np.concatenate([left, left[::-1, middle - 1 :: -1]], axis=1).reshape(theta.size, -1)
    return Lattice(theta, mu, tau, log_prior, kernel)


@lru_cache
def _gauss(count: int) -> tuple[Floats, Floats]:
    return np.polynomial.legendre.leggauss(count)


def bent(part: Floats, bend: float) -> Floats:
    """Take even steps from -1 to 1 to steps that grow outwards, with the same ends."""
    return np.asarray(np.sinh(bend * part) / np.sinh(bend))


def bend_for(reach: Floats, step: Floats, mus: int) -> Floats:
    """Choose how to bend mu so that its middle step is small enough, ``(cells,)``."""
    wanted = 2 * reach / ((mus - 1) * step)
    enough = np.searchsorted(np.sinh(MU_BENDS) / MU_BENDS, wanted)
    return np.asarray(MU_BENDS[np.minimum(enough, MU_BENDS.size - 1)])


def kernel_of(theta: Floats, mu: Floats, tau: Floats) -> NDArray[np.float32]:
    """Give the mean under ``N(mu, tau^2)`` of the hat function of each point of theta.

    `tau` is ``(mus, taus)``; the outcome is ``(thetas, mus, taus)``.

    The hat's mean is a difference of slopes of ``G(x)``, the integral of the normal distribution
    function; beyond the outer points a function counts as flat.
    """
    kernel = np.empty((theta.size, *tau.shape), dtype=np.float32)
    for start in range(0, mu.size, AT_ONCE):
        part = slice(start, start + AT_ONCE)
        kernel[:, part] = _means(theta, mu[part], tau[part])
    return kernel


def _means(theta: Floats, mu: Floats, tau: Floats) -> NDArray[np.float32]:
    distance = (theta[:, None, None] - mu[:, None]) / tau
    integral = tau * (distance * ndtr(distance) + normal_density(distance))
    slopes = np.diff(integral, axis=0) / np.diff(theta)[:, None, None]
    below, above = np.zeros_like(slopes[:1]), np.ones_like(slopes[:1])
    hats = np.diff(np.concatenate([below, slopes, above]), axis=0)
    return without_dust(hats)


def without_dust(values: Floats) -> NDArray[np.float32]:
    """Round to 32 bits, and to 0 what is so small that processors stumble over it."""
    return np.where(values > DUST, values, 0).astype(np.float32)
