"""Where the weight goes of a criterion that does not apply to a solution."""

from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from identiteitslab.comparison.common.arrays import Counts, Double, Mask, as_mask, require_shape

Weight = TypeVar("Weight", np.float32, np.float64)


def as_applies(
    applies: ArrayLike | None, theme: ArrayLike | None, shape: tuple[int, int]
) -> tuple[Mask, Counts]:
    """Return which criteria apply to which solution, and the theme of each criterion.

    Parameters
    ----------
    applies : (solution, criterion) bool, optional
        None: every criterion applies to every solution.
    theme : (criterion,) int, optional
        Number of the theme of each criterion. None: all criteria form one theme.
    shape : (int, int)
        Number of solutions and of criteria.

    Raises
    ------
    ValueError
        For a wrong shape, or a theme of which no criterion applies to some solution.
    """
    mask = as_mask("applies", applies, shape, "solution, criterion")
    themes = np.zeros(shape[1], dtype=np.int64) if theme is None else np.asarray(theme)
    require_shape("theme", themes, (shape[1],), "criterion")
    if not np.issubdtype(themes.dtype, np.integer):
        raise ValueError(f"theme holds {themes.dtype}: expected whole numbers")
    for number in np.unique(themes):
        empty = ~mask[:, themes == number].any(axis=1)
        if empty.any():
            raise ValueError(
                f"applies[{int(np.flatnonzero(empty)[0])}] has no criterion of theme {number}: "
                "expected at least one, because weight moves within a theme"
            )
    return mask, themes.astype(np.int64)


def move_weights(weights: NDArray[Weight], applies: Mask, theme: Counts) -> NDArray[Weight]:
    """Move the weight of criteria that do not apply to the rest of their theme.

    The criteria of a theme that do apply share it in proportion to their own weight; where
    these are all zero they share it equally. Every theme keeps its weight.

    Parameters
    ----------
    weights : (criterion, ...) float
        Weights, one set or one per draw.
    applies : (criterion,) bool
        Which criteria apply to the solution.
    theme : (criterion,) int
        Theme of each criterion.

    Returns
    -------
    (criterion, ...) float
        Weights for this solution; zero where a criterion does not apply.
    """
    moved = weights.copy()
    for number in np.unique(theme[~applies]):
        members = theme == number
        stay = members & applies
        kept = weights[stay].sum(axis=0)
        equal = np.full_like(weights[stay], 1 / stay.sum())
        part = np.divide(weights[stay], kept, out=equal, where=kept > 0)
        moved[stay] = part * weights[members].sum(axis=0)
        moved[members & ~applies] = 0
    return moved


def solution_weights(weights: NDArray[Weight], applies: Mask, theme: Counts) -> NDArray[Weight]:
    """Return the weights each solution is judged with, (solution, criterion)."""
    return np.stack([move_weights(weights, row, theme) for row in applies])


def drop_weights(weights: Double, applies: Mask, theme: Counts) -> Double:
    """Move weights as `move_weights`, also where a theme is left without any criterion.

    Such a theme gives its weight to all other criteria in proportion.

    Parameters
    ----------
    weights : (criterion, ...) float
        One set or one per draw.
    applies : (solution, criterion) bool
    theme : (criterion,) int

    Returns
    -------
    (solution, criterion, ...) float
        Each row sums to one, or is zero where nothing with weight is left.
    """
    there = np.zeros_like(applies)
    for number in np.unique(theme):
        members = theme == number
        there[:, members] = np.logical_or.reduce(applies[:, members], axis=1)[:, None]
    moved = solution_weights(weights, applies | ~there, theme)
    own = np.where(applies.reshape(*applies.shape, *[1] * (weights.ndim - 1)), moved, 0.0)
    left = own.sum(axis=1, keepdims=True)
    dropped: Double = np.divide(own, left, out=own, where=left > 0)
    return dropped
