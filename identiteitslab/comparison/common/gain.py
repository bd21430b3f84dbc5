"""How much first place gains when one cell is known better."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from identiteitslab.comparison.common.arrays import Counts, Double, Mask, Single, refuse_where

ENOUGH = 0.8
"""Share of the value of perfect information that makes a sample large enough."""

_DEGREE = 5
_HALVINGS = 16


@dataclass(frozen=True)
class FirstPlace:
    """What each cell can do to first place.

    A challenger's total can rise above the leader's, the leader's can fall below the runner-up's:
    both are a move in one direction over a gap.
    """

    move: Single
    """(solution, item, sample) move of the total in the direction that matters."""
    gap: Single
    """(solution, 1, 1) how far the total must move; infinite where it can change nothing."""

    def gain(self, shrink: Double) -> Double:
        """Return the expected gain (solution, item) when moves are shrunk by a factor."""
        over = self.move * shrink[:, :, None].astype(np.float32) - self.gap
        gain: Double = np.maximum(over, 0.0).mean(axis=2, dtype=np.float64)
        return gain

    def changes(self) -> Double:
        """Return the chance (solution, item) that a move crosses the gap."""
        chances: Double = (self.move > self.gap).mean(axis=2)
        return chances


@dataclass(frozen=True)
class Averaged:
    """What each cell can do to first place, averaged over several sets of weights."""

    parts: tuple[FirstPlace, ...]

    def gain(self, shrink: Double) -> Double:
        """Return the expected gain (solution, item) when moves are shrunk by a factor."""
        gain: Double = np.mean([part.gain(shrink) for part in self.parts], axis=0)
        return gain

    def changes(self) -> Double:
        """Return the chance (solution, item) that a move crosses the gap."""
        changes: Double = np.mean([part.changes() for part in self.parts], axis=0)
        return changes


def first_place_by_sum(pools: Single, weights: Double, eligible: Mask) -> FirstPlace:
    """Return what each cell can do to first place by weighted sums.

    Parameters
    ----------
    pools : (solution, item, sample) float
    weights : (solution, item) float
    eligible : (solution,) bool
    """
    means = pools.mean(axis=2, dtype=np.float64)
    move = (pools - means[:, :, None]) * weights[:, :, None]
    return _against_others(move, (weights * means).sum(axis=1), eligible)


def _against_others(move: Double, expected: Double, eligible: Mask) -> FirstPlace:
    """Turn moves of totals (solution, item, sample) into the direction that matters."""
    totals = np.where(eligible, expected, -np.inf)
    gap = np.full(len(totals), np.inf)
    sign = np.ones(len(totals))
    if eligible.sum() > 1:
        leader = int(totals.argmax())
        gap[eligible] = totals[leader] - totals[eligible]
        gap[leader] = totals[leader] - np.delete(totals, leader).max()
        sign[leader] = -1.0
    turned = (move * sign[:, None, None]).astype(np.float32)
    return FirstPlace(turned, gap[:, None, None].astype(np.float32))


def enough(first: FirstPlace | Averaged, perfect: Double, worth: Double) -> Counts:
    """Return the fewest observations that bring most of the perfect gain, by bisection."""
    low, high = np.zeros_like(perfect), np.ones_like(perfect)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        reached = first.gain(middle) >= ENOUGH * perfect
        low, high = np.where(reached, low, middle), np.where(reached, middle, high)
    needed = np.ceil(worth * high**2 / np.maximum(1 - high**2, 1e-12) - 1e-6)
    return np.where(perfect > 0, np.maximum(needed, 1), 0).astype(np.int64)


def first_place_by_method(known: Single, utilities: Double, eligible: Mask) -> FirstPlace:
    """Return what each cell can do to first place by utilities that are no weighted sum.

    Each utility is regressed on each of its own cells with a polynomial (the idea of Strong,
    Oakley and Brennan 2014); slightly too high with few draws.

    Parameters
    ----------
    known : (solution, item, draw) float
        Scores of each cell, in the draws of the utilities.
    utilities : (solution, draw) float
    eligible : (solution,) bool
    """
    move = np.zeros(known.shape)
    for row, cells in enumerate(known):
        for column, quantity in enumerate(cells):
            move[row, column] = _fitted(quantity.astype(np.float64), utilities[row])
    return _against_others(move, utilities.mean(axis=1), eligible)


def _fitted(quantity: Double, utility: Double) -> Double:
    """Return what one quantity tells about a utility, around its mean (draw,)."""
    spread = np.ptp(quantity)
    if spread == 0:
        return np.zeros(len(quantity))
    place = 2 * (quantity - quantity.min()) / spread - 1
    basis = np.polynomial.legendre.legvander(place, _DEGREE)
    fitted: Double = basis @ np.linalg.lstsq(basis, utility, rcond=None)[0]
    fitted -= fitted.mean()
    return fitted


def filled(name: str, values: ArrayLike, shape: tuple[int, ...]) -> Double:
    """Return finite numbers spread out over a shape.

    Raises
    ------
    ValueError
        For a number that is not finite, or a shape that does not fit.
    """
    given = np.asarray(values, dtype=np.float64)
    refuse_where(name, given, ~np.isfinite(given), "a finite number")
    try:
        return np.broadcast_to(given, shape)
    except ValueError:
        raise ValueError(f"{name} has shape {given.shape}: expected {shape}") from None
