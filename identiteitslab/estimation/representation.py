"""Who took part, against who lives in the Netherlands: one weight for each group of people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from identiteitslab.estimation.collapsing import Merge, collapse
from identiteitslab.estimation.population import ContradictionError, rake, trim

if TYPE_CHECKING:
    from identiteitslab.criteria.reference import Population
    from identiteitslab.estimation.arrays import Flags, Floats
    from identiteitslab.measurement.cube import Cube
    from identiteitslab.measurement.strata import Strata

FEWEST = 20
"""Participants from which weighing says more than it costs."""

Reason = Literal["weighted", "groups_unknown", "few_people", "contradiction"]


@dataclass(frozen=True)
class Representation:
    """How the participants of one solution were weighted.

    Attributes
    ----------
    reason
        Whether they were, and if not, why not.
    weight
        Of a participant, ``(age bands, skills)``; the mean over participants is 1.
    people
        Participants of whom age and skill are known, ``(age bands, skills)``.
    merges
        Groups in which nobody took part, and who speaks for them.
    effective_share
        What uneven weights leave of the number of people, at most 1 (Kish).
    """

    reason: Reason
    weight: Floats
    people: Floats
    merges: tuple[Merge, ...] = ()
    effective_share: float = 1.0


def represent(
    cube: Cube, groups: Strata, population: Population, weighable: Flags
) -> tuple[Representation, ...]:
    """Weight the participants of each solution to age and digital skill, by raking.

    A participant has one weight for all answers. How many took part in a group is the largest
    number on any one indicator of a pilot, as who they are is not known.

    Parameters
    ----------
    cube, groups
        Current sums, and the groups behind them.
    population
        Margins; the largest weight, as a multiple of the mean.
    weighable
        Indicators that people answer or do, ``(indicators,)``.

    Returns
    -------
    tuple
        One a solution, in the order of the cube.
    """
    margins = population.margins
    shape = (len(margins.age_band.categories), len(margins.digital_skill.categories))
    people = _people(cube, groups, shape, weighable)
    return tuple(_represent(counts, population) for counts in people)


def _people(cube: Cube, groups: Strata, shape: tuple[int, int], weighable: Flags) -> Floats:
    """Count participants of whom age and skill are known, ``(solutions, age bands, skills)``."""
    most = np.zeros((len(cube.solutions), len(cube.gemeenten), *shape))
    at = (groups.solution, groups.gemeente, groups.age_band, groups.digital_skill)
    told = weighable[groups.indicator] & groups.known
    np.maximum.at(most, tuple(part[told] for part in at), groups.people[told])
    return np.asarray(most.sum(axis=1))


def _represent(people: Floats, population: Population) -> Representation:
    even = np.ones(people.shape)
    if people.sum() < FEWEST:
        reason: Reason = "few_people" if people.any() else "groups_unknown"
        return Representation(reason, even, people)
    age, skill = np.nonzero(people)
    count = people[age, skill]
    margins = population.margins
    collapsed = [
        collapse(labels, [category.share for category in margin.categories], margin.ids)
        for labels, margin in ((age, margins.age_band), (skill, margins.digital_skill))
    ]
    total = count.sum()
    wanted = [part.population * total / part.population.sum() for part in collapsed]
    try:
        raked = rake([part.labels for part in collapsed], wanted, base=count) / count
    except ContradictionError:
        return Representation("contradiction", even, people)
    weight = _trimmed(raked, count, population.trim)
    spread = even.copy()
    spread[age, skill] = weight
    share = float((weight * count).sum() ** 2 / (weight**2 * count).sum() / total)
    merges = tuple(merge for part in collapsed for merge in part.merges)
    return Representation("weighted", spread, people, merges, share)


def _trimmed(weight: Floats, count: Floats, most: float) -> Floats:
    """Cap weights at a multiple of the mean weight, each as often as it has people."""
    owner = np.repeat(np.arange(weight.size), np.maximum(count.astype(np.intp), 1))
    each = weight[owner]
    if each.max() <= most * each.mean():
        return weight
    capped = trim(each, at=most * each.mean() / np.median(each))
    _, first = np.unique(owner, return_index=True)
    return capped[first]
