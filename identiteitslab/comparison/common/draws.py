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
    patterns, pattern_of = np.unique(scores.applies, axis=0, return_inverse=True)
    for number, applies in enumerate(patterns):
        used = np.flatnonzero(applies)
        moved = weights if applies.all() else move_weights(weights, applies, scores.theme)
        group = np.flatnonzero(pattern_of == number)
        if method is not None:
            totals[group] = _utilities(scores, group, used, moved, start, method)
            continue
        for row in group.tolist():
            _weighted_sum(scores, row, start, moved, totals[row])
    return totals


def _weighted_sum(scores: Scores, row: int, start: int, weights: Single, total: Single) -> None:
    """Write the total (draw,) of one solution, with the scores that `draw_runs` would yield."""
    pools = scores.pools[row]
    if pools.shape[1] == 1:
        np.einsum("jd,j->d", weights, pools[:, 0], out=total)
        return
    if scores.joint:
        joined = pools[:, start : start + len(total)]
        np.einsum("jd,jd->d", weights, joined, out=total)
        return
    total[:] = 0
    for run, shifts in _shifted(scores, row, start, len(total)):
        _add_shifted(pools, shifts, weights[:, run], total[run])


def _add_shifted(pools: Single, shifts: Counts, weights: Single, total: Single) -> None:
    """Add weighted pools, each read from its own place on: no score is copied on the way."""
    weighted = np.empty_like(total)
    for pool, shift, own in zip(pools, shifts.tolist(), weights, strict=True):
        at_end = min(len(pool) - shift, len(total))
        np.multiply(own[:at_end], pool[shift : shift + at_end], out=weighted[:at_end])
        np.multiply(own[at_end:], pool[: len(total) - at_end], out=weighted[at_end:])
        total += weighted


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
    samples = pools.shape[1]
    if samples == 1:
        yield slice(0, size), np.repeat(pools, size, axis=1)
        return
    if scores.joint:
        yield slice(0, size), pools[:, start : start + size]
        return
    room = make_scratch(scores, size) if scratch is None else scratch
    for run, shifts in _shifted(scores, row, start, size):
        width = run.stop - run.start
        values = room[:, :width]
        for value, pool, shift in zip(values, pools, shifts.tolist(), strict=True):
            before_end = samples - shift
            value[:before_end] = pool[shift : shift + width]
            value[before_end:] = pool[: max(width - before_end, 0)]
        yield run, values


def _shifted(scores: Scores, row: int, start: int, size: int) -> Iterator[tuple[slice, Counts]]:
    """Yield stretches of draws, with the place in each criterion's pool where they begin."""
    _, criteria, samples = scores.pools.shape
    random = stream(scores.seed, "scores", str(start), scores.solutions[row])
    for first in range(0, size, samples):
        shifts: Counts = random.integers(samples, size=(criteria,))
        yield slice(first, min(first + samples, size)), shifts


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
