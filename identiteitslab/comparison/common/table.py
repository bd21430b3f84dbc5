"""Expected scores with one set of weights: totals and orders without any draw."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from identiteitslab.comparison.common.arrays import (
    Counts,
    Double,
    Mask,
    as_finite,
    as_ids,
    as_mask,
    as_weights,
)
from identiteitslab.comparison.common.draws import Method, use_method
from identiteitslab.comparison.common.masks import as_applies, move_weights, solution_weights


@dataclass(frozen=True)
class Table:
    """Expected scores and one set of weights, checked, with their names."""

    solutions: tuple[str, ...]
    criteria: tuple[str, ...]
    means: Double
    """(solution, criterion) expected scores."""
    weights: Double
    """(criterion,) summing to one."""
    applies: Mask
    theme: Counts
    eligible: Mask

    def reweighted(self, weights: ArrayLike) -> "Table":
        """Return the same table with another set of weights, on any scale."""
        return replace(self, weights=as_weights(weights, len(self.criteria)))

    @property
    def own_weights(self) -> Double:
        """(solution, criterion) weights after moving those of criteria that do not apply."""
        return solution_weights(self.weights, self.applies, self.theme)

    @property
    def filled(self) -> Double:
        """(solution, criterion) scores with the theme's mean where a criterion does not apply.

        With these and the plain weights every total stays the same.
        """
        members = self.theme[:, None] == self.theme
        own = self.own_weights @ members
        equal = self.applies / (self.applies @ members)
        part = np.divide(self.own_weights, own, out=equal, where=own > 0)
        means: Double = (part * self.means) @ members
        return np.where(self.applies, self.means, means)

    @property
    def totals(self) -> Double:
        """(solution,) weighted sums."""
        totals: Double = (self.own_weights * self.means).sum(axis=1)
        return totals

    @property
    def ranks(self) -> Counts:
        """(solution,) ranks; zero for a knocked-out solution."""
        return ranks_among(self.totals, self.eligible)


def score_table(
    means: ArrayLike,
    weights: ArrayLike,
    *,
    eligible: ArrayLike | None = None,
    applies: ArrayLike | None = None,
    theme: ArrayLike | None = None,
    solutions: Sequence[str] | None = None,
    criteria: Sequence[str] | None = None,
) -> Table:
    """Check expected scores (solution, criterion) and weights (criterion,).

    Raises
    ------
    ValueError
        For bad shapes, values that are not finite, weights that are negative or all zero, ids
        used twice, or a theme of which nothing applies to some solution.
    """
    values = as_finite("means", means, (None, None), "solution, criterion")
    count, items = values.shape
    mask, themes = as_applies(applies, theme, (count, items))
    return Table(
        as_ids("solutions", solutions, count),
        as_ids("criteria", criteria, items),
        values,
        as_weights(weights, items),
        mask,
        themes,
        as_mask("eligible", eligible, (count,), "solution"),
    )


def ranks_among(totals: ArrayLike, eligible: Mask) -> Counts:
    """Return ranks (..., solution) among the eligible solutions; zero for the others.

    Equal totals share the better rank. Totals that differ by no more than rounding are equal.
    """
    values = np.asarray(totals, dtype=np.float64)
    slack = 1e-12 * np.maximum(1.0, np.abs(values).max(axis=-1, initial=0.0))
    above = values[..., None, :] - values[..., :, None] > slack[..., None, None]
    ranks: Counts = (1 + (above & eligible).sum(axis=-1)) * eligible
    return ranks


def totals_along(table: Table, weights: Double, method: Method | None = None) -> Double:
    """Return totals (place, solution) for many sets of weights (criterion, place).

    Parameters
    ----------
    table : Table
    weights : (criterion, place) float
        Every set sums to one.
    method : callable, optional
        Utility from values and weights, each place as one draw. None: the weighted sum.

    Raises
    ------
    ValueError
        For a method that does not return one finite utility per place.
    """
    return np.stack(
        [_row_totals(table, row, weights, method) for row in range(len(table.solutions))], axis=1
    )


def _row_totals(table: Table, row: int, weights: Double, method: Method | None) -> Double:
    applies = table.applies[row]
    moved = move_weights(weights, applies, table.theme)
    if method is None:
        totals: Double = table.means[row] @ moved
        return totals
    values = np.repeat(table.means[row, applies, None], weights.shape[1], axis=1)
    return np.asarray(use_method(method, values[None], moved[applies])[0], dtype=np.float64)
