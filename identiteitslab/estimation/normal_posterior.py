"""What a grid of tau tells when every gemeente's likelihood is normal."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from identiteitslab.estimation.curved import curved_knots
from identiteitslab.estimation.knots import SCORES, Knots
from identiteitslab.estimation.mixture import mixture_knots
from identiteitslab.estimation.moments import POINTS, WEIGHTS, average_of
from identiteitslab.estimation.nation import nation_knots

if TYPE_CHECKING:
    from collections.abc import Callable

    from identiteitslab.estimation.arrays import Flags, Floats, Places
    from identiteitslab.estimation.link import Link

MERGED = 3  # neighbouring nodes taken as one where a thousandth is exact enough


class Components(NamedTuple):
    """A coarser mixture, ``(cells, components)``: weight, tau, and mean and sd of mu."""

    weight: Floats
    tau: Floats
    mean: Floats
    sd: Floats


@dataclass(frozen=True)
class NormalPosterior:
    """Nodes of tau with their weights; given tau, mu is normal and so is every gemeente.

    Parameters
    ----------
    y, v, present
        Estimates, variances and which of them count, ``(cells, gemeenten)``.
    tau, tau_weight
        Nodes and their probabilities, ``(cells, nodes)``.
    mean, variance
        Of mu given tau, ``(cells, nodes)``.
    """

    y: Floats
    v: Floats
    present: Flags
    tau: Floats
    tau_weight: Floats
    mean: Floats
    variance: Floats

    def tilted(self, log_prior: Callable[[Floats], Floats]) -> NormalPosterior:
        """Replace the flat prior of mu; given tau mu is then normal with the tilted moments.

        Parameters
        ----------
        log_prior
            Log density of mu on the link scale, up to a constant.
        """
        sd = np.sqrt(self.variance)
        told = np.array([log_prior(self.mean + sd * point) for point in POINTS])
        top = told.max(axis=(0, 2), keepdims=True)
        pull = WEIGHTS[:, None, None] * np.exp(told - top)
        total = pull.sum(axis=0)
        shift = np.tensordot(POINTS, pull, axes=1) / total
        square = np.tensordot(POINTS**2, pull, axes=1) / total
        weight = self.tau_weight * total
        return replace(
            self,
            tau_weight=weight / weight.sum(axis=1, keepdims=True),
            mean=self.mean + sd * shift,
            variance=self.variance * (square - shift**2),
        )

    def rows(self, chosen: Places) -> NormalPosterior:
        """Keep some of the cells."""
        return NormalPosterior(*(getattr(self, part.name)[chosen] for part in fields(self)))

    def median_gemeente(self) -> Knots:
        """Tell about mu."""
        return mixture_knots(self.tau_weight, self.mean, np.sqrt(self.variance))

    def new_gemeente(self) -> Knots:
        """Tell about a draw of ``N(mu, tau^2)``."""
        return mixture_knots(self.tau_weight, self.mean, np.sqrt(self.variance + self.tau**2))

    def average_gemeente(self, link: Link) -> Knots:
        """Tell about the mean over gemeenten of the natural value."""
        if link.name != "logit":
            shifted, _ = average_of(link, self.mean, self.tau)
            return mixture_knots(self.tau_weight, shifted, np.sqrt(self.variance))
        few = self._merged()
        tau = few.tau[:, :, None]
        return curved_knots(few.weight, few.mean, few.sd, lambda mu: average_of(link, mu, tau))

    def gemeenten(self) -> Knots:
        """Tell about each measured gemeente."""
        rows, columns = np.nonzero(self.present)
        own = self.tau[rows] ** 2 / (self.tau[rows] ** 2 + self.v[rows, columns, None])
        mean = own * self.y[rows, columns, None] + (1 - own) * self.mean[rows]
        variance = own * self.v[rows, columns, None] + (1 - own) ** 2 * self.variance[rows]
        told = mixture_knots(self.tau_weight[rows], mean, np.sqrt(variance))
        return told.pick(self._placed)

    def own_share(self) -> Floats:
        """Tell how much of each gemeente's value is its own."""
        square = self.tau[:, None, :] ** 2
        return np.asarray(
            np.einsum("bjt,bt->bj", square / (square + self.v[:, :, None]), self.tau_weight)
        )

    def nation(self, link: Link, population: Floats, elsewhere: Floats) -> Knots:
        """Tell about the weighted mean of the natural values."""
        few = self._merged()
        tau, mean, sd = few.tau[:, :, None], few.mean[:, :, None], few.sd[:, :, None]

        def theta(j: int, common: Floats, own: Floats) -> Floats:
            noise = self.v[:, j, None, None]
            share = tau**2 / (tau**2 + noise)
            centre = share * self.y[:, j, None, None] + (1 - share) * (mean + sd * common)
            return np.asarray(centre + np.sqrt(share * noise) * own)

        def average(common: Floats) -> Floats:
            return average_of(link, mean + sd * common, tau)[0]

        return nation_knots(link, few.weight, population, elsewhere, theta, average)

    def _merged(self) -> Components:
        """Take neighbouring nodes of tau together, keeping the moments of mu and tau."""
        shape = (self.tau.shape[0], -1, MERGED)
        weight = self.tau_weight.reshape(shape)
        total = weight.sum(axis=2)
        share = np.where(total[:, :, None] > 0, weight, 1.0)
        share = share / share.sum(axis=2, keepdims=True)
        mean = (share * self.mean.reshape(shape)).sum(axis=2)
        apart = self.mean.reshape(shape) - mean[:, :, None]
        variance = (share * (self.variance.reshape(shape) + apart**2)).sum(axis=2)
        tau = np.sqrt((share * self.tau.reshape(shape) ** 2).sum(axis=2))
        return Components(total, tau, mean, np.sqrt(variance))

    def _placed(self, told: Floats) -> Floats:
        """Put what was told of present gemeenten at their places; 0 elsewhere."""
        placed = np.zeros((*self.present.shape, SCORES.size))
        placed[self.present] = told
        return placed
