"""A check on the log-normal distribution: the median duration without any distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.estimation.arrays import as_floats, require

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

MIDDLE = 0.5
ROUNDING = 1e-12


def kaplan_meier_median(times: ArrayLike, observed: ArrayLike) -> float:
    """Give the first time at which half or fewer are still busy (Kaplan & Meier 1958).

    Parameters
    ----------
    times
        Durations, or time-outs where a task was not finished, ``(participants,)``, above 0.
    observed
        True (or 1) where the task was finished, ``(participants,)``.

    Returns
    -------
    median
        Infinite if more than half were still busy at the last time. Where exactly half are, it
        is the middle between that time and the next finish, as in R's ``survival``.
    """
    t, done = as_floats("times", times), as_floats("observed", observed)
    if done.shape != t.shape or t.ndim != 1 or t.size == 0:
        raise ValueError(f"observed has shape {done.shape}; expected {t.shape}, one-dimensional")
    require("times", t, t > 0, "a duration above 0")
    require("observed", done, (done == 0) | (done == 1), "True or False")
    finishes, number = np.unique(t[done == 1], return_counts=True)
    busy = (t[:, None] >= finishes).sum(axis=0)
    still = np.cumprod(1 - number / busy)
    reached = np.flatnonzero(still <= MIDDLE + ROUNDING)
    if reached.size == 0:
        return float("inf")
    first = reached[0]
    if abs(still[first] - MIDDLE) < ROUNDING and first + 1 < finishes.size:
        return float((finishes[first] + finishes[first + 1]) / 2)
    return float(finishes[first])
