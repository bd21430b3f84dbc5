"""What may be published: nobody can be found in a small group, nor by subtracting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.figures.small_groups import LEAST_PEOPLE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from identiteitslab.criteria.model import Indicator
    from identiteitslab.decision.evaluation import Evaluation

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]

PAIR = 2
"""One value that is missing from a sum can be computed; of two only their sum."""


@dataclass(frozen=True)
class Shown:
    """Which pairs of solution and indicator may be published, and how far.

    Attributes
    ----------
    measured
        All of which anything was measured.
    estimates
        What is known over all gemeenten together, with the number of people.
    parts
        The sums of each gemeente.
    """

    measured: frozenset[tuple[str, str]]
    estimates: frozenset[tuple[str, str]]
    parts: frozenset[tuple[str, str]]


def shown(evaluation: Evaluation) -> Shown:
    """Decide what may be published of an evaluation.

    Two rules, for everything that was measured among people:

    1. Sums of gemeenten are published for all gemeenten of a pair or for none. With one small
       gemeente left out, its sums would follow from the estimate over all minus the others.
    2. An estimate over too few people is left out. The total of the solution is published, so one
       missing score would follow from it: then the next smallest is left out as well, until what
       can be computed is a mix of at least two scores, over enough people.
    """
    cube, catalogue = evaluation.estimates.delivered, evaluation.catalogue
    least = max(LEAST_PEOPLE, catalogue.population.minimum_group)
    indicators = [catalogue.indicators[name] for name in cube.indicators]
    total, scored = _totals(evaluation, indicators)
    measured = total > 0
    estimates = measured & totals_shown(total, scored, least)
    parts = parts_shown(_people(cube.people, indicators), cube.present, least)
    return Shown(*(_pairs(evaluation, may) for may in (measured, estimates, parts & estimates)))


def parts_shown(people: Floats, present: Bools, least: int) -> Bools:
    """Tell for which pairs the sums of every gemeente may be shown.

    Parameters
    ----------
    people
        Measured in each gemeente, ``(indicators, solutions, gemeenten)``; infinite where no
        people were measured but something else.
    present
        Where anything was measured, same shape.
    least
        Fewest people in a group that may be shown.

    Returns
    -------
    ndarray of bool
        ``(indicators, solutions)``; true where nothing was measured, as there is nothing to hide.
    """
    return np.asarray(np.where(present, people >= least, True).all(axis=2), dtype=np.bool_)


def totals_shown(people: Floats, scored: Bools, least: int) -> Bools:
    """Tell which estimates may be shown beside the total of their solution.

    Parameters
    ----------
    people
        Over all gemeenten, ``(indicators, solutions)``; 0 where nothing was measured, infinite
        where no people were measured but something else.
    scored
        Which estimates are part of the total, same shape.
    least
        Fewest people in a group that may be shown.
    """
    may = ~((people > 0) & (people < least))
    for solution in range(people.shape[1]):
        own, counts = people[:, solution], scored[:, solution] & (people[:, solution] > 0)
        open_, hidden = may[:, solution], counts & ~may[:, solution]
        for at in np.argsort(own, kind="stable").tolist():
            if not hidden.any() or (hidden.sum() >= PAIR and own[hidden].sum() >= least):
                break
            if counts[at]:
                hidden[at], open_[at] = True, False
    return may


def _pairs(evaluation: Evaluation, may: Bools) -> frozenset[tuple[str, str]]:
    """Name the pairs of solution and indicator from ``(indicators, solutions)``."""
    cube = evaluation.estimates.delivered
    return frozenset(
        (cube.solutions[solution], cube.indicators[indicator])
        for indicator, solution in np.argwhere(may).tolist()
    )


def _people(people: Floats, indicators: list[Indicator]) -> Floats:
    """Count people (indicators, …); infinite where something else was measured."""
    among = np.array([indicator.by_people for indicator in indicators])
    return np.where(among.reshape(-1, *[1] * (people.ndim - 1)), people, np.inf)


def _totals(evaluation: Evaluation, indicators: list[Indicator]) -> tuple[Floats, Bools]:
    """Give people and whether they are scored, ``(indicators, solutions)``."""
    cube = evaluation.estimates.delivered
    known = [
        [evaluation.estimates.get(s, name) for s in cube.solutions] for name in cube.indicators
    ]
    counted = np.array([[one.people if one else 0 for one in row] for row in known], dtype=float)
    there = np.array([[one is not None for one in row] for row in known])
    scored = np.array([[indicator.scored] for indicator in indicators]) & there
    return np.where(there, _people(counted, indicators), 0.0), scored
