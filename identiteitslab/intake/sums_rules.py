"""Can these partial sums be true? Rules that hold for the sums of any rows whatsoever."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from identiteitslab.intake.grammar import FIRST_YEAR, LAST_YEAR
from identiteitslab.intake.typed import LAST_ROUND
from identiteitslab.measurement.kind import FX
from identiteitslab.measurement.known_kinds import known_kinds
from identiteitslab.measurement.sums import ALL, KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.intake.block import Mask
    from identiteitslab.intake.grammar import Floats

COUNTED = frozenset({"binomial", "poisson"})
ADDED = ("n_rows", "people", "measured", "sum_fx", "events", "exposure", "censored")
ALWAYS = ("round", "n_rows", "people", "measured", "censored")
CELL = ("gemeente", "solution", "round", "situation", "indicator")
SLACK = 1e-9
"""Squares are compared as floats; a true equality may be off by rounding."""


def broken_rules(sums: pa.Table, catalogue: Catalogue) -> Iterator[tuple[str, str, Mask]]:
    """Give for each rule the code, the column and the rows that break it.

    Parameters
    ----------
    sums
        ``measurement.sums.SUMS_SCHEMA``, with known words only.
    catalogue
        The indicators: a share cannot be above 1, a score not outside its scale.
    """
    number = {name: _numbers(sums, name) for name in (*ADDED, "sum_fx2", "min_fx", "max_fx")}
    rounds = _numbers(sums, "round")
    yield "number-outside", "round", ~((rounds >= 1) & (rounds <= LAST_ROUND))
    for name in ALWAYS:
        yield "sums-empty", name, np.isnan(_numbers(sums, name))
    yield "sums-key-twice", "", _repeated(sums)
    yield from _impossible_people(number)
    yield from _impossible_values(sums, number, catalogue)
    yield from _impossible_counts(sums, number, catalogue)
    yield "date-out-of-range", "first_on", _impossible_days(sums)
    for name in ADDED:
        yield "sums-do-not-add", name, _does_not_add(sums, name)


def _impossible_people(number: dict[str, Floats]) -> Iterator[tuple[str, str, Mask]]:
    yield "sums-impossible", "n_rows", number["n_rows"] < 1
    yield "sums-impossible", "people", number["people"] < number["n_rows"]
    for name in ("measured", "censored"):
        yield "sums-impossible", name, (number[name] < 0) | (number[name] > number["people"])


def _impossible_values(
    sums: pa.Table, number: dict[str, Floats], catalogue: Catalogue
) -> Iterator[tuple[str, str, Mask]]:
    valued = ~_counted(sums, catalogue)
    measured = np.where(valued, number["measured"], 0)
    some = measured > 0
    total, squares = number["sum_fx"], number["sum_fx2"]
    low, high = _bounds(sums, catalogue)
    yield "sums-impossible", "indicator", _computed(sums, catalogue)
    yield "sums-impossible", "sum_fx", some & ~(
        (total >= measured * number["min_fx"]) & (total <= measured * number["max_fx"])
    )
    yield "sums-impossible", "sum_fx2", some & ~(squares * measured * (1 + SLACK) >= total * total)
    yield "value-out-of-range", "min_fx", some & (number["min_fx"] < low)
    yield "value-out-of-range", "max_fx", some & (number["max_fx"] > high)


def _impossible_counts(
    sums: pa.Table, number: dict[str, Floats], catalogue: Catalogue
) -> Iterator[tuple[str, str, Mask]]:
    counted = _counted(sums, catalogue)
    share = _of_likelihood(sums, catalogue, frozenset({"binomial"}))
    events, exposure = number["events"], number["exposure"]
    yield "sums-impossible", "events", counted & ~(events >= 0)
    yield "sums-impossible", "exposure", counted & ~(exposure >= 1)
    yield "count-above-total", "events", share & (events > exposure)


def _impossible_days(sums: pa.Table) -> Mask:
    first, last = (
        pc.year(sums[name]).to_numpy().astype(np.float64) for name in ("first_on", "last_on")
    )
    days = [sums[name].cast(pa.int32()).to_numpy().astype(np.float64) for name in ("first_on", "last_on")]
    wrong: Mask = (first < FIRST_YEAR) | (last > LAST_YEAR) | (days[0] > days[1])
    return wrong


def _does_not_add(sums: pa.Table, name: str) -> Mask:
    """Mark totals that differ from the sum of their strata, and strata without a total."""
    wrong = np.zeros(sums.num_rows, dtype=np.bool_)
    split = [np.array(sums[column].to_pylist()) != ALL for column in ("age_band", "digital_skill")]
    cell = _numbered(sums, CELL)
    values = np.nan_to_num(_numbers(sums, name))
    size = int(cell.max()) + 1
    total = ~split[0] & ~split[1]
    whole = np.bincount(cell[total], values[total], size)
    wrong |= ~np.isin(cell, cell[total])
    for by_age, by_skill in ((True, False), (False, True), (True, True)):
        chosen = (split[0] == by_age) & (split[1] == by_skill)
        parts = np.bincount(cell[chosen], values[chosen], size)
        given = np.bincount(cell[chosen], minlength=size) > 0
        wrong |= total & (given & (np.abs(parts - whole) > SLACK * np.abs(whole)))[cell]
    return wrong


def _repeated(sums: pa.Table) -> Mask:
    key = _numbered(sums, KEYS)
    many: Mask = (np.bincount(key) > 1)[key]
    return many


def _numbered(sums: pa.Table, columns: tuple[str, ...]) -> np.ndarray:
    return combined([pc.rank...])
