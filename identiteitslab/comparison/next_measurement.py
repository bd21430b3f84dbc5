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
    as_finite,
    as_ids,
    as_mask,
    as_pools,
    refuse_where,
)
from identiteitslab.comparison.common.gain import FirstPlace, enough, filled, first_place_by_sum

SIZES = (10, 20, 40, 80, 160, 320, 640, 1280)
"""Sample sizes that are looked at."""


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

    Examples
    --------
    Solution ``a`` is known to score 60. Of ``b`` little is known on the first criterion, and
    nothing would change on the second.

    >>> import numpy as np
    >>> from identiteitslab import value_of_measuring
    >>> wide = np.linspace(20, 90, 512)
    >>> pools = np.array([[np.full(512, 60), np.full(512, 60)], [wide, np.full(512, 60)]])
    >>> value = value_of_measuring(pools, [1, 1], 5, solutions=["a", "b"], items=["x", "y"])
    >>> value.to_frame()[["solution", "item", "perfect", "changes"]].round(2)
      solution item  perfect  changes
    2        b    x     3.22     0.43
    """
    values = as_pools(pools)
    count, size, _ = values.shape
    own = _own_weights(weights, count, size)
    worth = filled("known_from", known_from, (count, size))
    first = first_place_by_sum(
        values, own[None], as_mask("eligible", eligible, (count,), "solution")
    )
    return measuring(
        first,
        worth,
        sizes=sizes,
        cost_each=cost_each,
        cost_start=cost_start,
        solutions=as_ids("solutions", solutions, count),
        items=as_ids("items", items, size),
    )


def measuring(
    first: FirstPlace,
    worth: Double,
    *,
    sizes: Sequence[int],
    cost_each: ArrayLike,
    cost_start: ArrayLike,
    solutions: tuple[str, ...],
    items: tuple[str, ...],
) -> MeasurementValues:
    """Return the values that follow from what each cell can do to first place.

    Parameters
    ----------
    first : FirstPlace
        Moves of the totals: by a weighted sum or an own method, for one set of weights or more.
    worth : (solution, item) float
        Number of observations that present knowledge is worth.
    sizes, cost_each, cost_start, solutions, items
        As in `value_of_measuring`.

    Raises
    ------
    ValueError
        As `value_of_measuring`.
    """
    count, size = worth.shape
    refuse_where("known_from", worth, worth <= 0, "a number above zero")
    numbers = np.array(sizes, dtype=np.int64)
    refuse_where("sizes", numbers, numbers < 1, "one or more")
    each, start = (
        filled(name, cost, (size,))
        for name, cost in (("cost_each", cost_each), ("cost_start", cost_start))
    )
    for name, cost in (("cost_each", each), ("cost_start", start)):
        refuse_where(name, cost, cost < 0, "zero or more")
    perfect = first.gain(np.ones((count, size)))
    shrink = np.sqrt(numbers[:, None, None] / (numbers[:, None, None] + worth))
    cost = np.broadcast_to((start + numbers[:, None] * each)[:, None], (len(numbers), count, size))
    return MeasurementValues(
        solutions=solutions,
        items=items,
        perfect=perfect,
        changes=first.changes(),
        sizes=numbers,
        sample=np.stack([first.gain(one) for one in shrink]),
        cost=cost,
        enough=enough(first, perfect, worth),
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


def _own_weights(weights: ArrayLike, count: int, size: int) -> Double:
    own = as_finite("weights", np.atleast_2d(weights), (None, size), "solution, item")
    refuse_where("weights", own, own < 0, "a weight of zero or more")
    sums = own.sum(axis=1, keepdims=True)
    refuse_where("weights", sums, sums == 0, "at least one weight above zero")
    return filled("weights", own / sums, (count, size))
