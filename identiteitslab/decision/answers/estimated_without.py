"""Cells estimated again from the sums of the gemeenten that are left when one leaves."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from identiteitslab.estimation.gaps import between, count_groups
from identiteitslab.estimation.groups import from_cells, recipe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from identiteitslab.comparison.common.arrays import Counts, Double, Mask
    from identiteitslab.decision.answers.moved_without import Pairs
    from identiteitslab.decision.answers.reweighed import Reweighed
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.estimation.cells import Cells
    from identiteitslab.estimation.gaps import Counted
    from identiteitslab.estimation.known import Known

FEW = 24
"""Up to so many gemeenten a cell is estimated again without each of them.

With more, moving cells instead puts an expected total off by some hundredths of a point, at most
.11 in a lab of 90 gemeenten and .19 in one of 64 where `AGAIN` bound.
"""

AGAIN = 800
"""At most so many pairs of one recipe and target are estimated again.

It bounds the time: about a millisecond a pair for counts, and some seven recipes and targets.
"""

TOGETHER = 256
"""Pairs that are estimated in one go: it bounds the memory."""


class Left(NamedTuple):
    """What is known of the pairs of which still something is known."""

    pair: Counts
    """(row,) which of the pairs."""
    known: Known | None
    """A row each; None where that is none of them."""


class Estimator(Protocol):
    """Estimates cells again without a gemeente, with a prior on tau so many times as wide."""

    def __call__(self, pairs: Pairs, *, prior_factor: float = 1.0) -> Left:
        """Estimate some pairs again."""


def estimator(evaluation: Evaluation, weights: Reweighed, cells: Cells) -> Estimator:
    """Make ready to estimate cells of one recipe and target without any of their gemeenten.

    Parameters
    ----------
    evaluation
        Holds the sums of the groups of people behind gaps.
    weights
        The sums as participants are weighed without each gemeente.
    cells
        With all gemeenten; pairs are about their rows.
    """
    about = cells.indicators[0].gap
    if about is None:
        return partial(_again, cells, weights)
    return partial(_gap_again, groups_behind(evaluation, cells), cells.unit()[1])


def groups_behind(evaluation: Evaluation, cells: Cells) -> Counted:
    """Count the groups of people behind gaps, a row a cell."""
    about, cube = cells.indicators[0].gap, evaluation.estimates.delivered
    if about is None:
        raise ValueError(f"{cells.keys[0][1]} is no gap: it has no groups of people")
    solutions = np.array([cube.solutions.index(name) for name, _ in cells.keys])
    return count_groups(evaluation.catalogue, about, cube, evaluation.sums).pick(solutions)


def affordable(count: Counts, most: int) -> Mask:
    """Choose cells to estimate again: the fewest gemeenten first, up to so many pairs."""
    order = np.argsort(count, kind="stable")
    chosen = np.zeros(len(count), np.bool_)
    chosen[order] = (count[order] <= FEW) & (np.cumsum(count[order]) <= most)
    return chosen


def blocks(chosen: Mask, count: Counts) -> Iterator[Counts]:
    """Split pairs into blocks of about as many gemeenten."""
    places = np.flatnonzero(chosen)
    order = places[np.argsort(count[places], kind="stable")]
    yield from (order[start : start + TOGETHER] for start in range(0, len(order), TOGETHER))


def _again(cells: Cells, weights: Reweighed, pairs: Pairs, *, prior_factor: float = 1.0) -> Left:
    everyone = weights.rows(cells, pairs)
    left = everyone.without(np.arange(len(pairs.cell)), pairs.gemeente)
    made = from_cells(recipe(cells.indicators[0]), left.under(prior_factor))
    if made is None:
        return Left(np.zeros(0, np.intp), None)
    return Left(np.array([int(number) for number, _ in made.cells.keys]), made.known)


def _gap_again(
    counted: Counted, factor: Double, pairs: Pairs, *, prior_factor: float = 1.0
) -> Left:
    """Too small a group leaves a gap unknown."""
    left = counted.without(*pairs).under(prior_factor)
    rows = np.flatnonzero(left.enough)
    if not len(rows):
        return Left(rows, None)
    return Left(rows, between(left.pick(rows), factor[pairs.cell[rows]]))
