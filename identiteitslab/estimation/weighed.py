"""Participants weighted to the population, once; whatever is then estimated uses the outcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.estimation.effective import to_population
from identiteitslab.estimation.representation import represent
from identiteitslab.measurement.strata import strata

if TYPE_CHECKING:
    import pyarrow as pa

    from identiteitslab.criteria.catalogue import Catalogue
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
    margins = catalogue.population.margins
    taking_part = strata(sums, cube, margins.age_band.ids, margins.digital_skill.ids)
    weighable = np.array([catalogue.indicators[name].by_people for name in cube.indicators])
    representations = represent(cube, taking_part, catalogue.population, weighable)
    weighted = to_population(cube, taking_part, representations, weighable)
    return Weighed(weighted, cube, sums, representations)
