"""Would another way of adding up give another order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from identiteitslab.comparison.common.aggregation import (
    maximin,
    promethee,
    topsis,
    weighted_product,
    weighted_sum,
)
from identiteitslab.comparison.common.arrays import Counts, Double
from identiteitslab.comparison.common.table import Table, ranks_among

SCORE_SCALE = (0.0, 100.0)
"""Worst and best score a criterion can have."""

Aggregation = Callable[[Double, Double], Double]
"""Scores (solution, criterion) and weights (criterion,) to utility (solution,)."""


def topsis_on_scale(scores: Double, weights: Double) -> Double:
    """Return closeness to a solution that scores 100 everywhere."""
    return topsis(scores, weights, scale=SCORE_SCALE)


def promethee_net(scores: Double, weights: Double) -> Double:
    """Return net flows of PROMETHEE II: any difference in score is a full preference."""
    return promethee(scores, weights).net


METHODS: Mapping[str, Aggregation] = {
    "weighted_sum": weighted_sum,
    "weighted_product": weighted_product,
    "topsis": topsis_on_scale,
    "promethee": promethee_net,
    "maximin": maximin,
}


@dataclass(frozen=True)
class Robustness:
    """Utility and rank of every solution by each way of adding up."""

    methods: tuple[str, ...]
    solutions: tuple[str, ...]
    utilities: Double
    """(method, solution), each on the scale of its method."""
    ranks: Counts
    """(method, solution); zero for a knocked-out solution."""

    @property
    def always_first(self) -> tuple[str, ...]:
        """Solutions that come first by every method."""
        first = np.logical_and.reduce(self.ranks == 1, axis=0)
        return tuple(name for name, yes in zip(self.solutions, first, strict=True) if yes)

    def to_frame(self) -> pd.DataFrame:
        """Return the ranks, one row per method and one column per solution."""
        return pd.DataFrame(
            self.ranks, index=pd.Index(self.methods, name="method"), columns=list(self.solutions)
        )


def robustness(table: Table, methods: Mapping[str, Aggregation] = METHODS) -> Robustness:
    """Rank the solutions by each way of adding up, on expected scores.

    Only the solutions that may rank are compared, so that a knocked-out one cannot change the
    order by a method that judges solutions against each other, as PROMETHEE does.

    Parameters
    ----------
    table : Table
        Expected scores 0..100, weights and names.
    methods : mapping of name to function
        Scores (solution, criterion) and weights (criterion,) to utility (solution,).

    Raises
    ------
    ValueError
        For a method that does not return one finite utility per solution.
    """
    utilities = np.zeros((len(methods), len(table.solutions)))
    rows = table.eligible
    for place, (name, method) in enumerate(methods.items()):
        if rows.any():
            utility = np.asarray(method(table.filled[rows], table.weights), dtype=np.float64)
            if utility.shape != (rows.sum(),) or not np.isfinite(utility).all():
                raise ValueError(
                    f"methods[{name!r}] returned shape {utility.shape}: "
                    f"expected finite utilities of shape ({rows.sum()},)"
                )
            utilities[place, rows] = utility
    return Robustness(
        tuple(methods), table.solutions, utilities, ranks_among(utilities, table.eligible)
    )
