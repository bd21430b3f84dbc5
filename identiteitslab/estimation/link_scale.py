"""Each gemeente's own estimate and variance on the link scale, for panels, scripts and trends.

The posterior reads counts by their exact likelihood and does not come here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from identiteitslab.estimation.counts import read_counts
from identiteitslab.estimation.from_sums import bounded_means, log_amounts, log_durations
from identiteitslab.estimation.groups import recipe

if TYPE_CHECKING:
    from identiteitslab.estimation.arrays import Flags, Floats
    from identiteitslab.estimation.cells import Cells
    from identiteitslab.estimation.counts import Counts, Likelihood

SUMMARIES = {"mean": bounded_means, "duration": log_durations, "amount": log_amounts}


class OwnEstimates(NamedTuple):
    """One cell: estimates and variances on the link scale, ``(gemeenten,)``, and who has them.

    ``counts`` holds what was counted, if it was; half an event was then added to every count
    where one of them is 0 or full, as metafor's ``escalc`` does.
    """

    y: Floats
    v: Floats
    present: Flags
    counts: Counts | None


def own_estimates(cell: Cells) -> OwnEstimates | None:
    """Read one cell; None for what is not averaged: levels, reports and gaps."""
    how = recipe(cell.indicators[0])
    if how in {"binomial", "poisson"}:
        exposure = np.where(cell.present, cell.exposure, 1.0)
        likelihood: Likelihood = "poisson" if how == "poisson" else "binomial"
        counts = read_counts(cell.events, exposure, likelihood, cell.present)
        empty = (counts.rarest() == 0) & cell.present
        # An absent gemeente holds no events: its half is never looked at.
        y, v = counts.estimates(np.where(empty.any() | ~cell.present, 0.5, 0.0))
        return OwnEstimates(y[0], v[0], cell.present[0], counts)
    if how not in SUMMARIES:
        return None
    found = SUMMARIES[how](cell)
    if not found.cells.keys:
        return None
    return OwnEstimates(found.y[0], found.v[0], found.cells.present[0], None)
