"""What did each gemeente deliver on one indicator? Before any weight; small groups kept hidden."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.measurement.kind import FX
from identiteitslab.measurement.known_kinds import known_kinds

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.measurement.cube import Cube


@dataclass(frozen=True)
class Delivered:
    """The sums of one gemeente.

    Attributes
    ----------
    gemeente
        Its code.
    hidden
        So few people took part that they might be recognised: nothing more is told.
    people
        How many took part; None where no people were measured.
    events, exposure
        A count and what it is out of, or per; None for a mean.
    mean, measured
        A mean in the unit of the indicator, and of how many; None for a count. The mean is also
        None where nobody finished in time.
    until
        The last day of measuring, if told.
    """

    gemeente: str
    hidden: bool = False
    people: int | None = None
    events: int | None = None
    exposure: int | None = None
    mean: float | None = None
    measured: int | None = None
    until: dt.date | None = None


def delivered(evaluation: Evaluation, solution: str, indicator: str) -> tuple[Delivered, ...]:
    """Give the sums of every gemeente that measured an indicator of a solution, by code."""
    cube = evaluation.estimates.delivered
    if indicator not in cube.indicators:
        return ()
    cell = (cube.indicators.index(indicator), cube.solutions.index(solution))
    return tuple(_each(evaluation.catalogue, cube, cell, indicator))


def small(catalogue: Catalogue, indicator: str, people: float) -> bool:
    """Tell whether so few people took part in something that they might be recognised."""
    least = catalogue.population.minimum_group
    return catalogue.indicators[indicator].by_people and people < least


def longer_than(evaluation: Evaluation, solution: str, indicator: str) -> float | None:
    """Give the time-out that everybody ran into, where nobody finished in any gemeente.

    None too where a group is so small that this would tell something about a person.
    """
    cube = evaluation.estimates.delivered
    if indicator not in cube.indicators:
        return None
    people = cube.people[cube.indicators.index(indicator), cube.solutions.index(solution)]
    if any(small(evaluation.catalogue, indicator, n) for n in people[people > 0].tolist()):
        return None
    return evaluation.estimates.longer_than(solution, indicator)


def _each(
    catalogue: Catalogue, cube: Cube, cell: tuple[int, int], indicator: str
) -> Iterator[Delivered]:
    about = catalogue.indicators[indicator]
    logged = known_kinds()[about.kind].link == "log"
    for column in np.flatnonzero(cube.present[cell]).tolist():
        at, gemeente = (*cell, column), cube.gemeenten[column]
        if small(catalogue, indicator, float(cube.people[at])):
            yield Delivered(gemeente, hidden=True)
            continue
        day = cube.last_on[at]
        people = int(cube.people[at]) if about.by_people else None
        one = Delivered(gemeente, people=people, until=None if np.isnat(day) else day.item())
        if cube.exposure[at] > 0:
            yield replace(one, events=int(cube.events[at]), exposure=int(cube.exposure[at]))
        else:
            measured = int(cube.measured[at])
            mean = float(cube.sum_fx[at] / max(measured, 1) / FX)
            told = float(np.exp(mean)) if logged else mean
            yield replace(one, mean=told if measured else None, measured=measured)
