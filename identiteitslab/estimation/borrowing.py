"""A standard deviation for gemeenten that cannot give their own, from those that can."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from identiteitslab.estimation.arrays import as_cells, presence, require

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from identiteitslab.estimation.arrays import Flags, Floats


class Borrowed(NamedTuple):
    """Standard deviations to use, and where they come from.

    `sd` is ``(cells, gemeenten)``, NaN where refused or absent; `borrowed` says which were taken
    from the other gemeenten of the cell; `refused` says which have nothing to borrow from.
    """

    sd: Floats
    borrowed: Flags
    refused: Flags

    def reasons(self) -> tuple[str, ...]:
        """Say for every refused gemeente why it cannot be used."""
        return tuple(
            f"cell {cell}, gemeente {j}: one observation or no spread, and no other gemeente "
            f"to borrow a standard deviation from"
            for cell, j in np.argwhere(self.refused)
        )


def borrow_sd(n: ArrayLike, sd: ArrayLike, *, present: ArrayLike | None = None) -> Borrowed:
    """Give gemeenten with one observation, or without spread, the pooled sd of the others.

    A standard deviation of 0 would say that a gemeente is known perfectly; it says only that too
    few people were asked.

    Parameters
    ----------
    n, sd
        Number of observations and standard deviation, ``(cells, gemeenten)``, on the scale that
        is averaged.
    present
        Which gemeenten a cell has; all of them by default.
    """
    flags = presence("n", n, present)
    count = as_cells("n", n, flags, 0.0)
    own = as_cells("sd", sd, flags, 0.0)
    require("n", count, (count > 0) | ~flags, "a number above 0")
    require("sd", own, own >= 0, "a standard deviation of 0 or more")
    able = flags & (count > 1) & (own > 0)
    freedom = np.where(able, count - 1, 0.0)
    total = freedom.sum(axis=1)
    pooled = np.sqrt((freedom * own**2).sum(axis=1) / np.maximum(total, 1))
    lacking = flags & ~able
    lender = (total > 0)[:, None]
    chosen = np.where(able, own, np.where(lacking & lender, pooled[:, None], np.nan))
    return Borrowed(chosen, lacking & lender, lacking & ~lender)
