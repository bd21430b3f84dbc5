"""Which sets of items may be chosen, and all of them one size after another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import comb

import numpy as np

from identiteitslab.comparison.common.arrays import Counts, index_of

MOST_SETS = 100_000
"""Up to this many sets, all of them are looked at."""


@dataclass(frozen=True)
class Choice:
    """Sets of ``least`` to ``most`` items that hold all of ``must`` and else only ``may``."""

    must: tuple[int, ...]
    may: tuple[int, ...]
    least: int
    most: int

    @property
    def sets(self) -> int:
        """Number of sets."""
        sizes = range(self.least, self.most + 1)
        return sum(comb(len(self.may), size - len(self.must)) for size in sizes)


def split_choice(chosen: Choice, most_sets: int) -> tuple[Choice | None, Choice | None]:
    """Split sizes into those of which all sets can be looked at, and those too many for it."""
    size = chosen.most
    while size >= chosen.least and replace(chosen, most=size).sets > most_sets:
        size -= 1
    few = replace(chosen, most=size) if size >= chosen.least else None
    many = replace(chosen, least=max(chosen.least, size + 1)) if size < chosen.most else None
    return few, many


def choice(
    items: Sequence[str],
    least: int,
    most: int,
    must_include: Sequence[str],
    exclude: Sequence[str],
) -> Choice:
    """Check sizes and items.

    Raises
    ------
    ValueError
        For a size that does not fit, unknown items, or an item that must be both in and out.
    """
    must = tuple(sorted({index_of("must_include", one, items) for one in must_include}))
    out = {index_of("exclude", one, items) for one in exclude}
    for place in must:
        if place in out:
            raise ValueError(f"exclude holds {items[place]!r}, which must_include holds too")
    may = tuple(n for n in range(len(items)) if n not in out and n not in must)
    if not (0 <= least <= most <= len(items)):
        raise ValueError(
            f"sizes run from {least} to {most}: expected within 0 to {len(items)}, the number of "
            "items, smallest first"
        )
    if len(must) > most:
        raise ValueError(f"must_include holds {len(must)} items: expected at most {most}")
    if len(must) + len(may) < least:
        raise ValueError(f"exclude leaves {len(must) + len(may)} items: expected {least}")
    return Choice(must, may, max(least, len(must)), min(most, len(must) + len(may)))


def all_sets(chosen: Choice) -> Iterator[Counts]:
    """Yield all sets of each size, (set, member)."""
    for size in range(chosen.least, chosen.most + 1):
        rest = combinations(chosen.may, size - len(chosen.must))
        sets = [sorted(chosen.must + one) for one in rest]
        yield np.array(sets, dtype=np.int64).reshape(len(sets), size)
