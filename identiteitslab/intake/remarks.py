"""Remarks about texts become problems of rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.intake.block import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from identiteitslab.intake.block import Column, Mask, Places
    from identiteitslab.intake.cells import Remarks

DECIDING = frozenset({"row-is-total", "row-is-header"})


def spread_out(name: str, column: Column, remarks: Remarks) -> tuple[Problem, ...]:
    """Spread remarks about the texts of a column over the rows that hold them."""
    if not remarks:
        return ()
    concerned = np.zeros(len(column.texts), dtype=np.bool_)
    concerned[list(remarks)] = True
    rows = np.flatnonzero(concerned[column.codes]).astype(np.int32)
    said = [remarks[text] for text in column.codes[rows].tolist()]
    return tuple(
        Problem(
            code,
            name,
            rows[[each == code for each, _ in said]],
            [facts for each, facts in said if each == code],
            decides=code in DECIDING,
        )
        for code in sorted({code for code, _ in said})
    )


def moved(problems: Iterable[Problem], rows: Places) -> tuple[Problem, ...]:
    """Give problems of a part in the row numbers of the whole."""
    return tuple(replace(problem, rows=rows[problem.rows].astype(np.int32)) for problem in problems)


def only(problem: Problem, chosen: Mask) -> Problem:
    """Give what a problem says about some of the rows."""
    kept = chosen[problem.rows]
    facts = [facts for facts, keep in zip(problem.facts, kept.tolist(), strict=True) if keep]
    return replace(problem, rows=problem.rows[kept], facts=facts)


def spoilt(size: int, problems: Iterable[Problem]) -> Mask:
    """Tell which rows have a problem."""
    found = np.zeros(size, dtype=np.bool_)
    for problem in problems:
        found[problem.rows] = True
    return found
