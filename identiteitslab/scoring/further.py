"""How much more would have to be measured before an open minimum is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from identiteitslab.estimation.knockout import (
    exposure_needed,
    observations_needed,
    successes_needed,
)

if TYPE_CHECKING:
    from identiteitslab.criteria.model import Minimum
    from identiteitslab.estimation.estimate import Estimates, Group

FurtherUnit = Literal["without_failure", "without_event", "gemeenten"]
Z95 = 1.959963984540054


class Further(NamedTuple):
    """At least this much more.

    ``without_failure`` counts attempts that all go well, ``without_event`` exposure in which
    nothing happens, ``gemeenten`` counts gemeenten that measure as much, and find the same.
    """

    amount: int
    unit: FurtherUnit


def further(
    estimates: Estimates, solution: str, indicator: str, minimum: Minimum, limit: float
) -> Further | None:
    """Tell what would show a minimum that is not shown yet; None if more of the same cannot.

    A guide, not a promise, and never 0: for counts the least that could be enough in one gemeente
    (exact, one-sided), for values, and for counts that would be enough in one gemeente, how many
    gemeenten would be enough if the estimate stays where it is.
    """
    place = estimates.place(solution, indicator)
    if place is None:
        return None
    group, row = place
    if group.cells.indicators[row].gap is not None:
        return None  # a difference between groups: neither attempts nor gemeenten alone settle it
    if group.cells.exposure[row].sum() == 0:
        return _of_values(group, row, limit, lower=minimum.lower)
    counts = _of_counts(estimates, group, row, limit, lower=minimum.lower)
    # Together the counts may show it already. Then it is the difference between gemeenten that
    # still hides it, and more attempts in the same ones do not help.
    enough = counts is not None and counts.amount == 0
    return _of_values(group, row, limit, lower=minimum.lower) if enough else counts


def _of_counts(
    estimates: Estimates, group: Group, row: int, limit: float, *, lower: bool
) -> Further | None:
    """Count further attempts or exposure as if all came from one gemeente; may be 0."""
    offset, factor = (float(part[row]) for part in group.cells.unit())
    natural = (limit - offset) / factor
    counted = estimates.counted(*group.cells.keys[row])[group.cells.present[row]].sum()
    share = group.cells.events[row].sum() / group.cells.exposure[row].sum()
    rates = group.pooled is not None and group.pooled.link.name == "log"
    if rates and not lower and natural > 0:
        return _told(exposure_needed(share * counted, counted, natural), "without_event")
    if not rates and 0 < natural < 1:
        well, asked = (share, natural) if lower else (1 - share, 1 - natural)
        return _told(successes_needed(well * counted, counted, asked), "without_failure")
    return None


def _of_values(group: Group, row: int, limit: float, *, lower: bool) -> Further | None:
    if group.pooled is None or limit <= 0:
        return None
    offset, factor = (part[row] for part in group.cells.unit())
    link = group.pooled.link
    ends = (np.append(group.intervals[row], limit) - offset) / factor
    if link.name == "logit" and not ((ends > 0) & (ends < 1)).all():
        return None
    low, middle, high, bound = link.forward(ends)
    count = group.cells.present[row].sum()
    needed = observations_needed(
        middle,
        max((high - low) / (2 * Z95), 1e-9),
        count,
        bound,
        direction="higher_is_better" if lower else "lower_is_better",
    )
    return _told(np.maximum(needed, 1.0), "gemeenten")


def _told(amount: np.ndarray, unit: FurtherUnit) -> Further | None:
    value = float(amount)
    return Further(int(np.ceil(value)), unit) if np.isfinite(value) else None
