"""Which solutions are beaten whatever the weights, and which could still come first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.optimize import linprog

from identiteitslab.comparison.common.arrays import (
    Double,
    Mask,
    Single,
    as_finite,
    as_ids,
    as_mask,
    as_pools,
)
from identiteitslab.comparison.weighing.polytope import Polytope


@dataclass(frozen=True)
class Dominance:
    """Who dominates whom, in three degrees; each degree implies the next."""

    solutions: tuple[str, ...]
    certain: Mask
    """(solution, solution): the row's worst score is at least the column's best, everywhere."""
    stochastic: Mask
    """(solution, solution): on every criterion the row has at least the column's chance to
    reach any score (first-order stochastic dominance)."""
    expected: Mask
    """(solution, solution): the row's expected score is at least the column's, everywhere."""

    @property
    def non_dominated(self) -> tuple[str, ...]:
        """Solutions that no other dominates on expected scores."""
        return _free(self.solutions, self.expected)

    @property
    def non_dominated_stochastically(self) -> tuple[str, ...]:
        """Solutions that no other dominates stochastically."""
        return _free(self.solutions, self.stochastic)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per pair in which one dominates the other, strongest degree first."""
        rows = [
            (one, other, degree)
            for degree, found in (
                ("certain", self.certain),
                ("stochastic", self.stochastic & ~self.certain),
                ("expected", self.expected & ~self.stochastic),
            )
            for one, other in _pairs(self.solutions, found)
        ]
        return pd.DataFrame(rows, columns=["solution", "dominates", "degree"])


def dominance(
    pools: ArrayLike, *, applies: ArrayLike | None = None, solutions: Sequence[str] | None = None
) -> Dominance:
    """Find dominance between solutions: at least as good everywhere, better somewhere.

    Two solutions to which different criteria apply are not compared: neither dominates.

    Parameters
    ----------
    pools : (solution, criterion, sample) float
        Equally likely scores of each cell.
    applies : (solution, criterion) bool, optional
        False where a criterion does not apply.
    solutions : sequence of str, optional
        Ids.

    Raises
    ------
    ValueError
        For bad shapes or values that are not finite.
    """
    values = as_pools(pools)
    count, items, _ = values.shape
    names = as_ids("solutions", solutions, count)
    mask = as_mask("applies", applies, (count, items), "solution, criterion")
    ordered = np.sort(np.where(mask[:, :, None], values, 0), axis=2)
    alike = (mask[:, None] == mask[None]).all(axis=2)
    worst, best = ordered[:, :, 0], ordered[:, :, -1]
    means = ordered.mean(axis=2, dtype=np.float64)
    return Dominance(
        solutions=names,
        certain=alike & _beats(worst, best) & _somewhere(means),
        stochastic=alike & _pools_beat(ordered) & _somewhere(means),
        expected=alike & _beats(means, means) & _somewhere(means),
    )


def second_order_dominance(
    totals: ArrayLike, *, solutions: Sequence[str] | None = None
) -> tuple[tuple[str, str], ...]:
    """Return pairs of which the first suits every decision maker who dislikes risk better.

    The first total has, in each lowest part of its draws, at least the mean of the second's
    (second-order stochastic dominance).

    Parameters
    ----------
    totals : (solution, draw) float
        Drawn totals.

    Raises
    ------
    ValueError
        For a bad shape or values that are not finite.
    """
    values = as_finite("totals", totals, (None, None), "solution, draw")
    names = as_ids("solutions", solutions, len(values))
    lowest = np.cumsum(np.sort(values, axis=1), axis=1)
    at_least = _beats(lowest, lowest)
    return _pairs(names, at_least & ~at_least.T)


def could_be_first(
    means: ArrayLike, region: Polytope, *, solutions: Sequence[str] | None = None
) -> dict[str, tuple[float, ...] | None]:
    """Return for each solution a set of weights that puts it first, or None if none does.

    Of all weights that agree with the statements it is the set with the largest lead.

    Parameters
    ----------
    means : (solution, criterion) float
        Expected scores.
    region : Polytope
        Weights that agree with the statements, over the same criteria.

    Raises
    ------
    ValueError
        For a bad shape or values that are not finite.
    """
    values = as_finite("means", means, (None, len(region.items)), "solution, criterion")
    names = as_ids("solutions", solutions, len(values))
    return {name: _best_case(values, row, region) for row, name in enumerate(names)}


def _best_case(values: Double, row: int, region: Polytope) -> tuple[float, ...] | None:
    lead = values[row] - np.delete(values, row, axis=0)
    size = region.dimension
    # Maximise the smallest lead t: lead @ (inside + basis z) >= t, within the region.
    rules = np.vstack(
        [
            np.hstack([-lead @ region.basis, np.ones((len(lead), 1))]),
            np.hstack([region.sides, np.zeros((len(region.sides), 1))]),
        ]
    )
    limits = np.concatenate([lead @ region.inside, region.room])
    scale = float(np.abs(values).max(initial=1.0))
    best = linprog(
        np.append(np.zeros(size), -1.0),
        rules,
        limits,
        bounds=[(None, None)] * size + [(None, 2 * scale)],
    ).x
    if best is None or best[-1] < -1e-9 * scale:
        return None
    return tuple((region.inside + region.basis @ best[:-1]).clip(0, 1).tolist())


def _beats(one: Single | Double, other: Single | Double) -> Mask:
    beats: Mask = np.logical_and.reduce(one[:, None] >= other[None], axis=2)
    return beats


def _somewhere(means: Double) -> Mask:
    """(solution, solution): the row is better than the column on some criterion."""
    better: Mask = np.logical_or.reduce(means[:, None] > means[None], axis=2)
    return better


def _pools_beat(ordered: Single) -> Mask:
    return np.array([[bool((one >= other).all()) for other in ordered] for one in ordered])


def _pairs(solutions: tuple[str, ...], found: Mask) -> tuple[tuple[str, str], ...]:
    return tuple((solutions[one], solutions[other]) for one, other in np.argwhere(found))


def _free(solutions: tuple[str, ...], found: Mask) -> tuple[str, ...]:
    beaten = np.logical_or.reduce(found, axis=0)
    return tuple(name for name, lost in zip(solutions, beaten, strict=True) if not lost)
