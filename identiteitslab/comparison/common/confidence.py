"""How sure is a solution's first place, with the weights that suit it best."""

from collections.abc import Sequence

import numpy as np

from identiteitslab.comparison.common.arrays import Counts, Single
from identiteitslab.comparison.common.draws import (
    BLOCK,
    Method,
    Scores,
    block_totals,
    draw_runs,
    make_scratch,
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
    samples = scores.pools.shape[2]
    size = samples if scores.joint or samples == 1 else BLOCK
    defined = [row for row in rows.tolist() if central_weights[row] is not None]
    weights = np.array([central_weights[row] for row in defined], dtype=np.float32)
    factors: list[float | None] = [None] * len(scores.solutions)
    if not defined:
        return tuple(factors)
    totals = _totals(scores, weights, rows, size, method)
    best = totals.max(axis=1)
    for number, row in enumerate(defined):
        own = totals[number, np.flatnonzero(rows == row)[0]]
        factors[row] = float(np.mean(own >= best[number]))
    return tuple(factors)


def _totals(
    scores: Scores, weights: Single, rows: Counts, size: int, method: Method | None
) -> Single:
    """Return totals (set of weights, ranked solution, draw); the draws serve every set."""
    if method is not None:
        sets = [np.repeat(one[:, None], size, axis=1) for one in weights]
        return np.stack([block_totals(scores, one, 0, method)[rows] for one in sets])
    totals = np.empty((len(weights), len(rows), size), dtype=np.float32)
    scratch = make_scratch(scores, size)
    for place, row in enumerate(rows.tolist()):
        moved = move_weights(weights.T, scores.applies[row], scores.theme).T
        for run, values in draw_runs(scores, row, 0, size, scratch):
            totals[:, place, run] = moved @ values
    return totals
