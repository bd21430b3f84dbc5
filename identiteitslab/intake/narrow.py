"""Columns of many rows in little room: as few bytes a number as it takes, none where all agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Column = NDArray[Any]

MANY = 10_000
"""From so many rows on, their room matters more than the time to find out what fits."""

_KINDS = (np.int8, np.int16, np.int32)


def narrow(column: Column) -> Column:
    """Give whole numbers, or yes and no, in the least room that holds them.

    Parameters
    ----------
    column
        Whole numbers or booleans, any number of rows.

    Returns
    -------
    ndarray
        The same values; one value for all rows is kept once, and cannot be written to.
    """
    if len(column) < MANY:
        return column
    low, high = column.min(), column.max()
    if low == high:
        return np.broadcast_to(low, column.shape)
    if column.dtype == np.bool_:
        return column
    fits = (k for k in _KINDS if np.iinfo(k).min <= low and high <= np.iinfo(k).max)
    return column.astype(next(fits, column.dtype), copy=False)


def is_one(column: Column) -> bool:
    """Tell whether a column keeps one value for all of its rows."""
    return column.strides == (0,)


def end_to_end(columns: Sequence[Column]) -> Column:
    """Put columns after one another, in the room of the widest."""
    if all(is_one(column) and column[0] == columns[0][0] for column in columns):
        return np.broadcast_to(columns[0][0], sum(map(len, columns)))
    return np.concatenate(columns)


def chosen(column: Column, rows: slice | NDArray[np.bool_]) -> Column:
    """Give some of the rows, in as little room."""
    if isinstance(rows, slice) or not is_one(column):
        return column[rows]
    return np.broadcast_to(column[0], int(np.count_nonzero(rows)))
