"""Count, over draws, who ranks where and who beats whom."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from identiteitslab.comparison.common.arrays import Counts, Double, Mask, Single

_WEIGHT_UNIT = 2.0**24
"""Weights are summed as whole multiples of this fraction: exact, so the order cannot matter."""

_SLICE = 1024
"""Draws summed at a time: what they need stays in the processor's cache."""


@dataclass(frozen=True)
class Tally:
    """Whole-number counts of one or more blocks; tallies add up in any order."""

    ranks: Counts
    """(solution, rank): draws in which a solution took this rank."""
    wins: Counts
    """(solution, solution): draws in which the row is strictly above the column."""
    first_weights: Counts
    """(solution, criterion): whole multiples of 2**-24, summed where a solution is first."""

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.ranks + other.ranks,
            self.wins + other.wins,
            self.first_weights + other.first_weights,
        )

    @property
    def firsts(self) -> Counts:
        """(solution,) draws in which each solution stands first."""
        firsts: Counts = self.ranks[:, :1].sum(axis=1)
        return firsts

    @property
    def central_weights(self) -> Double:
        """(solution, criterion) mean weights over the draws in which a solution is first.

        Rows of solutions that are never first hold zeros.
        """
        return self.first_weights / _WEIGHT_UNIT / np.maximum(self.firsts, 1)[:, None]


def count_ranks(totals: Single, weights: Single) -> Tally:
    """Count ranks, pairwise wins and winners' weights over the draws of one block.

    A solution's rank is one plus the number of solutions strictly above it: those with an
    equal total share the better rank, and the rank after it stays empty.

    Parameters
    ----------
    totals : (solution, draw) float32
        Totals of the solutions that may rank.
    weights : (criterion, draw) float32
        The weights of the same draws.
    """
    above, wins = _compare(totals)
    ranks = [np.bincount(row, minlength=len(totals)) for row in above]
    return Tally(
        np.array(ranks, dtype=np.int64).reshape(wins.shape),
        wins,
        _sum_weights(above == 0, weights),
    )


def first_shares(totals: Single, eligible: Mask) -> Double:
    """Return the share of draws in which each solution is first; ties for it all count.

    Parameters
    ----------
    totals : (solution, draw) float32
        Totals of all solutions.
    eligible : (solution,) bool
        Who may rank; the others get zero.
    """
    shares = np.zeros(len(totals))
    if eligible.any():
        ranked = totals[eligible]
        shares[eligible] = (ranked >= ranked.max(axis=0)).mean(axis=1)
    return shares


def share_error(share: Double, draws: int) -> Double:
    """Return the Monte Carlo standard error of shares of so many independent draws."""
    error: Double = np.sqrt(share * (1 - share) / draws)
    return error


def _compare(totals: Single) -> tuple[NDArray[np.unsignedinteger], Counts]:
    """Return how many stand strictly above each solution per draw, and the wins."""
    count = len(totals)
    small = np.uint8 if count <= np.iinfo(np.uint8).max else np.uint16
    above = np.empty(totals.shape, dtype=small)
    wins = np.empty((count, count), dtype=np.int64)
    for one in range(count):
        higher = totals > totals[one]
        np.add.reduce(higher.view(np.uint8), axis=0, dtype=small, out=above[one])
        wins[:, one] = [np.count_nonzero(row) for row in higher]
    return above, wins


def _sum_weights(first: Mask, weights: Single) -> Counts:
    """Sum the weights (solution, criterion) of the draws in which a solution is first."""
    summed = np.zeros((len(first), len(weights)))
    for start in range(0, first.shape[1], _SLICE):
        part = slice(start, start + _SLICE)
        units = np.rint(weights[:, part] * np.float32(_WEIGHT_UNIT)).astype(np.float64)
        summed += first[:, part].astype(np.float64) @ units.T
    return summed.astype(np.int64)
