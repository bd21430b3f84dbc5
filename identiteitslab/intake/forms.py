"""Does a row fill the cells that its kind of measurement asks for, and no others?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.intake.block import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from identiteitslab.intake.block import Mask
    from identiteitslab.measurement.kind import Form

DELIVERED = ("waarde", "teller", "noemer", "spreiding", "afgebroken")
"""The columns of a measurement itself."""


def misfits(forms: Sequence[Form], filled: Mapping[str, Mask]) -> tuple[Problem, ...]:
    """Name for each row the cells that are missing and those that should be empty.

    Parameters
    ----------
    forms
        The ways in which the kind can be delivered; the nearest one to a row judges it.
    filled
        For each column of ``DELIVERED`` the rows in which it is filled.
    """
    combination = sum(filled[name].astype(np.int32) << bit for bit, name in enumerate(DELIVERED))
    problems = []
    for found in np.unique(combination).tolist():
        given = {name for bit, name in enumerate(DELIVERED) if found >> bit & 1}
        missing, extra = _nearest(forms, given)
        rows = np.flatnonzero(combination == found).astype(np.int32)
        for code, names in (("cell-missing", missing), ("cell-not-allowed", extra)):
            facts = [[{"column": name}] * len(rows) for name in names]
            problems += [Problem(code, n, rows, f) for n, f in zip(names, facts, strict=True)]
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
