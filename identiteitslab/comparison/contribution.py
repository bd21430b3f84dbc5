"""What does each theme, criterion or indicator contribute to a solution's total."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from identiteitslab.comparison.common.arrays import (
    Double,
    as_finite,
    as_ids,
    index_of,
    refuse_where,
)
from identiteitslab.comparison.common.draws import Method, use_method
from identiteitslab.comparison.common.table import Table
from identiteitslab.simulation.streams import stream

ORDERS = 200
"""Orders in which criteria join, for an own method."""


@dataclass(frozen=True)
class Contributions:
    """Weight times expected score of every item; together they are the total."""

    solutions: tuple[str, ...]
    items: tuple[str, ...]
    points: Double
    """(solution, item) points of the total."""
    possible: Double
    """(solution, item) points if the item scored 100: its weight in percent."""
    levels: Mapping[str, tuple[str, ...]]
    """Per level, such as theme, the group each item belongs to."""

    @property
    def totals(self) -> Double:
        """(solution,) expected total."""
        totals: Double = self.points.sum(axis=1)
        return totals

    def by(self, level: str) -> tuple[tuple[str, ...], Double]:
        """Return the groups of a level, and the points (solution, group) each contributes.

        Raises
        ------
        ValueError
            For a level that does not exist.
        """
        index_of("level", level, tuple(self.levels))
        groups = tuple(dict.fromkeys(self.levels[level]))
        place = [groups.index(group) for group in self.levels[level]]
        return groups, self.points @ np.eye(len(groups))[place]

    def with_points(self, points: Double) -> "Contributions":
        """Return the same split with other points (solution, item), such as by an own method."""
        return replace(self, points=points)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per solution and item, with its groups, points and possible points."""
        frame = pd.DataFrame(
            {
                "solution": np.repeat(self.solutions, len(self.items)),
                "item": np.tile(self.items, len(self.solutions)),
                "points": self.points.ravel(),
                "possible": self.possible.ravel(),
            }
        )
        for level, groups in self.levels.items():
            frame[level] = np.tile(groups, len(self.solutions))
        return frame


def contributions(
    means: ArrayLike,
    weights: ArrayLike,
    *,
    levels: Mapping[str, Sequence[str]] | None = None,
    solutions: Sequence[str] | None = None,
    items: Sequence[str] | None = None,
) -> Contributions:
    """Split each solution's expected total into what every item contributes.

    Parameters
    ----------
    means : (solution, item) float
        Expected scores 0..100 of indicators or criteria.
    weights : (item,) or (solution, item) float
        Weights on any scale; per solution where weight has moved between items.
    levels : mapping of level to one group per item, optional
        Such as ``{"criterion": [...], "theme": [...]}``.
    solutions, items : sequence of str, optional
        Ids.

    Raises
    ------
    ValueError
        For bad shapes, values that are not finite, or weights negative or all zero.
    """
    values = as_finite("means", means, (None, None), "solution, item")
    count, size = values.shape
    names = as_ids("items", items, size)
    own = as_finite("weights", np.atleast_2d(weights), (None, size), "solution, item")
    refuse_where("weights", own, own < 0, "a weight of zero or more")
    sums = own.sum(axis=1)
    refuse_where("weights", sums, sums == 0, "at least one weight above zero")
    shares = np.broadcast_to(own / sums[:, None], values.shape)
    grouped = {level: _groups(level, groups, size) for level, groups in (levels or {}).items()}
    return Contributions(
        as_ids("solutions", solutions, count), names, shares * values, shares * 100, grouped
    )


def _groups(level: str, groups: Sequence[str], size: int) -> tuple[str, ...]:
    if len(groups) != size:
        raise ValueError(
            f"levels[{level!r}] has {len(groups)} groups: expected one per item ({size})"
        )
    return tuple(groups)


def contributions_by_method(table: Table, method: Method, *, seed: int) -> Double:
    """Split each utility by an own method over the criteria: Shapley values.

    A criterion's part is how much the utility rises when its score goes from 0 to what is
    expected, averaged over orders in which the criteria could do so. For the weighted sum that
    is weight times score. The parts sum to the utility minus that of zero everywhere.

    Parameters
    ----------
    table : Table
        Expected scores, weights and names.
    method : callable
        Utility from values and weights, as in `rank_acceptability`.
    seed : int
        Seed of the evaluation; the orders come in pairs, each with its opposite.

    Returns
    -------
    (solution, criterion) float
    """
    size = len(table.criteria)
    random = stream(seed, "contributions")
    orders = random.permuted(np.tile(np.arange(size), (ORDERS // 2, 1)), axis=1)
    orders = np.concatenate([orders, orders[:, ::-1]])
    # Place of each criterion in each order: joined[o, k] tells who is in after k steps.
    place = np.argsort(orders, axis=1)
    joined = place[:, None, :] < np.arange(size + 1)[:, None]
    parts = np.zeros((len(table.solutions), size))
    for row, own in enumerate(table.own_weights):
        used = np.flatnonzero(table.applies[row])
        values = (joined * table.means[row]).reshape(-1, size).T[used]
        weights = np.repeat(own[used, None], values.shape[1], axis=1)
        utility = use_method(method, values[None], weights)[0].reshape(ORDERS, size + 1)
        rises = np.diff(utility.astype(np.float64), axis=1)
        parts[row] = np.take_along_axis(rises, place, axis=1).mean(axis=0)
    return parts
