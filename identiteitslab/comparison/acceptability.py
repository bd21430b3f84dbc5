"""How often does each solution come first, second, third: rank acceptability.

The method is SMAA-2 (Lahdelma and Salminen 2001): draw weights and scores that agree with all
that is known, rank the solutions in every draw and count.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.comparison.common.arrays import Counts, Double, Mask, Single, as_ids, as_mask
from identiteitslab.comparison.common.confidence import confidence_factors
from identiteitslab.comparison.common.draws import (
    BLOCK,
    Method,
    block_totals,
    ready_scores,
)
from identiteitslab.comparison.common.ranks import Tally, count_ranks, share_error
from identiteitslab.comparison.common.weight_blocks import weight_blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd
    from numpy.typing import ArrayLike

    from identiteitslab.scoring.weights import WeightSampler

QUANTILES = (0.025, 0.5, 0.975)
"""Which quantiles of the totals a result carries."""


@dataclass(frozen=True)
class Acceptability:
    """Chances of every rank, with their Monte Carlo error and the tables behind them.

    Knocked-out solutions hold zeros in every table of ranks: they never rank. A rank is one
    plus the number of solutions strictly above; equal totals share the better rank.

    Examples
    --------
    >>> import numpy as np
    >>> from identiteitslab import rank_acceptability
    >>> sure = np.array([[80.0, 40.0], [50.0, 60.0]])[:, :, None]
    >>> ranks = rank_acceptability(sure, [3, 1], seed=1, solutions=["a", "b"])
    >>> ranks.to_frame()[["first", "total", "rank_1", "rank_2"]]
              first  total  rank_1  rank_2
    solution
    a           1.0   70.0     1.0     0.0
    b           0.0   52.5     0.0     1.0
    """

    solutions: tuple[str, ...]
    criteria: tuple[str, ...]
    eligible: Mask
    """(solution,): false for a knocked-out solution."""
    seed: int
    draws: int
    acceptability: Double
    """(solution, rank) share of draws; as many ranks as there are eligible solutions."""
    wins: Double
    """(solution, solution) share of draws in which the row is strictly above the column."""
    central_weights: tuple[tuple[float, ...] | None, ...]
    """Mean weights of the draws that put a solution first; None where it never came first."""
    confidence_factors: tuple[float | None, ...]
    """Chance to come first with its own central weights; None without central weights."""
    total_mean: Double
    """(solution,) expected total."""
    total_quantiles: Double
    """(solution, 3) quantiles 2.5%, 50% and 97.5% of the total."""
    totals: Single
    """(solution, draw) every drawn total."""

    @property
    def standard_error(self) -> Double:
        """(solution, rank) Monte Carlo standard error of the acceptability."""
        return share_error(self.acceptability, self.draws)

    @property
    def first(self) -> Double:
        """(solution,) chance to come first; solutions that tie for it all count."""
        if self.acceptability.shape[1] == 0:
            return np.zeros(len(self.solutions))
        return self.acceptability[:, 0]

    @property
    def first_error(self) -> Double:
        """(solution,) Monte Carlo standard error of the chance to come first."""
        return share_error(self.first, self.draws)

    @property
    def wins_error(self) -> Double:
        """(solution, solution) Monte Carlo standard error of the pairwise wins."""
        return share_error(self.wins, self.draws)

    @property
    def total_error(self) -> Double:
        """(solution,) Monte Carlo standard error of the expected total."""
        error: Double = self.totals.std(axis=1, dtype=np.float64) / np.sqrt(self.draws)
        return error

    def to_frame(self) -> pd.DataFrame:
        """Return one row per solution: chances of each rank, errors and totals."""
        import pandas as pd  # noqa: PLC0415 - only who asks for a table pays for it

        low, middle, high = self.total_quantiles.T
        columns = {
            "eligible": self.eligible,
            "first": self.first,
            "first_error": self.first_error,
            "total": self.total_mean,
            "total_error": self.total_error,
            "total_low": low,
            "total_median": middle,
            "total_high": high,
        }
        ranks = {f"rank_{rank}": share for rank, share in enumerate(self.acceptability.T, start=1)}
        return pd.DataFrame(columns | ranks, index=pd.Index(self.solutions, name="solution"))


def rank_acceptability(
    pools: ArrayLike,
    weights: ArrayLike | WeightSampler,
    *,
    seed: int,
    eligible: ArrayLike | None = None,
    applies: ArrayLike | None = None,
    theme: ArrayLike | None = None,
    solutions: Sequence[str] | None = None,
    criteria: Sequence[str] | None = None,
    joint: bool = False,
    method: Method | None = None,
    confidence: bool = True,
    draws: int = 6 * BLOCK,
    block: int = BLOCK,
    threads: int = 1,
) -> Acceptability:
    """Rank solutions over everything that is uncertain: scores and weights.

    Parameters
    ----------
    pools : (solution, criterion, sample) float
        Possible scores of each cell, equally likely, higher is better, each cell in its own
        random order. One sample is an exact score. Cells are drawn independently unless ``joint``.
    weights : (criterion,) or (criterion, draw) array, or WeightSampler
        One fixed set, sets drawn elsewhere, or a sampler. The scale does not matter.
    seed : int
        Seed of the evaluation. Equal input and seed give an equal result, bit for bit,
        whatever the number of threads.
    eligible : (solution,) bool, optional
        False for a knocked-out solution. None: all may rank.
    applies : (solution, criterion) bool, optional
        False where a criterion does not apply to a solution; its weight goes to the other
        criteria of its theme for that solution.
    theme : (criterion,) int, optional
        Theme of each criterion. None: all criteria form one theme.
    solutions, criteria : sequence of str, optional
        Ids. A solution's draws depend on its id and not on its place.
    joint : bool
        True when sample d of every cell belongs together, as in a joint posterior: draw d then
        takes sample d everywhere, and there are as many draws as samples.
    method : callable, optional
        Utility (solution, draw) from values (solution, criterion, draw) and weights
        (criterion, draw). None: the weighted sum.
    confidence : bool
        False leaves confidence factors out, for a picture that must follow a slider.
    draws : int
        Number of draws; an array of drawn weights decides it by itself.
    block : int
        Draws in one block: part of what makes a result repeatable.
    threads : int
        Blocks computed at the same time.

    Raises
    ------
    ValueError
        For bad shapes, values that are not finite, weights that are negative or all zero,
        ids used twice, or a theme of which nothing applies to some solution.

    Examples
    --------
    Two solutions on two criteria. The first criterion was measured; of the second nothing is
    known yet of ``b``, so that any score is as likely.

    >>> import numpy as np
    >>> from identiteitslab import rank_acceptability
    >>> unknown = np.random.default_rng(1).uniform(0, 100, 4096)
    >>> pools = np.array([[np.full(4096, 70), np.full(4096, 50)], [np.full(4096, 70), unknown]])
    >>> ranks = rank_acceptability(pools, [1, 1], seed=1, solutions=["a", "b"])
    >>> ranks.first.round(1).tolist()
    [0.5, 0.5]
    >>> ranks.total_quantiles.round().tolist()
    [[60.0, 60.0, 60.0], [36.0, 60.0, 84.0]]
    """
    scores = ready_scores(
        pools, seed=seed, applies=applies, theme=theme, solutions=solutions, joint=joint
    )
    count, items, samples = scores.pools.shape
    blocks = weight_blocks(weights, items, draws=samples if joint else draws, size=block, seed=seed)
    if joint and blocks.draws != samples:
        raise ValueError(f"weights holds {blocks.draws} draws: joint pools hold {samples}")
    ranked = as_mask("eligible", eligible, (count,), "solution")
    ids = as_ids("criteria", criteria, items)

    totals = np.empty((count, blocks.draws), dtype=np.float32)

    def one_block(start: int) -> Tally:
        drawn = blocks.block(start)
        own = block_totals(scores, drawn, start, method)
        totals[:, start : start + blocks.size] = own
        return count_ranks(own if ranked.all() else own[ranked], drawn)

    tally = reduce(add, _each(one_block, blocks.starts, threads))
    rows = np.flatnonzero(ranked)
    central = _central(tally, rows, count)
    acceptability = np.zeros((count, len(rows)))
    acceptability[rows] = tally.ranks / blocks.draws
    wins = np.zeros((count, count))
    wins[np.ix_(rows, rows)] = tally.wins / blocks.draws
    return Acceptability(
        solutions=scores.solutions,
        criteria=ids,
        eligible=ranked,
        seed=seed,
        draws=blocks.draws,
        acceptability=acceptability,
        wins=wins,
        central_weights=central,
        confidence_factors=confidence_factors(scores, central, rows, method)
        if confidence
        else (None,) * count,
        total_mean=totals.mean(axis=1, dtype=np.float64),
        total_quantiles=_quantiles(totals),
        totals=totals,
    )


def _each(one_block: Callable[[int], Tally], starts: range, threads: int) -> list[Tally]:
    """Return the blocks in order; a single thread stays out of a pool, which costs memory."""
    if threads == 1:
        return list(map(one_block, starts))
    with ThreadPoolExecutor(threads) as workers:
        return list(workers.map(one_block, starts))


def _central(tally: Tally, rows: Counts, count: int) -> tuple[tuple[float, ...] | None, ...]:
    """Return the mean weights that put each solution first, None for those never first."""
    central: list[tuple[float, ...] | None] = [None] * count
    for row, mean, firsts in zip(rows, tally.central_weights, tally.firsts, strict=True):
        central[row] = tuple(mean.tolist()) if firsts else None
    return tuple(central)


def _quantiles(totals: Single) -> Double:
    """Return `QUANTILES` per solution; sorting float32 beats NumPy's selection four times."""
    place = np.array(QUANTILES) * (totals.shape[1] - 1)
    below = place.astype(np.int64)
    near = np.stack([below, np.ceil(place).astype(np.int64)])
    # One solution at a time: what is sorted stays in the processor's cache.
    low, high = np.stack([np.sort(row)[near] for row in totals], axis=1)
    quantiles: Double = low + (place - below) * (high - low)
    return quantiles
