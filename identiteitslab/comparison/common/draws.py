"""Totals of every solution, one per draw, from pools of scores and drawn weights."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from identiteitslab.comparison.common.arrays import Counts, Double, Mask, Single, as_ids, as_pools
from identiteitslab.comparison.common.masks import as_applies, move_weights
from identiteitslab.comparison.common.pools import ready_pools
from identiteitslab.simulation.streams import check_seed, stream

BLOCK = 16_384
"""Draws in one block. It is part of what makes a result repeatable."""

Method = Callable[[Single, Single], Single]
"""Values (solution, criterion, draw), weights (criterion, draw) to utility (solution, draw).

It must judge each solution on its own values, so that no solution's utility depends on which
others are in the table. Only criteria that apply to the solutions at hand are handed over.
"""


@dataclass(frozen=True)
class Scores:
    """Pools ready for drawing, with the names and rules that go with them."""

    pools: Single
    solutions: tuple[str, ...]
    applies: Mask
    theme: Counts
    seed: int
    joint: bool
    """Sample d of every cell belongs to draw d; otherwise cells are drawn independently."""


def ready_scores(
    pools: ArrayLike,
    *,
    seed: int,
    applies: ArrayLike | None = None,
    theme: ArrayLike | None = None,
    solutions: Sequence[str] | None = None,
    joint: bool = False,
) -> Scores:
    """Check pools (solution, criterion, sample) and make them ready for drawing.

    Raises
    ------
    ValueError
        For pools, masks, themes or ids of a wrong shape or with wrong values, or a negative seed.
    """
    check_seed(seed)
    values = as_pools(pools)
    ids = as_ids("solutions", solutions, len(values))
    mask, themes = as_applies(applies, theme, values.shape[:2])
    ready = values if joint else ready_pools(values, ids, seed)
    return Scores(ready, ids, mask, themes, seed, joint)


def draw_values(scores: Scores, row: int, start: int, size: int) -> Single:
    """Draw the scores (criterion, draw) of one solution, from draw ``start`` on.

    They depend on the seed, on the solution's id and on ``start``, and on nothing else.
    """
    drawn = np.empty((scores.pools.shape[1], size), dtype=np.float32)
    for run, values in draw_runs(scores, row, start, size):
        drawn[:, run] = values
    return drawn


def block_totals(
    scores: Scores, weights: Single, start: int, method: Method | None = None
) -> Single:
    """Return the total of every solution in one block of draws.

    Parameters
    ----------
    scores : Scores
        Pools (solution, criterion, sample) ready for drawing.
    weights : (criterion, draw) float32
        Weights of this block, each set summing to one.
    start : int
        First draw of the block; with the seed and a solution's id it decides its scores.
    method : callable, optional
        Utility of solutions from values and weights. None: the weighted sum.

    Returns
    -------
    (solution, draw) float32
        Totals, on the scale of the pools (for the weighted sum).
    """
    size = weights.shape[1]
    totals = np.empty((len(scores.solutions), size), dtype=np.float32)
    scratch = make_scratch(scores, size)
    patterns, pattern_of = np.unique(scores.applies, axis=0, return_inverse=True)
    for number, applies in enumerate(patterns):
        used = np.flatnonzero(applies)
        moved = weights if applies.all() else move_weights(weights, applies, scores.theme)
        group = np.flatnonzero(pattern_of == number)
        if method is not None:
            totals[group] = _utilities(scores, group, used, moved, start, method)
            continue
        for row in group.tolist():
            for run, values in draw_runs(scores, row, start, size, scratch):
                np.einsum("jd,jd->d", moved[:, run], values, out=totals[row, run])
    return totals


def make_scratch(scores: Scores, size: int) -> Single:
    """Return room for one stretch of draws."""
    _, criteria, samples = scores.pools.shape
    return np.empty((criteria, min(samples, size)), dtype=np.float32)


def draw_runs(
    scores: Scores, row: int, start: int, size: int, scratch: Single | None = None
) -> Iterator[tuple[slice, Single]]:
    """Yield scores (criterion, draw) in stretches no longer than a pool.

    In each stretch every pool is read from a random place on: no random number per cell, and
    small enough to stay in the processor's cache. Every stretch is written over the one before,
    in ``scratch`` where it is given.
    """
    pools = scores.pools[row]
    criteria, samples = pools.shape
    if samples == 1:
        yield slice(0, size), np.repeat(pools, size, axis=1)
        return
    if scores.joint:
        yield slice(0, size), pools[:, start : start + size]
        return
    random = stream(scores.seed, "scores", str(start), scores.solutions[row])
    room = make_scratch(scores, size) if scratch is None else scratch
    for first in range(0, size, samples):
        width = min(samples, size - first)
        values = room[:, :width]
        shifts = random.integers(samples, size=criteria).tolist()
        for value, pool, shift in zip(values, pools, shifts, strict=True):
            before_end = samples - shift
            value[:before_end] = pool[shift : shift + width]
            value[before_end:] = pool[: max(width - before_end, 0)]
        yield slice(first, first + width), values


def _utilities(
    scores: Scores, group: Counts, used: Counts, weights: Single, start: int, method: Method
) -> Single:
    size = weights.shape[1]
    values = np.stack([draw_values(scores, row, start, size)[used] for row in group.tolist()])
    return use_method(method, values, weights[used])


def use_method(method: Method, values: Single | Double, weights: Single | Double) -> Single:
    """Return utilities (solution, draw) by a method, checked.

    Raises
    ------
    ValueError
        For a method that does not return finite utilities of that shape.
    """
    single = np.asarray(values, dtype=np.float32), np.asarray(weights, dtype=np.float32)
    utility = np.asarray(method(*single), dtype=np.float32)
    wanted = (values.shape[0], values.shape[2])
    if utility.shape != wanted or not np.isfinite(utility).all():
        raise ValueError(
            f"method returned shape {utility.shape}: expected finite utilities "
            f"(solution, draw) = {wanted} from values (solution, criterion, draw) = {values.shape}"
        )
    return utility
