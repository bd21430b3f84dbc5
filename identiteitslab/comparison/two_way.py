"""Who comes first at every pair of weights of two themes or criteria."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from identiteitslab.comparison.common.arrays import Double, Mask, index_of
from identiteitslab.comparison.common.draws import Method
from identiteitslab.comparison.common.table import Table, ranks_among, totals_along
from identiteitslab.comparison.common.weight_path import alone


@dataclass(frozen=True)
class TwoWayRegions:
    """First place at every pair of weights on a regular triangle of points."""

    solutions: tuple[str, ...]
    weights: Double
    """(point, 2) weights of the two items; together at most one."""
    now: tuple[float, float]
    first: Mask
    """(point, solution): this solution comes first there; ties share first place."""

    @property
    def shares(self) -> dict[str, float]:
        """Share of the points at which each solution comes first."""
        return dict(zip(self.solutions, self.first.mean(axis=0).tolist(), strict=True))

    def to_frame(self) -> pd.DataFrame:
        """Return one row per point, with the solutions that come first."""
        names = np.array(self.solutions)
        return pd.DataFrame(
            {
                "one": self.weights[:, 0],
                "other": self.weights[:, 1],
                "first": [", ".join(names[row]) for row in self.first],
            }
        )


def two_way_regions(
    table: Table,
    one: Sequence[str],
    other: Sequence[str],
    *,
    steps: int = 40,
    method: Method | None = None,
) -> TwoWayRegions:
    """Let two weights run at once; all other weights share the rest in proportion.

    Parameters
    ----------
    table : Table
        Expected scores, weights and names.
    one, other : sequence of str
        Criteria of which the joint weight runs: one criterion, or all criteria of a theme.
    steps : int
        Steps from weight 0 to weight 1.
    method : callable, optional
        Utility from values and weights, as in `rank_acceptability`. None: the weighted sum.

    Raises
    ------
    ValueError
        For unknown criteria, a criterion on both sides, no criterion left over, or no steps.
    """
    if steps < 1:
        raise ValueError(f"steps is {steps}: expected one or more")
    first_part, second_part = (
        _part(name, ids, table) for name, ids in (("one", one), ("other", other))
    )
    rest = ~(first_part | second_part)
    if (first_part & second_part).any() or not rest.any():
        raise ValueError("one and other overlap or hold all criteria: expected a part to remain")
    corners = np.stack(
        [alone(table.weights, part) for part in (first_part, second_part, rest)], axis=1
    )
    pairs = np.array(
        [(i, j) for i in range(steps + 1) for j in range(steps + 1 - i)], dtype=np.float64
    )
    points = pairs / steps
    mixes = np.column_stack([points, 1 - points.sum(axis=1)])
    totals = totals_along(table, corners @ mixes.T, method)
    now = (float(table.weights[first_part].sum()), float(table.weights[second_part].sum()))
    return TwoWayRegions(table.solutions, points, now, ranks_among(totals, table.eligible) == 1)


def _part(name: str, ids: Sequence[str], table: Table) -> Mask:
    part = np.zeros(len(table.criteria), dtype=np.bool_)
    part[[index_of(f"{name}[{n}]", one, table.criteria) for n, one in enumerate(ids)]] = True
    if not part.any():
        raise ValueError(f"{name} is empty: expected at least one criterion")
    return part
