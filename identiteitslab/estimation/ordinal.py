"""Levels: ordered judgements of experts, and assurance levels made of elements.

A level is never averaged. The level of a whole is that of its weakest element; what is reported
is the probability that it reaches the required level. Experts are raters, not a sample of
citizens: their agreement is shown beside it.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from identiteitslab.estimation.arrays import as_floats, one_number, require

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import ArrayLike

    from identiteitslab.estimation.arrays import Floats, Places

PRIOR = 0.5
SOLVED_LEVEL = 2


class Agreement(NamedTuple):
    """How far experts agree, each ``(...,)``.

    `same` and `within_one` are shares of all pairs of experts, NaN for a single expert; `lowest`
    and `highest` are the outermost levels given.
    """

    same: Floats
    within_one: Floats
    lowest: Places
    highest: Places


def probability_level_at_least(
    counts: ArrayLike, required: ArrayLike, *, prior: float = PRIOR
) -> Floats:
    """Give the probability that the weakest element reaches the required level.

    In each draw every element has shares over the levels from its Dirichlet posterior, and a
    level from these shares; the whole has the lowest of these levels. That probability has a
    closed form: the product over elements of the posterior mean share at or above the level.

    Parameters
    ----------
    counts
        Judgements by element and level, ``(..., elements, levels)``, lowest level first.
    required
        Place of the required level, 0 for the lowest, ``(...,)`` or one number.
    prior
        What the Dirichlet prior adds to each level.

    Returns
    -------
    probability
        ``(...,)``.
    """
    given = _counts(counts, 2)
    levels = given.shape[-1]
    needed = as_floats("required", required)
    whole = (needed == np.round(needed)) & (needed >= 0) & (needed < levels)
    require("required", needed, whole, f"a level from 0 to {levels - 1}")
    added = one_number("prior", prior)
    require("prior", added, added > 0, "a number above 0")
    share = (given + added) / (given + added).sum(axis=-1, keepdims=True)
    reached = np.arange(levels) >= np.broadcast_to(needed, given.shape[:-2])[..., None, None]
    return np.asarray((share * reached).sum(axis=-1).prod(axis=-1))


def weakest_level(levels: ArrayLike) -> Places:
    """Give the level of a whole from those of its elements, ``(..., elements)``."""
    given = np.atleast_1d(as_floats("levels", levels))
    require("levels", given, (given >= 0) & (given == np.round(given)), "a level of 0 or more")
    return np.asarray(given.min(axis=-1).astype(np.intp))


def agreement(counts: ArrayLike) -> Agreement:
    """Compare all pairs of experts who judged the same thing.

    Parameters
    ----------
    counts
        Judgements by level, ``(..., levels)``, lowest level first.
    """
    given = _counts(counts, 1)
    n = given.sum(axis=-1)
    require("counts", n, n > 0, "at least one judgement")
    pairs = n * (n - 1) / 2
    same = (given * (given - 1)).sum(axis=-1) / 2
    next_to = same + (given[..., 1:] * given[..., :-1]).sum(axis=-1)
    several = pairs > 0
    among = np.where(several, pairs, 1.0)
    judged = given > 0
    return Agreement(
        np.where(several, same / among, np.nan),
        np.where(several, next_to / among, np.nan),
        judged.argmax(axis=-1),
        given.shape[-1] - 1 - judged[..., ::-1].argmax(axis=-1),
    )


def levels_from_sums(
    rows: int, total: int, squares: int, lowest: int, highest: int
) -> tuple[int, ...] | None:
    """Find how often each level was given, from sums alone.

    Parameters
    ----------
    rows, total, squares
        Number of judgements, sum of their levels, and sum of the squared levels.
    lowest, highest
        Outermost levels that were given, as whole numbers.

    Returns
    -------
    counts
        Of the levels `lowest` to `highest`, or None if the sums fit more than one possibility.

    Raises
    ------
    ValueError
        If no set of levels has these sums.
    """
    if rows < 1 or lowest > highest:
        raise ValueError(f"rows is {rows}, levels {lowest} to {highest}; expected one row or more")
    width = highest - lowest
    shifted = total - rows * lowest
    bent = squares - 2 * lowest * total + rows * lowest**2
    possible = _fillings(rows, shifted, bent, width)
    fitting = list(islice((one for one in possible if one[0] > 0 and one[-1] > 0), 2))
    if not fitting:
        raise ValueError(
            f"rows {rows}, total {total}, squares {squares} fit no levels {lowest} to {highest}"
        )
    return fitting[0] if len(fitting) == 1 else None


def _fillings(rows: int, total: int, squares: int, level: int) -> Iterator[tuple[int, ...]]:
    """Walk through all counts of the levels 0 to `level` with these sums."""
    if level <= SOLVED_LEVEL:
        yield from _solved(rows, total, squares, level)
        return
    most = min(rows, total // level, squares // level**2)
    for count in range(most + 1):
        left = (rows - count, total - count * level, squares - count * level**2)
        for rest in _fillings(*left, level - 1):
            yield (*rest, count)


def _solved(rows: int, total: int, squares: int, level: int) -> Iterator[tuple[int, ...]]:
    """Solve the counts of the levels 0, 1 and 2, which three sums determine."""
    twos, odd = divmod(squares - total, 2)
    ones = total - 2 * twos
    counts = (rows - ones - twos, ones, twos)
    if odd == 0 and min(counts) >= 0 and not any(counts[level + 1 :]):
        yield counts[: level + 1]


def _counts(counts: ArrayLike, dimensions: int) -> Floats:
    """Check judgements by level."""
    given = as_floats("counts", counts)
    if given.ndim < dimensions:
        raise ValueError(f"counts has {given.ndim} dimensions; expected {dimensions} or more")
    require("counts", given, given >= 0, "a count of 0 or more")
    return given
