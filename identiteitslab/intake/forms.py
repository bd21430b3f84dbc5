"""Does a row fill the cells that its kind of measurement asks for, and no others?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.intake.block import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from identiteitslab.intake.block import Mask
    from identiteitslab.measurement.kind import Form

    Combinations = NDArray[np.uint8]

DELIVERED = ("waarde", "teller", "noemer", "spreiding", "afgebroken")
"""The columns of a measurement itself."""

_MISFITS = ("cell-missing", "cell-not-allowed")


def together(filled: Mapping[str, Mask]) -> Combinations:
    """Tell for each row which of ``DELIVERED`` are filled: a bit a column, in their order."""
    combination = np.zeros(len(filled[DELIVERED[0]]), dtype=np.uint8)
    for bit, name in enumerate(DELIVERED):
        combination |= filled[name].view(np.uint8) << np.uint8(bit)
    return combination


def fills(name: str, combination: Combinations) -> Mask:
    """Tell in which rows one of ``DELIVERED`` is filled."""
    here: Mask = combination & np.uint8(1 << DELIVERED.index(name)) > 0
    return here


def misfits(forms: Sequence[Form], filled: Combinations) -> tuple[Problem, ...]:
    """Name for each row the cells that are missing and those that should be empty.

    Parameters
    ----------
    forms
        The ways in which the kind can be delivered; the nearest one to a row judges it.
    filled
        The cells that each row fills, as `together` gives them.
    """
    problems = []
    for found in np.flatnonzero(np.bincount(filled)).tolist():
        given = {name for bit, name in enumerate(DELIVERED) if found >> bit & 1}
        for code, names in zip(_MISFITS, _nearest(forms, given), strict=True):
            if names:
                rows = np.flatnonzero(filled == found).astype(np.int32)
                problems += [Problem(code, n, rows, [{"column": n}] * len(rows)) for n in names]
    return tuple(problems)


def _nearest(forms: Sequence[Form], given: set[str]) -> tuple[list[str], list[str]]:
    """Give what is missing from, and what is too much for, the form that comes nearest."""
    gaps = [
        (
            [name for name in form.required if name not in given],
            sorted(given - {*form.required, *form.optional}),
        )
        for form in forms
    ]
    return min(gaps, key=lambda gap: (len(gap[0]) + len(gap[1]), len(gap[1])), default=([], []))
