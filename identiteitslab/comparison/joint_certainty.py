"""What does each gemeente contribute to what all of them know together."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import factorial

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from identiteitslab.comparison.common.arrays import (
    Double,
    as_finite,
    as_ids,
    refuse_where,
)
from identiteitslab.simulation.streams import stream

MOST_EXACT = 12
"""Up to so many gemeenten in a cell every order of joining is counted, beyond it a sample."""

ORDERS = 2000
"""Orders of joining in a sample."""


@dataclass(frozen=True)
class JointCertainty:
    """Each gemeente's part in the uncertainty that was taken away (Shapley values).

    A gemeente's part is the uncertainty it takes away when it joins, averaged over every order
    in which the gemeenten could have joined: nobody gains from coming first or last, and the
    parts add up to the whole.
    """

    gemeenten: tuple[str, ...]
    cells: tuple[str, ...]
    information: Double
    """(gemeente, cell) share of all information in the cell; zero in an empty cell."""
    parts: Double
    """(gemeente, cell) variance taken away, times the importance of the cell."""
    errors: Double
    """(gemeente, cell) standard error of the part; zero where it is exact."""

    @property
    def shares(self) -> Double:
        """(gemeente,) share of all that was taken away; zeros when nothing was."""
        whole = self.parts.sum()
        if whole == 0:
            return np.zeros(len(self.gemeenten))
        shares: Double = self.parts.sum(axis=1) / whole
        return shares

    @property
    def share_errors(self) -> Double:
        """(gemeente,) standard error of the shares."""
        whole = self.parts.sum()
        if whole == 0:
            return np.zeros(len(self.gemeenten))
        errors: Double = np.sqrt((self.errors**2).sum(axis=1)) / whole
        return errors

    @property
    def exact(self) -> bool:
        """Whether every order of joining was counted."""
        return not self.errors.any()

    def to_frame(self) -> pd.DataFrame:
        """Return one row per gemeente, the largest share first."""
        frame = pd.DataFrame(
            {
                "share": self.shares,
                "share_error": self.share_errors,
                "cells": (self.information > 0).sum(axis=1),
            },
            index=pd.Index(self.gemeenten, name="gemeente"),
        )
        return frame.sort_values("share", ascending=False, kind="stable")


def joint_certainty(
    information: ArrayLike,
    before: ArrayLike,
    *,
    seed: int,
    importance: ArrayLike = 1.0,
    gemeenten: Sequence[str] | None = None,
    cells: Sequence[str] | None = None,
) -> JointCertainty:
    """Divide the joint certainty over the gemeenten that brought it about.

    Parameters
    ----------
    information : (gemeente, cell) float
        Precision each gemeente adds to the pooled value of a cell: one over its own variance
        plus the variance between gemeenten. Zero without a measurement.
    before : (cell,) or scalar float
        Precision before any measurement, above zero.
    seed : int
        Seed of the evaluation, for cells with too many gemeenten to count every order.
    importance : (cell,) or scalar float
        How much a cell's variance matters, such as its squared weight in the total.
    gemeenten, cells : sequence of str, optional
        Ids.

    Raises
    ------
    ValueError
        For bad shapes, negative information or importance, or a precision before that is not
        above zero.
    """
    given = as_finite("information", information, (None, None), "gemeente, cell")
    refuse_where("information", given, given < 0, "zero or more")
    count, size = given.shape
    start = as_finite("before", np.broadcast_to(before, size), (size,), "cell")
    refuse_where("before", start, start <= 0, "a number above zero")
    matters = as_finite("importance", np.broadcast_to(importance, size), (size,), "cell")
    refuse_where("importance", matters, matters < 0, "zero or more")
    parts, errors = np.zeros((count, size)), np.zeros((count, size))
    for cell in range(size):
        there = np.flatnonzero(given[:, cell])
        own = given[there, cell]
        if len(there) <= MOST_EXACT:
            parts[there, cell] = _every_order(own, float(start[cell]))
        else:
            found = _sampled_orders(own, float(start[cell]), seed, cell)
            parts[there, cell], errors[there, cell] = found
    whole = given.sum(axis=0)
    return JointCertainty(
        gemeenten=as_ids("gemeenten", gemeenten, count),
        cells=as_ids("cells", cells, size),
        information=np.divide(given, whole, out=np.zeros_like(given), where=whole > 0),
        parts=parts * matters,
        errors=errors * matters,
    )


def _every_order(own: Double, before: float) -> Double:
    """Return Shapley values of the variance taken away, over all groups that could be first."""
    count = len(own)
    groups = (np.arange(2**count)[:, None] >> np.arange(count)) & 1
    variance = 1 / (before + groups @ own)
    sizes = groups.sum(axis=1)
    chance = np.array([factorial(s) * factorial(max(count - s - 1, 0)) for s in range(count + 1)])
    chance = chance / factorial(count)
    parts = np.empty(count)
    for one in range(count):
        without = np.flatnonzero(groups[:, one] == 0)
        gain = variance[without] - variance[without + 2**one]
        parts[one] = gain @ chance[sizes[without]]
    return parts


def _sampled_orders(own: Double, before: float, seed: int, cell: int) -> tuple[Double, Double]:
    """Return Shapley values and their standard errors from orders drawn in opposite pairs."""
    random = stream(seed, "orders", str(cell))
    orders = random.permuted(np.tile(np.arange(len(own)), (ORDERS // 2, 1)), axis=1)
    gains = (_gains(own, before, orders) + _gains(own, before, orders[:, ::-1])) / 2
    errors: Double = gains.std(axis=0, ddof=1) / np.sqrt(len(gains))
    return gains.mean(axis=0), errors


def _gains(
    own: Double, before: float, orders: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
) -> Double:
    """Return the variance each gemeente takes away when it joins, (order, gemeente)."""
    precision = before + np.cumsum(own[orders], axis=1)
    variance = np.concatenate([np.full((len(orders), 1), 1 / before), 1 / precision], axis=1)
    gains = np.empty_like(precision)
    np.put_along_axis(gains, orders, -np.diff(variance, axis=1), axis=1)
    return gains
