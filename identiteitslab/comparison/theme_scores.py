"""Pools of theme scores: what a slider over theme weights needs, computed once."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from identiteitslab.comparison.common.arrays import Single
from identiteitslab.comparison.common.draws import BLOCK, draw_runs, ready_scores
from identiteitslab.comparison.common.masks import move_weights
from identiteitslab.comparison.weights import within_themes


def theme_pools(
    pools: ArrayLike,
    theme: ArrayLike,
    *,
    seed: int,
    share: ArrayLike | None = None,
    applies: ArrayLike | None = None,
    solutions: Sequence[str] | None = None,
    samples: int = BLOCK,
) -> Single:
    """Return pools of theme scores from pools of criterion scores.

    Shares within themes are fixed, so every question about theme weights can use these small
    pools: they go into `rank_acceptability` like any others, with themes for criteria. Where a
    criterion does not apply, the others of its theme take its share.

    Parameters
    ----------
    pools : (solution, criterion, sample) float
        Equally likely scores of each cell.
    theme : (criterion,) int
        Theme of each criterion, numbered from 0 without gaps.
    share : (criterion,) float, optional
        Weight within its theme, on any scale. None: equal parts.
    seed, applies, solutions
        As in `rank_acceptability`.
    samples : int
        Samples in each pool; exact scores stay one sample.

    Returns
    -------
    (solution, theme, sample) float32

    Raises
    ------
    ValueError
        For input as refused by `rank_acceptability`, or a theme without weight.
    """
    scores = ready_scores(pools, seed=seed, applies=applies, theme=theme, solutions=solutions)
    count, _, size = scores.pools.shape
    themes = int(scores.theme.max()) + 1
    numbers, parts = within_themes(scores.theme, share, np.ones(themes))
    width = 1 if size == 1 else samples
    drawn = np.empty((count, themes, width), dtype=np.float32)
    moved = [move_weights(parts, own, numbers) for own in scores.applies]
    tables = [(np.eye(themes)[numbers].T * own).astype(np.float32) for own in moved]
    for row, run, values in draw_runs(scores, range(count), 0, width):
        drawn[row, :, run] = tables[row] @ values
    return drawn
