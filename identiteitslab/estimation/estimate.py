"""From the current sums to what is known of every solution on every indicator."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.estimation.groups import EVERYTHING, Scope, make, recipe
from identiteitslab.measurement.kind import FX

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.estimation.arrays import Floats
    from identiteitslab.estimation.cells import Cells
    from identiteitslab.estimation.groups import Recipe
    from identiteitslab.estimation.known import Known
    from identiteitslab.estimation.pooled import Pooled
    from identiteitslab.estimation.representation import Representation
    from identiteitslab.estimation.weighed import Weighed
    from identiteitslab.measurement.cube import Cube

SAMPLES = 4096
"""Values per cell, at the middles of equally likely slices of what is known."""

MIDDLES = (np.arange(SAMPLES) + 0.5) / SAMPLES
INTERVAL = np.array([0.025, 0.5, 0.975])


@dataclass(frozen=True)
class Estimate:
    """What is known of one solution on one indicator, in the indicator's unit.

    ``low`` and ``high`` enclose 95 %; ``exact`` marks a reported value without sampling error.
    ``observations`` counts people, attempts or reports, whatever the kind counts.
    """

    solution: str
    indicator: str
    low: float
    middle: float
    high: float
    exact: bool
    gemeenten: tuple[str, ...]
    people: int
    observations: int
    last_on: dt.date | None


@dataclass(frozen=True)
class Group:
    """Cells that were estimated in one go.

    Attributes
    ----------
    cells
        The sums they were estimated from, weighted to the population where that is possible.
    known
        The distribution of each cell's target.
    exact
        The value was reported: it has no sampling error.
    pooled
        The posterior behind it, with each gemeente; None where gemeenten are not pooled.
    """

    cells: Cells
    known: Known
    exact: bool
    pooled: Pooled | None

    @cached_property
    def values(self) -> Floats:
        """Values at ``MIDDLES``, ``(cells, SAMPLES)``, increasing."""
        return self.known.quantile(MIDDLES)

    @cached_property
    def intervals(self) -> Floats:
        """Low, middle, high, ``(cells, 3)``."""
        return self.known.quantile(INTERVAL)


@dataclass(frozen=True)
class Estimates:
    """All that is known, by solution and indicator.

    ``delivered`` holds the sums as they came, before any weight; ``representations`` how the
    participants of each solution were weighted.
    """

    groups: tuple[Group, ...]
    delivered: Cube
    representations: tuple[Representation, ...]

    @property
    def gemeenten(self) -> tuple[str, ...]:
        """Codes of the gemeenten that measured, in the order of all arrays."""
        return self.delivered.gemeenten

    @cached_property
    def _places(self) -> dict[tuple[str, str], tuple[Group, int]]:
        return {
            key: (group, row) for group in self.groups for row, key in enumerate(group.cells.keys)
        }

    def values(self, solution: str, indicator: str) -> Floats | None:
        """Give equally likely values ``(SAMPLES,)``, increasing; None where nothing is known."""
        place = self._places.get((solution, indicator))
        return None if place is None else np.asarray(place[0].values[place[1]])

    def at_least(self, limits: Mapping[tuple[str, str], float]) -> dict[tuple[str, str], float]:
        """Give the probability that each cell's value is its limit or more.

        Parameters
        ----------
        limits
            A limit by solution and indicator, in the indicator's unit; cells of which nothing is
            known are left out of the answer.
        """
        answers = {}
        for group in self.groups:
            asked = [row for row, key in enumerate(group.cells.keys) if key in limits]
            if asked:
                # Cells that were not asked about answer for their own middle, and are dropped.
                limit = group.intervals[:, 1].copy()
                limit[asked] = [limits[group.cells.keys[row]] for row in asked]
                chances = group.known.at_least(limit)
                answers.update({group.cells.keys[row]: float(chances[row]) for row in asked})
        return answers

    def get(self, solution: str, indicator: str) -> Estimate | None:
        """Give what is known of a cell, or None."""
        place = self._places.get((solution, indicator))
        if place is None:
            return None
        group, row = place
        low, middle, high = (float(x) for x in group.intervals[row])
        present = group.cells.present[row]
        days = group.cells.last_on[row][present]
        days = days[~np.isnat(days)]
        return Estimate(
            solution,
            indicator,
            low,
            middle,
            high,
            group.exact,
            gemeenten=tuple(g for g, there in zip(self.gemeenten, present, strict=True) if there),
            people=int(group.cells.people[row].sum()),
            observations=int(self.counted(solution, indicator).sum()),
            last_on=days.max().item() if len(days) else None,
        )

    def counted(self, solution: str, indicator: str) -> Floats:
        """Count people, attempts or reports as delivered, ``(gemeenten,)``."""
        cube = self.delivered
        at = (cube.indicators.index(indicator), cube.solutions.index(solution))
        people = cube.measured[at] + cube.censored[at]
        return np.asarray(np.where(cube.exposure[at] > 0, cube.exposure[at], people))

    def longer_than(
        self, solution: str, indicator: str, *, without: str | None = None
    ) -> float | None:
        """Give the time-out that everybody ran into, where nobody finished in any gemeente.

        In the unit of the indicator, the earliest if gemeenten stopped at different times. It is
        a lower bound and all that is known: how much longer only a prior on the duration could
        say, so no value is made of it. None where somebody finished, or nobody tried. One
        gemeente may be left out.
        """
        cube = self.delivered
        if indicator not in cube.indicators:
            return None
        at = (cube.indicators.index(indicator), cube.solutions.index(solution))
        counts = np.array([gemeente != without for gemeente in cube.gemeenten])
        stopped = counts & (cube.censored[at] > 0)
        if cube.measured[at][counts].any() or not stopped.any():
            return None
        logs = cube.censored_fx[at][stopped] / cube.censored[at][stopped] / FX
        return float(np.exp(logs.min()))

    def representation(self, solution: str) -> Representation:
        """Tell how the participants of a solution were weighted to the population."""
        return self.representations[self.delivered.solutions.index(solution)]

    def place(self, solution: str, indicator: str) -> tuple[Group, int] | None:
        """Give the group and row of a cell, for who wants to see the sums behind it."""
        return self._places.get((solution, indicator))


def estimate(catalogue: Catalogue, weighed: Weighed, scope: Scope = EVERYTHING) -> Estimates:
    """Estimate every measured cell.

    Cells that share a kind of likelihood are estimated together, whatever their indicator.

    Parameters
    ----------
    catalogue
        Says of each indicator its kind, pooling, target and the prior scale of tau.
    weighed
        Current sums, with participants weighted to the population.
    scope
        Which cells, and how wide a prior; all, and as the catalogue says, unless given.
    """
    names = sorted(weighed.cube.indicators, key=lambda name: _together(catalogue, name))
    groups = tuple(
        Group(made.cells, made.known, how in ("report", "level"), made.pooled)
        for (how, *_), members in groupby(names, key=lambda name: _together(catalogue, name))
        for made in make(how, catalogue, tuple(members), weighed.cube, weighed.sums, scope)
    )
    return Estimates(groups, weighed.delivered, weighed.representations)


def _together(catalogue: Catalogue, name: str) -> tuple[Recipe, str, str]:
    """Say which cells are estimated in one go: those with the same recipe and target.

    The direction only matters where the least favourable gemeente is the target.
    """
    indicator = catalogue.indicators[name]
    one_sided = indicator.target == "every_gemeente"
    return recipe(indicator), indicator.target, indicator.direction if one_sided else ""
