"""Is one solution measured better than another on one indicator, and surely not worse by much?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.estimation.contrast import contrasts
from identiteitslab.estimation.engine import pool_estimates
from identiteitslab.estimation.knockout import CONFIDENCE
from identiteitslab.estimation.link import Link
from identiteitslab.estimation.link_scale import own_estimates
from identiteitslab.estimation.picture import INTERVAL, Range

if TYPE_CHECKING:
    from identiteitslab.estimation.arrays import Floats
    from identiteitslab.estimation.cells import Cells
    from identiteitslab.estimation.estimate import Estimates
    from identiteitslab.estimation.link_scale import OwnEstimates
    from identiteitslab.estimation.pooled import Pooled

PRIOR_SCALE = 0.5
"""How much a difference may differ between gemeenten beforehand, on the link scale."""


@dataclass(frozen=True)
class Versus:
    """A solution minus a reference on one indicator, averaged over gemeenten.

    Attributes
    ----------
    indirect
        No gemeente measured both: the difference between gemeenten is mixed in.
    gemeenten
        Codes of those that measured both; empty when indirect.
    link
        Scale on which gemeenten were averaged.
    difference
        In the unit of the indicator, with the reference as it was measured.
    better
        Probability that the solution is the better one.
    margin
        Largest loss that was asked about, in the unit of the indicator.
    not_worse
        Probability that the loss is smaller than the margin; None without a margin.
    """

    indirect: bool
    gemeenten: tuple[str, ...]
    link: str
    difference: Range
    better: float
    margin: float | None
    not_worse: float | None

    @property
    def shown(self) -> bool:
        """Tell whether it was shown that the solution is not worse by the margin or more."""
        return self.not_worse is not None and self.not_worse >= CONFIDENCE


def versus(
    estimates: Estimates,
    solution: str,
    reference: str,
    indicator: str,
    *,
    margin: float | None = None,
) -> Versus | None:
    """Set a solution against a reference; None where one of both was not measured or not pooled.

    Within each gemeente that measured both, what is special to that gemeente drops out. The
    differences are then pooled as normal estimates with their own spread between gemeenten.

    Parameters
    ----------
    estimates
        What is known.
    solution, reference, indicator
        What is set against what.
    margin
        Largest loss that is accepted, above 0, in the unit of the indicator.

    Raises
    ------
    ValueError
        A margin of 0 or less, or one that reaches beyond the scale of the indicator.
    """
    if margin is not None and not margin > 0:
        raise ValueError(f"margin is {margin:g}; expected a number above 0")
    ours, theirs = (_arm(estimates, name, indicator) for name in (solution, reference))
    if ours is None or theirs is None:
        return None
    (cell, own, _), (_, other, standard) = ours, theirs
    found = contrasts(own.y, own.v, own.present, other.y, other.v, other.present)
    pooled = pool_estimates(
        found.y, found.v, link=Link("identity"), prior_scale=PRIOR_SCALE, present=found.present
    )
    told = pooled.marginal("average_gemeente")
    scale = _Scale(standard.link, *(float(part[0]) for part in cell.unit()))
    base = float(standard.quantile(0.5, "average_gemeente")[0, 0])
    indirect = bool(found.indirect[0])
    (both,) = np.nonzero(found.present[0])
    higher = cell.indicators[0].direction == "higher_is_better"
    rises = float(told.probability_at_least(0.0)[0])
    not_worse = None
    if margin is not None:
        limit = scale.change(base, -margin if higher else margin)
        if not np.isfinite(limit):
            raise ValueError(f"margin is {margin:g}; the reference lies at {base:g} on its scale")
        above = float(told.probability_at_least(limit)[0])
        not_worse = above if higher else 1 - above
    ends = (scale.difference(base, shift) for shift in told.quantile(INTERVAL)[0].tolist())
    return Versus(
        indirect,
        () if indirect else tuple(estimates.gemeenten[at] for at in both.tolist()),
        standard.link.name,
        Range(*ends),
        rises if higher else 1 - rises,
        margin,
        not_worse,
    )


@dataclass(frozen=True)
class _Scale:
    """From a shift on the link scale to the unit of the indicator, and back."""

    link: Link
    offset: float
    factor: float

    def difference(self, base: float, shift: float) -> float:
        """Give what a shift from a natural value is worth in the unit of the indicator."""
        moved = self.link.inverse(self.link.forward(base) + shift)
        return self.factor * float(moved - base)

    def change(self, base: float, difference: float) -> float:
        """Give the shift from a natural value that a difference in the unit asks for."""
        lowest = {"identity": -np.inf, "log": 0.0, "logit": self.link.low}[self.link.name]
        highest = self.link.high if self.link.name == "logit" else np.inf
        wanted = np.clip(base + difference / self.factor, lowest, highest)
        ends: Floats = self.link.forward([base, wanted])
        return float(ends[1] - ends[0])


def _arm(
    estimates: Estimates, solution: str, indicator: str
) -> tuple[Cells, OwnEstimates, Pooled] | None:
    place = estimates.place(solution, indicator)
    if place is None or place[0].pooled is None:
        return None
    group, row = place
    cell = group.cells.rows(np.array([row]))
    own = own_estimates(cell)
    if own is None or group.pooled is None:
        return None
    one_row = own._replace(y=own.y[None], v=own.v[None], present=own.present[None])
    return cell, one_row, group.pooled.cell(row)
