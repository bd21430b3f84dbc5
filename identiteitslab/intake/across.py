"""What only shows when rows are laid side by side: duplicates, conflicts, totals, mixed scales."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from identiteitslab.intake.cells import NONE
from identiteitslab.measurement.kind import FX

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.intake.block import Mask
    from identiteitslab.intake.rows import Rows

    Ints = NDArray[np.int64]

"""Ways of measuring in which several rows without a participant are several people."""

STRATA = ("leeftijdsgroep", "vaardigheid")
SMALLEST_SUM = 3
ROUNDING = FX // 10
"""A delivered mean is rounded; its total may differ this much from the total of its parts."""

CELL = ("gemeente", "oplossing", "situatie", "indicator")
LARGEST_KEY = 2**62


@dataclass(frozen=True)
class Clash:
    """Something wrong with some rows because of other rows.

    ``facts`` holds for each of ``rows`` what its message needs.
    """

    code: str
    column: str
    rows: Ints
    facts: Sequence[Mapping[str, str]]


def clashes(rows: Rows, catalogue: Catalogue) -> tuple[Clash, ...]:
    """Find all clashes among the rows that have no problem of their own."""
    if not rows.good.any():
        return ()
    found = (*mixed_scales(rows, catalogue), *totals(rows), *repeats(rows, catalogue))
    return tuple(clash for clash in found if len(clash.rows))


def mixed_scales(rows: Rows, catalogue: Catalogue) -> tuple[Clash, ...]:
    """Find ones that may be a whole share, because other rows of their indicator hold shares.

    A 1 for yes among 0,85 and 0,9 means 100 % and not yes; a score of 1 among 0,72 means 100.
    """
    if not rows.share.any():
        return ()
    indicator = rows.words["indicator"]
    shared = np.zeros(len(catalogue.indicators) + 1, dtype=np.bool_)
    shared[indicator[rows.share]] = True
    suspect = rows.good & shared[indicator]
    digits = np.flatnonzero(suspect & rows.digit)
    ones = np.flatnonzero(suspect & rows.encoded.has_value & (rows.encoded.value_fx == FX))
    limits = [indicator.bounds or (0, 0) for indicator in catalogue.indicators.values()]
    scales = [{"found": "1", "low": f"{low:g}", "high": f"{high:g}"} for low, high in limits]
    return (
        Clash("share-not-count", "waarde", digits,
              [{"found": str(yes)} for yes in rows.encoded.events[digits].tolist()]),
        Clash("value-looks-like-share", "waarde", ones, [scales[i] for i in indicator[ones]]),
    )  # fmt: skip


def totals(rows: Rows) -> tuple[Clash, ...]:
    """Find rows that add up all other rows of their cell, and would count everything twice.

    Only a row that says less about whom it concerns (no participant, group or day) than every
    other row of its cell is suspected: a third month may well be the sum of the first two.
    """
    adds = rows.good & rows.counted & (rows.participant == NONE)
    if not adds.any():
        return ()
    cell = combined([rows.words[name] for name in ("gemeente", "oplossing", "indicator")]
                    + [rows.round])  # fmt: skip
    index = np.flatnonzero(rows.good & np.isin(cell, np.unique(cell[adds])))
    index = index[np.argsort(cell[index], kind="stable")]
    starts = np.flatnonzero(np.r_[True, np.diff(cell[index]) != 0])
    sizes = np.diff(np.r_[starts, len(index)])
    least = np.repeat(np.minimum.reduceat(rows.told[index], starts), sizes) == rows.told[index]
    only = np.repeat(np.add.reduceat(least.astype(np.int64), starts) == 1, sizes)
    suspect = adds[index] & least & only & (np.repeat(sizes, sizes) >= SMALLEST_SUM)
    total = suspect & _is_sum(rows, index, starts, sizes)
    others = np.repeat(index[starts], sizes)
    return (_clash("row-is-total", rows, index[total], others[total]),)


def repeats(rows: Rows, catalogue: Catalogue) -> tuple[Clash, ...]:
    """Find rows that say the same thing twice, and rows that contradict each other."""
    alone = rows.participant == NONE
    group = combined([
        *(rows.words[name] for name in CELL), rows.round, rows.participant, rows.day,
        *(np.where(alone, rows.words[name], NONE) for name in STRATA if alone.any()),
    ])  # fmt: skip
    index, group = _repeated(rows.good, group)
    if not len(index):
        return ()
    said = [getattr(rows.encoded, field.name)[index] for field in fields(rows.encoded)]
    said += [rows.words[name][index] for name in STRATA]
    content = combined([group, *said, rows.censored[index]])
    _, first, inverse = np.unique(content, return_index=True, return_inverse=True)
    fresh = np.zeros(len(index), dtype=np.bool_)
    fresh[first] = True
    versions = np.bincount(group[fresh], minlength=int(group.max()) + 1)
    several = np.array([i.by_people for i in catalogue.indicators.values()])
    people = several[rows.words["indicator"][index]] & ~rows.counted[index]
    one = ~people | (rows.participant[index] != NONE)
    against = fresh & one & (versions[group] > 1)
    return (
        _clash("row-twice", rows, index[~fresh], index[first[inverse[~fresh]]]),
        _clash("row-contradicts", rows, index[against], _partners(index, group, against)),
    )


def _clash(code: str, rows: Rows, wrong: Ints, others: Ints) -> Clash:
    """Make a clash of rows with others, each named by its line."""
    return Clash(code, "", wrong, [{"other": str(line)} for line in rows.line[others].tolist()])


def combined(columns: Sequence[NDArray[Any]]) -> Ints:
    """Give rows that agree in all columns, and only those, the same number."""
    key = np.zeros(len(columns[0]), dtype=np.int64)
    size = 1
    for column in columns if len(key) else ():
        low, high = int(column.min()), int(column.max())
        if low == high:
            continue
        cells, span = column, high - low + 1
        if span > LARGEST_KEY // size:
            key, cells = (np.unique(part, return_inverse=True)[1] for part in (key, column))
            size, low, span = int(key.max()) + 1, 0, int(cells.max()) + 1
        key *= span
        key += cells
        key -= low
        size *= span
    return key


def _is_sum(rows: Rows, index: Ints, starts: Ints, sizes: Ints) -> Mask:
    """Tell which rows equal all other rows of their cell taken together."""
    encoded = {name: column[index].astype(np.int64) for name, column in vars(rows.encoded).items()}
    counts = encoded["has_count"] > 0
    weight = np.where(counts, encoded["exposure"], encoded["people"])
    amount = np.where(counts, encoded["events"], encoded["value_fx"] * encoded["people"])
    apart = np.abs(2 * amount - np.repeat(np.add.reduceat(amount, starts), sizes))
    slack = np.where(counts, 0, weight * ROUNDING)
    same: Mask = (2 * weight == np.repeat(np.add.reduceat(weight, starts), sizes)) & (
        apart <= slack
    )
    return same


def _repeated(good: Mask, group: Ints) -> tuple[Ints, Ints]:
    """Keep the good rows that are not alone in their group, grouped, groups numbered from 0."""
    ordered = np.sort(group) if good.all() else np.sort(group[good])
    if not (ordered[1:] == ordered[:-1]).any():
        return group[:0], group[:0]
    index = np.flatnonzero(good)
    group = group[index]
    order = np.argsort(group, kind="stable")
    same = np.diff(group[order]) == 0
    kept = np.r_[same, False] | np.r_[False, same]
    return index[order[kept]], np.unique(group[order[kept]], return_inverse=True)[1]


def _partners(index: Ints, group: Ints, chosen: Mask) -> Ints:
    """Give for each chosen row another chosen row of its group: the first, or else the last."""
    rows, of = index[chosen], group[chosen]
    first = np.r_[True, np.diff(of) != 0] if len(of) else np.zeros(0, dtype=np.bool_)
    starts = np.flatnonzero(first)
    sizes = np.diff(np.r_[starts, len(rows)])
    lead = np.repeat(rows[starts], sizes)
    last = np.repeat(rows[starts + sizes - 1], sizes) if len(rows) else rows
    return np.where(lead == rows, last, lead)
