"""What is known of cells when one of their gemeenten leaves.

Each cell is estimated again from the sums of the gemeenten that are left. Where many are left one
gemeente moves little, and estimating again costs most: there what is known moves as a weighted
mean does, see `moved_without`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from identiteitslab.decision.answers.moved_without import Told, moved, told_by
from identiteitslab.estimation.effect_sizes import logit_proportion
from identiteitslab.estimation.estimate import MIDDLES
from identiteitslab.estimation.gaps import between, count_groups, pool_group
from identiteitslab.estimation.groups import from_cells, recipe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from identiteitslab.comparison.common.arrays import Counts, Double, Mask
    from identiteitslab.decision.answers.moved_without import Pairs
    from identiteitslab.decision.answers.reweighed import Reweighed
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.estimation.cells import Cells
    from identiteitslab.estimation.gaps import Counted

LOOKED_AT = slice(32, None, 64)
"""Of the equally likely values of a cell, those that are followed when a gemeente leaves."""

PLACES = MIDDLES[LOOKED_AT]
"""Their probabilities."""

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


class Now(NamedTuple):
    """What is known of cells of one recipe and target with all gemeenten."""

    cells: Cells
    values: Double
    """(cell, value) at `PLACES`."""
    share: Double
    """(cell, gemeente) part of the information."""


class Without(NamedTuple):
    """What is known of each pair's cell without its gemeente."""

    values: Double
    """(pair, value) equally likely values in the indicator's unit; 0 where nothing is known."""
    known: Mask
    """(pair,) something is left to know it from."""
    again: Mask
    """(pair,) estimated again; elsewhere moved as a weighted mean does."""


def values_without(evaluation: Evaluation, weights: Reweighed, now: Now, pairs: Pairs) -> Without:
    """Find what is known of cells of one recipe and target without a gemeente.

    Parameters
    ----------
    evaluation
        Holds the sums of the groups of people behind gaps.
    weights
        The sums as participants are weighed without each gemeente.
    now
        What is known with all gemeenten.
    pairs
        Which cell without which gemeente.
    """
    cells = now.cells
    about = cells.indicators[0].gap
    if about is None:
        told = told_by(cells)
        again = partial(_again, cells, weights)
        move = told and partial(_moved, now, told)
    else:
        cube = evaluation.estimates.delivered
        solutions = np.array([cube.solutions.index(name) for name, _ in cells.keys])
        counted = count_groups(about, cube, evaluation.sums).pick(solutions)
        again = partial(_gap_again, counted, cells.unit()[1])
        move = partial(_gap_moved, counted, cells.unit()[1], now.values)
    count = cells.present.sum(axis=1)
    # Where nothing is pooled, estimating again costs next to nothing for any number.
    chosen = np.ones(len(count), np.bool_) if move is None else affordable(count)
    anew, count = chosen[pairs.cell], count[pairs.cell]
    found = Without(np.zeros((len(count), len(PLACES))), ~anew, anew)
    for block in _blocks(anew & (count > 1), count):
        found.values[block], found.known[block] = again(pairs.pick(block))
    if move is not None and not anew.all():
        found.values[~anew] = move(pairs.pick(~anew))
    return found


def affordable(count: Counts) -> Mask:
    """Choose cells to estimate again, by their number of gemeenten: the fewest first."""
    order = np.argsort(count, kind="stable")
    chosen = np.zeros(len(count), np.bool_)
    chosen[order] = (count[order] <= FEW) & (np.cumsum(count[order]) <= AGAIN)
    return chosen


def _blocks(chosen: Mask, count: Counts) -> Iterator[Counts]:
    """Split pairs into blocks of about as many gemeenten."""
    places = np.flatnonzero(chosen)
    order = places[np.argsort(count[places], kind="stable")]
    yield from (order[start : start + TOGETHER] for start in range(0, len(order), TOGETHER))


def _again(cells: Cells, weights: Reweighed, pairs: Pairs) -> tuple[Double, Mask]:
    """Estimate cells anew: values (pair, value), and which of them are known."""
    size = len(pairs.cell)
    values, known = np.zeros((size, len(PLACES))), np.zeros(size, np.bool_)
    left = weights.rows(cells, pairs).without(np.arange(size), pairs.gemeente)
    made = from_cells(recipe(cells.indicators[0]), left)
    if made is not None:
        kept = [int(number) for number, _ in made.cells.keys]
        values[kept], known[kept] = made.known.quantile(PLACES), True
    return values, known


def _moved(now: Now, told: Told, pairs: Pairs) -> Double:
    """Move what is known of cells with all gemeenten: values (pair, value)."""
    offset, factor = (part[:, None] for part in now.cells.unit())
    natural = moved((now.values - offset) / factor, told, now.share, pairs)
    return offset[pairs.cell] + factor[pairs.cell] * natural


def _gap_again(counted: Counted, factor: Double, pairs: Pairs) -> tuple[Double, Mask]:
    """Estimate gaps anew, as `_again`; too small a group leaves a gap unknown."""
    left = counted.without(*pairs)
    known = left.enough
    values = np.zeros((len(known), len(PLACES)))
    if known.any():
        found = between(left.pick(known), factor[pairs.cell[known]])
        values[known] = found.quantile(PLACES)
    return values, known


def _gap_moved(counted: Counted, factor: Double, values: Double, pairs: Pairs) -> Double:
    """Shift gaps as the means of both groups do, and stretch them as their variances do."""
    groups = [_group_moved(*group, pairs) for group in zip(*counted, strict=True)]
    (high, low), (higher, lower) = zip(*groups, strict=True)
    now, then = high.mean(axis=1) - low.mean(axis=1), higher.mean(axis=1) - lower.mean(axis=1)
    before, after = high.var(axis=1) + low.var(axis=1), higher.var(axis=1) + lower.var(axis=1)
    cell, middle = pairs.cell, values.mean(axis=1)
    shift = factor[cell] * (then - now[cell])
    stretch = np.sqrt(after / before[cell])
    apart = (values - middle[:, None])[cell] * stretch[:, None]
    found: Double = (middle[cell] + shift)[:, None] + apart
    return found


def _group_moved(events: Double, exposure: Double, pairs: Pairs) -> tuple[Double, Double]:
    """Return what is known of one group, (cell, value), and without a gemeente, (pair, value)."""
    pooled = pool_group(events, exposure)
    present = exposure > 0
    y, v = logit_proportion(events, np.where(present, exposure, 1.0))
    told = Told(y, v, present, pooled.link)
    natural = pooled.quantile(PLACES, "average_gemeente")
    return natural, moved(natural, told, told.shares(pooled.spread().mean), pairs)
