"""Groups so small that a person might be recognised are never shown: not drawn, told or summed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

LEAST_PEOPLE = 5
"""Fewest people in a group that may be shown; a lab may ask for more in ``population.yaml``."""


def may_be_shown(people: ArrayLike, least: int = LEAST_PEOPLE) -> NDArray[np.bool_]:
    """Tell which groups are large enough, in the shape of ``people``; an empty one shows nothing.

    Raises
    ------
    ValueError
        A count is negative or no number, or ``least`` is below five.
    """
    if least < LEAST_PEOPLE:
        raise ValueError(f"least is {least}; expected {LEAST_PEOPLE} or more")
    counts = np.asarray(people, dtype=np.float64)
    wrong = ~(counts >= 0)
    if wrong.any():
        place = np.argwhere(wrong)[0].tolist()
        raise ValueError(f"people{place} is {counts[tuple(place)]}; expected a count of 0 or more")
    return np.asarray(counts >= least, dtype=np.bool_)
