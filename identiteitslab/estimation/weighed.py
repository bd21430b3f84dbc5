"""Participants weighted to the population, once; whatever is then estimated uses the outcome."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.estimation.effective import to_population
from identiteitslab.estimation.representation import represent
from identiteitslab.measurement.strata import Strata, strata

if TYPE_CHECKING:
    import pyarrow as pa

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.reference import Population
    from identiteitslab.estimation.arrays import Flags
    from identiteitslab.estimation.representation import Representation
    from identiteitslab.measurement.cube import Cube


@dataclass(frozen=True)
class Weighed:
    """What estimates are made from.

    Attributes
    ----------
    cube
        Current sums, weighted to the population where participants were measured.
    delivered
        The same as they came.
    sums
        Merged sums with their strata, for gaps between groups of participants.
    representations
        How the participants of each solution were weighted.
    """

    cube: Cube
    delivered: Cube
    sums: pa.Table
    representations: tuple[Representation, ...]


@dataclass(frozen=True)
class Participants:
    """Sums, and the groups of participants by which they are weighted to the population."""

    cube: Cube
    groups: Strata
    population: Population
    weighable: Flags
    """(indicator,) that is measured among people."""

    def only(self, chosen: Flags) -> Participants:
        """Keep some of the groups, ``(groups,)``."""
        kept = (getattr(self.groups, field.name)[chosen] for field in fields(Strata))
        return replace(self, groups=Strata(*kept))

    def weigh(self) -> tuple[Cube, tuple[Representation, ...]]:
        """Weight the sums by these groups; sums without groups stay as they came."""
        told = represent(self.cube, self.groups, self.population, self.weighable)
        return to_population(self.cube, self.groups, told, self.weighable), told


def participants(catalogue: Catalogue, cube: Cube, sums: pa.Table) -> Participants:
    """Find the groups of participants behind current sums; see `weigh`."""
    margins = catalogue.population.margins
    groups = strata(sums, cube, margins.age_band.ids, margins.digital_skill.ids)
    by_people = np.array([catalogue.indicators[name].by_people for name in cube.indicators])
    return Participants(cube, groups, catalogue.population, by_people)


def weigh(catalogue: Catalogue, cube: Cube, sums: pa.Table) -> Weighed:
    """Weigh participants to age and digital skill.

    Parameters
    ----------
    catalogue
        Says what is measured among people, and what the population is like.
    cube
        Current sums.
    sums
        Merged sums with their strata.
    """
    weighted, representations = participants(catalogue, cube, sums).weigh()
    return Weighed(weighted, cube, sums, representations)
