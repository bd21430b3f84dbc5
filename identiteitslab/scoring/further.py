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

    A guide, not a promise: for counts the least that could be enough in one gemeente (exact,
    one-sided), for values what would be enough if the estimate stays where it is.
    """
    place = estimates.place(solution, indicator)
    if place is None:
        return None
    group, row = place
    offset, factor = (float(part[row]) for part in group.cells.unit())
    natural = (limit - offset) / factor
    if group.cells.exposure[row].sum() > 0:
        return _of_counts(estimates, group, (solution, indicator), natural, lower=minimum.lower)
    return _of_values(group, row, limit, lower=minimum.lower)


def _of_counts(
    estimates: Estimates, group: Group, key: tuple[str, str], limit: float, *, lower: bool
) -> Further | None:
    row = group.cells.keys.index(key)
    counted = estimates.counted(*key)[group.cells.present[row]].sum()
    share = group.cells.events[row].sum() / group.cells.exposure[row].sum()
    rates = group.pooled is not None and group.pooled.link.name == "log"
    if rates and not lower and limit > 0:
        return _told(exposure_needed(share * counted, counted, limit), "without_event")
    if not rates and 0 < limit < 1:
        well, asked = (share, limit) if lower else (1 - share, 1 - limit)
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
    return _told(needed, "gemeenten")


def _told(amount: np.ndarray, unit: FurtherUnit) -> Further | None:
    value = float(amount)
    return Further(max(int(np.ceil(value)), 1), unit) if np.isfinite(value) else None
