"""Sets of weights, block by block, from an array or from a sampler."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from identiteitslab.comparison.common.arrays import Single, as_finite, as_weights, refuse_where
from identiteitslab.scoring.weights import WeightSampler
from identiteitslab.simulation.streams import stream


@dataclass(frozen=True)
class WeightBlocks:
    """Weights of every block of draws; a block is the same whoever asks for it, and when."""

    source: Single | WeightSampler
    count: int
    draws: int
    size: int
    seed: int

    @property
    def starts(self) -> range:
        """First draw of every block."""
        return range(0, self.draws, self.size)

    def block(self, start: int) -> Single:
        """Return the weights (criterion, draw) of the block that begins at draw ``start``."""
        size = min(self.size, self.draws - start)
        if isinstance(self.source, np.ndarray):
            return self.source[:, start : start + size]
        drawn = self.source.draw(stream(self.seed, "weights", str(start)), size)
        if drawn.shape != (self.count, size):
            raise ValueError(
                f"weights draws blocks of shape {drawn.shape}: "
                f"expected (criterion, draw) = ({self.count}, {size})"
            )
        return drawn


def weight_blocks(
    weights: ArrayLike | WeightSampler, count: int, *, draws: int, size: int, seed: int
) -> WeightBlocks:
    """Return weights ready to be taken block by block.

    Parameters
    ----------
    weights : (criterion,) or (criterion, draw) array, or WeightSampler
        One fixed set, sets drawn elsewhere (their number then decides the number of draws),
        or a sampler. The scale of an array does not matter: every set is made to sum to one.
    count : int
        Number of criteria.
    draws, size : int
        Number of draws, and of draws in one block.
    seed : int
        Seed of the evaluation.

    Raises
    ------
    ValueError
        For weights that are negative, all zero, not finite or of another shape, and for a
        number of draws or a block size below one.
    """
    for name, number in (("draws", draws), ("block", size)):
        if number < 1:
            raise ValueError(f"{name} is {number}: expected one or more")
    if isinstance(weights, WeightSampler):
        return WeightBlocks(weights, count, draws, size, seed)
    if np.ndim(weights) == 1:
        fixed = as_weights(weights, count).astype(np.float32)[:, None]
        return WeightBlocks(np.broadcast_to(fixed, (count, draws)), count, draws, size, seed)
    sets = _as_weight_sets(weights, count)
    return WeightBlocks(sets, count, sets.shape[1], size, seed)


def _as_weight_sets(weights: ArrayLike, count: int) -> Single:
    sets = as_finite("weights", weights, (count, None), "criterion, draw")
    refuse_where("weights", sets, sets < 0, "a weight of zero or more")
    totals = sets.sum(axis=0)
    if (totals == 0).any():
        draw = int(np.flatnonzero(totals == 0)[0])
        raise ValueError(f"weights[:, {draw}] are all zero: expected one weight above zero")
    scaled: Single = (sets / totals).astype(np.float32)
    return scaled
