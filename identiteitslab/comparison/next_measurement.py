"""What should be measured next: the value of knowing a cell better, before measuring it.

The question behind the value: after the measurement the solution with the highest expected
total is chosen. How much higher is that total expected to be than without the measurement? A
cell that cannot change the choice is worth nothing, however uncertain it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from identiteitslab.comparison.common.arrays import (
    Counts,
    Double,
    Mask,
    Single,
    as_finite,
    as_ids,
    as_mask,
    as_pools,
    refuse_where,
)

ENOUGH = 0.8
"""Share of the value of perfect information that makes a sample large enough."""

SIZES = (10, 20, 40, 80, 160, 320, 640, 1280)
"""Sample sizes that are looked at."""

_DEGREE = 5
_HALVINGS = 16


@dataclass(frozen=True)
class Estimate:
    """A value in points of the total, with its Monte Carlo standard error."""

    value: float
    standard_error: float


@dataclass(frozen=True)
class MeasurementValues:
    """Value of measuring each cell further, in points of the total."""

    solutions: tuple[str, ...]
    items: tuple[str, ...]
    perfect: Double
    """(solution, item) expected gain from knowing the cell exactly (EVPPI)."""
    changes: Double
    """(solution, item) chance that knowing it exactly changes who is first."""
    sizes: Counts
    """(size,) numbers of further observations."""
    sample: Double
    """(size, solution, item) expected gain from so many further observations (EVSI)."""
    cost: Double
    """(size, solution, item) cost of so many further observations."""
    enough: Counts
    """(solution, item) fewest observations that bring 80% of the perfect gain; 0 without gain."""

    @property
    def best_size(self) -> Counts:
        """(solution, item) place in ``sizes`` with the most gain per unit of cost."""
        best: Counts = self._per_cost.argmax(axis=0)
        return best

    @property
    def _per_cost(self) -> Double:
        return np.divide(
            self.sample, self.cost, out=np.zeros_like(self.sample), where=self.cost > 0
        )

    def to_frame(self) -> pd.DataFrame:
        """Return one row per cell with value, the most gain per unit of cost first."""
        best = self.best_size[None]
        cells = {
            "perfect": self.perfect,
            "changes": self.changes,
            "enough": self.enough,
            "size": self.sizes[best[0]],
            "gain": np.take_along_axis(self.sample, best, axis=0)[0],
            "cost": np.take_along_axis(self.cost, best, axis=0)[0],
            "gain_per_cost": self._per_cost.max(axis=0),
        }
        frame = pd.DataFrame(
            {
                "solution": np.repeat(self.solutions, len(self.items)),
                "item": np.tile(self.items, len(self.solutions)),
                **{name: values.ravel() for name, values in cells.items()},
            }
        )
        worth = frame[frame["perfect"] > 0]
        return worth.sort_values(["gain_per_cost", "perfect"], ascending=False, kind="stable")


def value_of_measuring(
    pools: ArrayLike,
    weights: ArrayLike,
    known_from: ArrayLike,
    *,
    eligible: ArrayLike | None = None,
    sizes: Sequence[int] = SIZES,
    cost_each: ArrayLike = 1.0,
    cost_start: ArrayLike = 0.0,
    solutions: Sequence[str] | None = None,
    items: Sequence[str] | None = None,
) -> MeasurementValues:
    """Return the value of knowing each cell exactly, and of measuring it further.

    Totals are weighted sums of independent cells, so both follow from the pools without draws.
    For a sample, what is expected of a cell afterwards is taken as its pool, drawn in towards
    the mean (moment matching: Heath, Manolopoulou and Baio 2018): with n further observations,
    on top of knowledge worth n0, the variance of the later mean is n / (n + n0) of that of the
    pool.

    Parameters
    ----------
    pools : (solution, item, sample) float
        Equally likely scores of each cell.
    weights : (item,) or (solution, item) float
        Weights; per solution where weight has moved. Each row is scaled to sum to one.
    known_from : (solution, item) or scalar float
        Number of observations that present knowledge is worth, above zero; small for a cell
        about which nothing is known.
    eligible : (solution,) bool, optional
        False for a knocked-out solution.
    sizes : sequence of int
        Numbers of further observations to look at.
    cost_each, cost_start : (item,) or scalar float
        Cost of an observation, such as a participant, and of starting to measure.
    solutions, items : sequence of str, optional
        Ids.

    Raises
    ------
    ValueError
        For bad shapes or values, sizes below one, costs below zero or knowledge not above zero.
    """
    values = as_pools(pools)
    count, size, _ = values.shape
    own = _own_weights(weights, count, size)
    worth = _filled("known_from", known_from, (count, size))
    refuse_where("known_from", worth, worth <= 0, "a number above zero")
    numbers = np.array(sizes, dtype=np.int64)
    refuse_where("sizes", numbers, numbers < 1, "one or more")
    each, start = (
        _filled(name, cost, (size,))
        for name, cost in (("cost_each", cost_each), ("cost_start", cost_start))
    )
    for name, cost in (("cost_each", each), ("cost_start", start)):
        refuse_where(name, cost, cost < 0, "zero or more")
    first = _first_place(values, own, as_mask("eligible", eligible, (count,), "solution"))
    perfect = first.gain(np.ones((count, size)))
    shrink = np.sqrt(numbers[:, None, None] / (numbers[:, None, None] + worth))
    cost = np.broadcast_to((start + numbers[:, None] * each)[:, None], (len(numbers), count, size))
    return MeasurementValues(
        solutions=as_ids("solutions", solutions, count),
        items=as_ids("items", items, size),
        perfect=perfect,
        changes=first.changes(),
        sizes=numbers,
        sample=np.stack([first.gain(one) for one in shrink]),
        cost=cost,
        enough=_enough(first, perfect, worth),
    )


def perfect_information(totals: ArrayLike, *, eligible: ArrayLike | None = None) -> Estimate:
    """Return the gain in total from knowing everything exactly (EVPI), from drawn totals.

    Parameters
    ----------
    totals : (solution, draw) float
        Totals drawn with fixed weights: what people weigh is not a thing to measure.
    eligible : (solution,) bool, optional
        False for a knocked-out solution.

    Raises
    ------
    ValueError
        For a bad shape or values that are not finite.
    """
    values = as_finite("totals", totals, (None, None), "solution, draw")
    ranked = as_mask("eligible", eligible, (len(values),), "solution")
    if not ranked.any():
        return Estimate(0.0, 0.0)
    chosen = values[ranked]
    gains = chosen.max(axis=0) - chosen[chosen.mean(axis=1).argmax()]
    return Estimate(float(gains.mean()), float(gains.std() / np.sqrt(len(gains))))


def value_by_regression(
    known: ArrayLike, utilities: ArrayLike, *, eligible: ArrayLike | None = None
) -> Estimate:
    """Return the gain from knowing one quantity exactly, by regression on draws (EVPPI).

    For utilities that are no weighted sum. Each utility is regressed on the quantity with a
    polynomial (the idea of Strong, Oakley and Brennan 2014); slightly too high with few draws.

    Parameters
    ----------
    known : (draw,) float
        The quantity that would be known.
    utilities : (solution, draw) float
        Utilities in the same draws.
    eligible : (solution,) bool, optional
        False for a knocked-out solution.

    Raises
    ------
    ValueError
        For bad shapes or values that are not finite.
    """
    values = as_finite("utilities", utilities, (None, None), "solution, draw")
    quantity = as_finite("known", known, (values.shape[1],), "draw")
    ranked = as_mask("eligible", eligible, (len(values),), "solution")
    spread = np.ptp(quantity)
    if not ranked.any() or spread == 0:
        return Estimate(0.0, 0.0)
    chosen = values[ranked]
    place = 2 * (quantity - quantity.min()) / spread - 1
    basis = np.polynomial.legendre.legvander(place, _DEGREE)
    coefficients = np.linalg.lstsq(basis, chosen.T, rcond=None)[0]
    fitted = (basis @ coefficients).T
    gains = fitted.max(axis=0) - fitted[fitted.mean(axis=1).argmax()]
    return Estimate(max(float(gains.mean()), 0.0), float(gains.std() / np.sqrt(len(gains))))


@dataclass(frozen=True)
class _FirstPlace:
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


def _first_place(pools: Single, weights: Double, eligible: Mask) -> _FirstPlace:
    means = pools.mean(axis=2, dtype=np.float64)
    totals = np.where(eligible, (weights * means).sum(axis=1), -np.inf)
    gap = np.full(len(totals), np.inf)
    sign = np.ones(len(totals))
    if eligible.sum() > 1:
        leader = int(totals.argmax())
        gap[eligible] = totals[leader] - totals[eligible]
        gap[leader] = totals[leader] - np.delete(totals, leader).max()
        sign[leader] = -1.0
    move = (pools - means[:, :, None]) * (weights * sign[:, None])[:, :, None]
    return _FirstPlace(move.astype(np.float32), gap[:, None, None].astype(np.float32))


def _enough(first: _FirstPlace, perfect: Double, worth: Double) -> Counts:
    """Return the fewest observations that bring most of the perfect gain, by bisection."""
    low, high = np.zeros_like(perfect), np.ones_like(perfect)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        reached = first.gain(middle) >= ENOUGH * perfect
        low, high = np.where(reached, low, middle), np.where(reached, middle, high)
    needed = np.ceil(worth * high**2 / np.maximum(1 - high**2, 1e-12) - 1e-6)
    return np.where(perfect > 0, np.maximum(needed, 1), 0).astype(np.int64)


def _own_weights(weights: ArrayLike, count: int, size: int) -> Double:
    own = as_finite("weights", np.atleast_2d(weights), (None, size), "solution, item")
    refuse_where("weights", own, own < 0, "a weight of zero or more")
    sums = own.sum(axis=1, keepdims=True)
    refuse_where("weights", sums, sums == 0, "at least one weight above zero")
    return _filled("weights", own / sums, (count, size))


def _filled(name: str, values: ArrayLike, shape: tuple[int, ...]) -> Double:
    given = np.asarray(values, dtype=np.float64)
    refuse_where(name, given, ~np.isfinite(given), "a finite number")
    try:
        return np.broadcast_to(given, shape)
    except ValueError:
        raise ValueError(f"{name} has shape {given.shape}: expected {shape}") from None
