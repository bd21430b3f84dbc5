"""Everything that one cell's posterior tells, in the unit of its indicator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from identiteitslab.estimation.arrays import Floats
    from identiteitslab.estimation.estimate import Estimates, Group
    from identiteitslab.estimation.pooled import Pooled

INTERVAL = (0.025, 0.5, 0.975)


class Range(NamedTuple):
    """A middle with the interval that holds 95 %."""

    low: float
    middle: float
    high: float


class OneGemeente(NamedTuple):
    """A gemeente after borrowing from the others.

    ``own_share`` is the weight of its own measurement, 0 to 1; ``observations`` counts what it
    delivered.
    """

    gemeente: str
    people: int
    observations: int
    known: Range
    own_share: float

    @property
    def mostly_borrowed(self) -> bool:
        """Tell whether others say more about this gemeente than it does itself."""
        return self.own_share < 0.5  # noqa: PLR2004 - half


@dataclass(frozen=True)
class Picture:
    """What is known of one solution on one indicator.

    Attributes
    ----------
    average, new, nation
        The average gemeente, one that has not measured yet, and all inhabitants: measured
        gemeenten by their population, all others as the average gemeente.
    tau
        How much gemeenten differ, on the scale ``link``.
    prior_conflict
        The data differ more than was expected beforehand, and a wider prior was used.
    gemeenten
        Those that measured.
    """

    link: str
    average: Range
    new: Range
    nation: Range
    tau: Range
    prior_scale: float
    prior_conflict: bool
    gemeenten: tuple[OneGemeente, ...]


def picture(
    estimates: Estimates, solution: str, indicator: str, inhabitants: Mapping[str, int]
) -> Picture | None:
    """Read all targets of a cell from its one posterior; None where nothing was pooled.

    Parameters
    ----------
    estimates
        What is known.
    solution, indicator
        Which cell.
    inhabitants
        Of every gemeente of the country, by code.
    """
    place = estimates.place(solution, indicator)
    if place is None:
        return None
    group, row = place
    if group.pooled is None:
        return None
    pooled = group.pooled.cell(row)
    measured = np.array([inhabitants[code] for code in estimates.gemeenten], dtype=np.float64)
    elsewhere = sum(inhabitants.values()) - measured[pooled.present[0]].sum()
    offset, factor = (float(part[row]) for part in group.cells.unit())

    def told(values: Floats) -> Range:
        return Range(*(offset + factor * float(value) for value in values))

    spread = pooled.spread()
    return Picture(
        pooled.link.name,
        told(pooled.quantile(INTERVAL, "average_gemeente")[0]),
        told(pooled.quantile(INTERVAL, "new_gemeente")[0]),
        told(pooled.quantile(INTERVAL, "nation", population=measured, elsewhere=elsewhere)[0]),
        Range(*(float(part[0]) for part in (spread.low, spread.median, spread.high))),
        float(pooled.prior_scale[0]),
        bool(pooled.prior_conflict[0]),
        _gemeenten(estimates, group, row, pooled, (offset, factor)),
    )


def _gemeenten(
    estimates: Estimates, group: Group, row: int, pooled: Pooled, unit: tuple[float, float]
) -> tuple[OneGemeente, ...]:
    solution, indicator = group.cells.keys[row]
    counted = estimates.counted(solution, indicator)
    shrunk = pooled.shrunk()
    offset, factor = unit
    return tuple(
        OneGemeente(
            estimates.gemeenten[at],
            int(group.cells.people[row, at]),
            int(counted[at]),
            Range(
                *(
                    offset + factor * float(part[0, at])
                    for part in (shrunk.low, shrunk.value, shrunk.high)
                )
            ),
            float(shrunk.own_share[0, at]),
        )
        for at in np.flatnonzero(pooled.present[0]).tolist()
    )
