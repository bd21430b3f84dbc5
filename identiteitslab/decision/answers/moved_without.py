"""How a weighted mean moves when one of its parts leaves: near enough where many are left.

The spread between gemeenten is held at its value with all of them. So leaving one out is a shift
and a stretch on the link scale, in closed form: fast enough for every gemeente of the country.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from identiteitslab.estimation.effect_sizes import log_rate, logit_proportion
from identiteitslab.estimation.from_sums import bounded_means, log_amounts, log_durations
from identiteitslab.estimation.groups import recipe
from identiteitslab.estimation.link import Link

if TYPE_CHECKING:
    from identiteitslab.comparison.common.arrays import Counts, Double, Mask
    from identiteitslab.estimation.cells import Cells

TINY = 1e-9


class Pairs(NamedTuple):
    """Cells, each with one of its gemeenten that leaves."""

    cell: Counts
    gemeente: Counts

    def pick(self, chosen: Mask | Counts) -> Pairs:
        """Keep some of the pairs."""
        return Pairs(self.cell[chosen], self.gemeente[chosen])


class Told(NamedTuple):
    """What each gemeente tells of a cell on the link scale, ``(cell, gemeente)``."""

    y: Double
    v: Double
    present: Mask
    link: Link

    def shares(self, tau: Double) -> Double:
        """Return each gemeente's part of the information, where they differ by tau (cell,)."""
        information = np.where(self.present, 1 / (self.v + tau[:, None] ** 2), 0.0)
        share: Double = information / information.sum(axis=1, keepdims=True)
        return share


def told_by(cells: Cells) -> Told | None:
    """Return what gemeenten tell; None where they are not pooled one by one."""
    exposure = np.where(cells.present, np.maximum(cells.exposure, 1.0), 1.0)
    match recipe(cells.indicators[0]):
        case "binomial":
            return Told(*logit_proportion(cells.events, exposure), cells.present, Link("logit"))
        case "poisson":
            return Told(*log_rate(cells.events, exposure), cells.present, Link("log"))
        case "mean":
            return Told(*bounded_means(cells)[1:], cells.present, Link("logit"))
        case "duration":
            return Told(*log_durations(cells)[1:], cells.present, Link("log"))
        case "amount":
            return Told(*log_amounts(cells)[1:], cells.present, Link("log"))
    return None


def moved(natural: Double, told: Told, share: Double, pairs: Pairs) -> Double:
    """Shift and stretch what is known, as a weighted mean does without one of its parts.

    Parameters
    ----------
    natural
        Equally likely values (cell, value) on the natural scale of the link.
    told, share
        What gemeenten tell, and the part of each in the information, (cell, gemeente).
    pairs
        Which cell without which gemeente.

    Returns
    -------
    (pair, value) float64
        On the natural scale.
    """
    cell, gemeente = pairs
    inside = np.clip(natural, TINY, 1 - TINY if told.link.name == "logit" else np.inf)
    linked = told.link.forward(inside)
    centre = np.median(linked, axis=1)
    own = share[cell, gemeente]
    rest = np.maximum(1 - own, TINY)
    middle = (share * told.y).sum(axis=1)[cell]
    shift = -own * (told.y[cell, gemeente] - middle) / rest
    apart = (linked - centre[:, None])[cell] / np.sqrt(rest)[:, None]
    return told.link.inverse((centre[cell] + shift)[:, None] + apart)
