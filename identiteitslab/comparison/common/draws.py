"""Totals of every solution, one per draw, from pools of scores and drawn weights."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from identiteitslab.comparison.common.arrays import Counts, Double, Mask, Single, as_ids, as_pools
from identiteitslab.comparison.common.masks import as_applies, move_weights
from identiteitslab.comparison.common.pools import ready_pools
from identiteitslab.simulation.streams import check_seed, stream

BLOCK = 16_384
"""Draws in one block. It is part of what makes a result repeatable."""

_STRETCH = 2048
"""Draws added up at a time: the scores they need stay in the processor's cache."""

Method = Callable[[Single, Single], Single]
"""Values (solution, criterion, draw), weights (criterion, draw) to utility (solution, draw).

It must judge each solution on its own values, so that no solution's utility depends on which
others are in the table. Only criteria that apply to the solutions at hand are handed over.
"""


@dataclass(frozen=True)
class Scores:
    """Pools ready for drawing, with the names and rules that go with them."""

    pools: Single
    windows: Single
    """(solution, criterion, place, draw): what stands in a pool from each place on; a view."""
    solutions: tuple[str, ...]
    applies: Mask
    patterns: tuple[tuple[Mask, tuple[int, ...]], ...]
    """Which criteria apply, and to which solutions (their rows) exactly these."""
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
    return Scores(ready, _windows(ready, joint), ids, mask, _patterns(mask), themes, seed, joint)


def _windows(pools: Single, joint: bool) -> Single:
    """Return every stretch of every pool; behind its end a pool begins again."""
    if joint or pools.shape[2] == 1:
        return pools[..., None]
    closed = np.concatenate([pools, pools[..., :_STRETCH]], axis=2)
    return sliding_window_view(closed, _STRETCH, axis=2)


def _patterns(applies: Mask) -> tuple[tuple[Mask, tuple[int, ...]], ...]:
    rows: dict[bytes, list[int]] = {}
    for row, own in enumerate(applies):
        rows.setdefault(own.tobytes(), []).append(row)
    return tuple((applies[same[0]], tuple(same)) for same in rows.values())


def draw_values(scores: Scores, row: int, start: int, size: int) -> Single:
    """Draw the scores (criterion, draw) of one solution, from draw ``start`` on.

    They depend on the seed, on the solution's id and on ``start``, and on nothing else.
    """
    drawn = np.empty((scores.pools.shape[1], size), dtype=np.float32)
    for _, run, values in draw_runs(scores, [row], start, size):
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
    for applies, rows in scores.patterns:
        moved = weights if applies.all() else move_weights(weights, applies, scores.theme)
        if method is not None:
            totals[list(rows)] = _utilities(
                scores, rows, np.flatnonzero(applies), moved, start, method
            )
            continue
        for row, run, values in draw_runs(scores, rows, start, size):
            np.einsum("jd,jd->d", moved[:, run], values, out=totals[row, run])
    return totals


def draw_runs(
    scores: Scores, rows: Sequence[int], start: int, size: int
) -> Iterator[tuple[int, slice, Single]]:
    """Yield the scores (criterion, draw) of solutions, in stretches that stay in the cache.

    Every time a pool is used up, all pools are read from another random place on, round and
    round: no random number per cell, and exact marginals.
    """
    _, criteria, samples = scores.pools.shape
    if samples == 1 or scores.joint:
        for row in rows:
            own = scores.pools[row, :, start : start + size] if scores.joint else scores.pools[row]
            yield row, slice(0, size), np.broadcast_to(own, (criteria, size))
        return
    # All streams first: one by one, between large arrays, they cost several times as much.
    shifts = np.stack([_shifts(scores, row, start, size) for row in rows])
    each = np.arange(criteria)
    for run in _stretches(samples, size):
        turn, passed = divmod(run.start, samples)
        begins = (shifts[:, turn] + passed) % samples
        windows = scores.windows[..., : run.stop - run.start]
        for row, begin in zip(rows, begins, strict=True):
            yield row, run, windows[row, each, begin]


def _stretches(samples: int, size: int) -> Iterator[slice]:
    """Yield stretches of draws that end where a pool is used up."""
    for first in range(0, size, samples):
        end = min(first + samples, size)
        for place in range(first, end, _STRETCH):
            yield slice(place, min(place + _STRETCH, end))


def _shifts(scores: Scores, row: int, start: int, size: int) -> Counts:
    """Return (turn, criterion) the place from which each pool is read, every time anew."""
    _, criteria, samples = scores.pools.shape
    random = stream(scores.seed, "scores", str(start), scores.solutions[row])
    shifts: Counts = random.integers(samples, size=(-(-size // samples), criteria))
    return shifts


def _utilities(
    scores: Scores, rows: Sequence[int], used: Counts, weights: Single, start: int, method: Method
) -> Single:
    size = weights.shape[1]
    values = np.stack([draw_values(scores, row, start, size)[used] for row in rows])
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
