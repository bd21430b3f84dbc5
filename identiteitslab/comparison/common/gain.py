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
    """What each cell can do to first place, with each of several sets of weights.

    A challenger's total can rise above the leader's, the leader's can fall below the runner-up's:
    both are a move in one direction over a gap. Moves stand in order, so that what lies over a
    gap is looked up.
    """

    moves: Double
    """(row, sample) equally likely moves of one cell in one direction, ascending."""
    over: Double
    """(row, sample + 1) sum of the moves from each place on, divided by the number of them all."""
    row: Counts
    """(set, solution, item) row with the moves of a cell in the direction that matters."""
    weight: Double
    """(set, solution, item) how far the total goes with a move."""
    gap: Double
    """(set, solution, 1) how far the total must go; infinite where it can change nothing."""

    def gain(self, shrink: Double) -> Double:
        """Return the expected gain (solution, item) when moves are shrunk by a factor."""
        scale = self.weight * shrink
        place = self._place(scale)
        crossing = 1 - place / self.moves.shape[1]
        lost = np.multiply(self.gap, crossing, out=np.zeros_like(crossing), where=crossing > 0)
        gain: Double = np.maximum(scale * self.over[self.row, place] - lost, 0.0).mean(axis=0)
        return gain

    def changes(self) -> Double:
        """Return the chance (solution, item) that a move crosses the gap."""
        chances: Double = (1 - self._place(self.weight) / self.moves.shape[1]).mean(axis=0)
        return chances

    def _place(self, scale: Double) -> Counts:
        """Return how many moves, times their scale, stay within the gap, (set, solution, item)."""
        limit = np.divide(self.gap, scale, out=np.full(scale.shape, np.inf), where=scale > 0)
        samples = self.moves.shape[1]
        start, flat = self.row * samples - 1, self.moves.ravel()
        place = np.zeros_like(self.row)
        for step in 1 << np.arange(samples.bit_length())[::-1]:
            farther = place + step
            within = flat[start + np.minimum(farther, samples)] <= limit
            place = np.where(within & (farther <= samples), farther, place)
        return place


def first_place_by_sum(pools: Single, weights: Double, eligible: Mask) -> FirstPlace:
    """Return what each cell can do to first place by weighted sums.

    Parameters
    ----------
    pools : (solution, item, sample) float
    weights : (set, solution, item) float
    eligible : (solution,) bool
    """
    count, size, samples = pools.shape
    means = pools.mean(axis=2, dtype=np.float64)
    gap, leads = _gaps((weights * means).sum(axis=2), eligible)
    up = np.sort(pools - means[:, :, None], axis=2).reshape(-1, samples)
    cells = np.arange(count * size).reshape(count, size)
    row = cells + leads[:, :, None] * (count * size)
    return _in_order(np.concatenate([up, -up[:, ::-1]]), row, weights, gap)


def _gaps(expected: Double, eligible: Mask) -> tuple[Double, Mask]:
    """Return how far each total (set, solution) is from a change of first place, and who leads."""
    leads = np.zeros(expected.shape, dtype=np.bool_)
    if eligible.sum() <= 1:
        return np.full(expected.shape, np.inf), leads
    totals = np.where(eligible, expected, -np.inf)
    second, first = np.partition(totals, -2, axis=1)[:, -2:].T
    leads[np.arange(len(totals)), totals.argmax(axis=1)] = True
    return np.where(leads, (first - second)[:, None], first[:, None] - totals), leads


def _in_order(moves: Double, row: Counts, weight: Double, gap: Double) -> FirstPlace:
    over = np.zeros((moves.shape[0], moves.shape[1] + 1))
    over[:, :-1] = np.cumsum(moves[:, ::-1], axis=1)[:, ::-1] / moves.shape[1]
    return FirstPlace(moves, over, row, weight, gap[:, :, None])


def enough(first: FirstPlace, perfect: Double, worth: Double) -> Counts:
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
    utilities : (set, solution, draw) float
    eligible : (solution,) bool
    """
    count, size, draws = known.shape
    gap, leads = _gaps(utilities.mean(axis=2), eligible)
    move = np.zeros((len(utilities), count, size, draws))
    for row, column in np.ndindex(count, size):
        fitted = _fitted(known[row, column].astype(np.float64), utilities[:, row])
        move[:, row, column] = fitted * np.where(leads[:, row], -1.0, 1.0)[:, None]
    row_of = np.arange(move.size // draws).reshape(move.shape[:3])
    moves = np.sort(move.reshape(-1, draws), axis=1)
    return _in_order(moves, row_of, np.ones(row_of.shape), gap)


def _fitted(quantity: Double, utilities: Double) -> Double:
    """Return what one quantity tells about utilities (set, draw), around their means."""
    spread = np.ptp(quantity)
    if spread == 0:
        return np.zeros_like(utilities)
    place = 2 * (quantity - quantity.min()) / spread - 1
    basis = np.polynomial.legendre.legvander(place, _DEGREE)
    fitted: Double = (basis @ np.linalg.lstsq(basis, utilities.T, rcond=None)[0]).T
    fitted -= fitted.mean(axis=1, keepdims=True)
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
