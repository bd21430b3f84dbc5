"""What does each gemeente contribute to what all of them know together."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import isqrt

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from identiteitslab.comparison.common.arrays import (
    Double,
    as_finite,
    as_ids,
    refuse_where,
)

STEP = 0.35
"""Step of the integral over the logarithm of time; the error is about 1e-9 of a part."""

EARLIEST, LATEST = 1e-6, 25.0
"""Where that integral begins and ends, as multiples of how fast its function rises and falls."""


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

    @property
    def shares(self) -> Double:
        """(gemeente,) share of all that was taken away; zeros when nothing was."""
        whole = self.parts.sum()
        if whole == 0:
            return np.zeros(len(self.gemeenten))
        shares: Double = self.parts.sum(axis=1) / whole
        return shares

    def to_frame(self) -> pd.DataFrame:
        """Return one row per gemeente, the largest share first."""
        frame = pd.DataFrame(
            {
                "share": self.shares,
                "cells": (self.information > 0).sum(axis=1),
            },
            index=pd.Index(self.gemeenten, name="gemeente"),
        )
        return frame.sort_values("share", ascending=False, kind="stable")


def joint_certainty(
    information: ArrayLike,
    before: ArrayLike,
    *,
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
    parts = np.zeros((count, size))
    for cell in range(size):
        there = np.flatnonzero(given[:, cell])
        if len(there):
            parts[there, cell] = _every_order(given[there, cell], float(start[cell]))
    whole = given.sum(axis=0)
    return JointCertainty(
        gemeenten=as_ids("gemeenten", gemeenten, count),
        cells=as_ids("cells", cells, size),
        information=np.divide(given, whole, out=np.zeros_like(given), where=whole > 0),
        parts=parts * matters,
    )


def _every_order(own: Double, before: float) -> Double:
    """Return the variance each takes away when it joins, averaged over all orders (gemeente,).

    A variance is an integral, 1 / x = integral of exp(-t x) over t. Let everyone come before a
    moment p with chance p, spread evenly: the mean over p is the mean over all orders (Owen 1972,
    multilinear extensions). Then everybody is independent, and the sum over all groups that can
    have joined already becomes a product.
    """
    rise = np.log(EARLIEST / (before + own.sum()))
    time = np.exp(np.arange(rise, np.log(LATEST / before) + STEP, STEP))
    moments, chances = _moments(len(own))
    gone = -np.expm1(-own[:, None] * time)
    left = 1 - gone[:, :, None] * moments
    others = (left.prod(axis=0) * chances / left).sum(axis=2)
    parts: Double = (gone * others) @ (STEP * time * np.exp(-before * time))
    return parts


@cache
def _moments(count: int) -> tuple[Double, Double]:
    """Return moments between 0 and 1 with their weights; exact for up to 24 gemeenten."""
    points, weights = np.polynomial.legendre.leggauss(min((count + 1) // 2, 4 + 2 * isqrt(count)))
    return (points + 1) / 2, weights / 2
