"""How sure is a solution's first place, with the weights that suit it best."""

from collections.abc import Iterator, Sequence

import numpy as np

from identiteitslab.comparison.common.arrays import Counts, Single
from identiteitslab.comparison.common.draws import (
    BLOCK,
    Method,
    Scores,
    block_totals,
    draw_runs,
)
from identiteitslab.comparison.common.masks import move_weights


def confidence_factors(
    scores: Scores,
    central_weights: Sequence[tuple[float, ...] | None],
    rows: Counts,
    method: Method | None = None,
) -> tuple[float | None, ...]:
    """Return the chance that each solution comes first with its own central weights.

    Parameters
    ----------
    scores : Scores
        Pools (solution, criterion, sample) ready for drawing.
    central_weights : per solution (criterion,) or None
        Mean weights of the draws that put the solution first.
    rows : (ranked,) int
        The solutions that may rank.
    method : callable, optional
        As in `block_totals`.

    Returns
    -------
    tuple of float or None, per solution
        None where the central weights are undefined.
    """
    factors: list[float | None] = [None] * len(scores.solutions)
    defined = [row for row in rows.tolist() if central_weights[row] is not None]
    if not defined:
        return tuple(factors)
    samples = scores.pools.shape[2]
    size = samples if scores.joint or samples == 1 else BLOCK
    weights = np.array([central_weights[row] for row in defined], dtype=np.float32)
    own = np.empty((len(defined), size), dtype=np.float32)
    best = np.full_like(own, -np.inf)
    for row, run, totals in _totals(scores, weights, rows.tolist(), size, method):
        np.maximum(best[:, run], totals, out=best[:, run])
        if row in defined:
            place = defined.index(row)
            own[place, run] = totals[place]
    for row, first in zip(defined, own >= best, strict=True):
        factors[row] = float(np.mean(first))
    return tuple(factors)


def _totals(
    scores: Scores, weights: Single, rows: list[int], size: int, method: Method | None
) -> Iterator[tuple[int, slice, Single]]:
    """Yield totals (set of weights, draw) of each solution; the draws serve every set."""
    if method is not None:
        sets = [np.repeat(one[:, None], size, axis=1) for one in weights]
        every = np.stack([block_totals(scores, one, 0, method) for one in sets])
        yield from ((row, slice(0, size), every[:, row]) for row in rows)
        return
    moved = [move_weights(weights.T, own, scores.theme).T for own in scores.applies]
    for row, run, values in draw_runs(scores, rows, 0, size):
        yield row, run, moved[row] @ values
