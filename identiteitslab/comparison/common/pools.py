"""Ready score pools for drawing."""

from collections.abc import Sequence

import numpy as np

from identiteitslab.comparison.common.arrays import Mask, Single
from identiteitslab.simulation.streams import stream

SMALLEST_POOL = 4096
"""With fewer samples too few pairings of cells exist, so the pool is repeated."""

_FIRST_LOOK = 64


def ready_pools(pools: Single, solutions: Sequence[str], seed: int) -> Single:
    """Return pools in random order that are large enough to draw from.

    Cells are paired by shifting one pool along another. That is a fair pairing when each
    pool stands in random order and is long enough. Sorted pools are shuffled; small pools
    are repeated first, which keeps every marginal distribution exact. A single sample is an
    exact value and stays as it is.
    """
    samples = pools.shape[2]
    copies = 1 if samples == 1 else -(-SMALLEST_POOL // samples)
    sorted_rows = _stands_sorted(pools)
    if copies == 1 and not sorted_rows.any():
        return pools
    return np.stack(
        [
            stream(seed, "pools", solution).permuted(np.tile(pool, copies), axis=1)
            if copies > 1 or is_sorted
            else pool
            for solution, pool, is_sorted in zip(solutions, pools, sorted_rows, strict=True)
        ]
    )


def _stands_sorted(pools: Single) -> Mask:
    """Return for each solution whether some pool runs one way, without reading all of it."""
    suspect = _one_way(pools[..., :_FIRST_LOOK])
    suspect[suspect] = _one_way(pools[suspect])
    found: Mask = np.any(suspect, axis=1)
    return found


def _one_way(values: Single) -> Mask:
    steps = np.diff(values, axis=-1)
    return np.logical_xor((steps > 0).any(axis=-1), (steps < 0).any(axis=-1))
