"""What is known of cells when one of their gemeenten leaves.

Each cell is estimated again from the sums of the gemeenten that are left. Where many are left one
gemeente moves little, and estimating again costs most: there what is known moves as a weighted
mean does, see `moved_without`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from identiteitslab.decision.answers.estimated_without import (
    AGAIN,
    affordable,
    blocks,
    estimator,
    groups_behind,
)
from identiteitslab.decision.answers.moved_without import Told, moved, told_by
from identiteitslab.estimation.effect_sizes import logit_proportion
from identiteitslab.estimation.estimate import MIDDLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from identiteitslab.comparison.common.arrays import Double, Mask
    from identiteitslab.decision.answers.moved_without import Pairs
    from identiteitslab.decision.answers.reweighed import Reweighed
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.estimation.cells import Cells
    from identiteitslab.estimation.pooled import Pooled

LOOKED_AT = slice(32, None, 64)
"""Of the equally likely values of a cell, those that are followed when a gemeente leaves."""

PLACES = MIDDLES[LOOKED_AT]
"""Their probabilities."""


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
    again = estimator(evaluation, weights, cells)
    move: Callable[[Pairs], Double] | None
    if cells.indicators[0].gap is None:
        told = told_by(cells)
        move = told and partial(_moved, now, told)
    else:
        move = partial(_gap_moved, evaluation, now)
    count = cells.present.sum(axis=1)
    # Where nothing is pooled, estimating again costs next to nothing for any number.
    chosen = np.ones(len(count), np.bool_) if move is None else affordable(count, AGAIN)
    anew, count = chosen[pairs.cell], count[pairs.cell]
    found = Without(np.zeros((len(count), len(PLACES))), ~anew, anew)
    for block in blocks(anew & (count > 1), count):
        left = again(pairs.pick(block))
        if left.known is not None:
            rows = block[left.pair]
            found.values[rows], found.known[rows] = left.known.quantile(PLACES), True
    if move is not None and not anew.all():
        found.values[~anew] = move(pairs.pick(~anew))
    return found


def _moved(now: Now, told: Told, pairs: Pairs) -> Double:
    """Move what is known of cells with all gemeenten: values (pair, value)."""
    offset, factor = (part[:, None] for part in now.cells.unit())
    natural = moved((now.values - offset) / factor, told, now.share, pairs)
    return offset[pairs.cell] + factor[pairs.cell] * natural


def _gap_moved(evaluation: Evaluation, now: Now, pairs: Pairs) -> Double:
    """Shift gaps as the means of both groups do, and stretch them as their variances do."""
    counted, values = groups_behind(evaluation, now.cells), now.values
    factor = now.cells.unit()[1]
    parts = zip(counted.events, counted.exposure, counted.pooled(), strict=True)
    groups = [_group_moved(*part, pairs) for part in parts]
    (high, low), (higher, lower) = zip(*groups, strict=True)
    now, then = high.mean(axis=1) - low.mean(axis=1), higher.mean(axis=1) - lower.mean(axis=1)
    before, after = high.var(axis=1) + low.var(axis=1), higher.var(axis=1) + lower.var(axis=1)
    cell, middle = pairs.cell, values.mean(axis=1)
    shift = factor[cell] * (then - now[cell])
    stretch = np.sqrt(after / before[cell])
    apart = (values - middle[:, None])[cell] * stretch[:, None]
    found: Double = (middle[cell] + shift)[:, None] + apart
    return found


def _group_moved(
    events: Double, exposure: Double, pooled: Pooled, pairs: Pairs
) -> tuple[Double, Double]:
    """Return what is known of one group, (cell, value), and without a gemeente, (pair, value)."""
    present = exposure > 0
    y, v = logit_proportion(events, np.where(present, exposure, 1.0))
    told = Told(y, v, present, pooled.link)
    natural = pooled.quantile(PLACES, "average_gemeente")
    return natural, moved(natural, told, told.shares(pooled.spread().mean), pairs)
