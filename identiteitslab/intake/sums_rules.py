"""Can these partial sums be true? Rules that hold for the sums of any rows whatsoever."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from identiteitslab.intake.across import combined
from identiteitslab.intake.grammar import FIRST_YEAR, LAST_YEAR
from identiteitslab.intake.typed import LAST_ROUND
from identiteitslab.measurement.kind import FX
from identiteitslab.measurement.known_kinds import known_kinds
from identiteitslab.measurement.sums import ALL, KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.model import Indicator
    from identiteitslab.intake.block import Mask
    from identiteitslab.intake.grammar import Floats

    Ints = NDArray[np.int64]

SHARES = frozenset({"binomial"})
COUNTED = frozenset({"binomial", "poisson"})
COMPUTED = frozenset({"contrast"})
SPLIT = ("age_band", "digital_skill")
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
    valued = ~_of(sums, catalogue, COUNTED)
    measured = np.where(valued, number["measured"], 0)
    some = measured > 0
    total, squares = number["sum_fx"], number["sum_fx2"]
    low, high = _bounds(sums, catalogue)
    yield "sums-impossible", "indicator", _of(sums, catalogue, COMPUTED)
    yield (
        "sums-impossible",
        "sum_fx",
        some & ~((total >= measured * number["min_fx"]) & (total <= measured * number["max_fx"])),
    )
    yield "sums-impossible", "sum_fx2", some & ~(squares * measured * (1 + SLACK) >= total * total)
    yield "value-out-of-range", "min_fx", some & (number["min_fx"] < low)
    yield "value-out-of-range", "max_fx", some & (number["max_fx"] > high)


def _impossible_counts(
    sums: pa.Table, number: dict[str, Floats], catalogue: Catalogue
) -> Iterator[tuple[str, str, Mask]]:
    counted = _of(sums, catalogue, COUNTED)
    share = _of(sums, catalogue, SHARES)
    events, exposure = number["events"], number["exposure"]
    yield "sums-impossible", "events", counted & ~(events >= 0)
    yield "sums-impossible", "exposure", counted & ~(exposure >= 1)
    yield "count-above-total", "events", share & (events > exposure)


def _impossible_days(sums: pa.Table) -> Mask:
    first, last = (sums[name].to_numpy() for name in ("first_on", "last_on"))
    earliest = np.datetime64(f"{FIRST_YEAR}-01-01")
    latest = np.datetime64(f"{LAST_YEAR}-12-31")
    wrong: Mask = (first < earliest) | (last > latest) | (first > last)
    return wrong


def _does_not_add(sums: pa.Table, name: str) -> Mask:
    """Mark totals that differ from the sum of their strata, and strata without a total."""
    by_age, by_skill = (np.array(sums[column].to_pylist()) != ALL for column in SPLIT)
    cell = _numbered(sums, CELL)
    values = sums[name].fill_null(0).to_numpy()
    total = ~by_age & ~by_skill
    whole = _added(cell, values, total)
    wrong = ~np.isin(cell, cell[total])
    for age, skill in ((True, False), (False, True), (True, True)):
        chosen = (by_age == age) & (by_skill == skill)
        given = np.isin(cell, cell[chosen])
        wrong |= total & given & (_added(cell, values, chosen) != whole)[cell]
    return wrong


def _added(cell: Ints, values: Ints, chosen: Mask) -> Ints:
    added = np.zeros(int(cell.max()) + 1, dtype=np.int64)
    np.add.at(added, cell[chosen], values[chosen])
    return added


def _repeated(sums: pa.Table) -> Mask:
    _, place, times = np.unique(_numbered(sums, KEYS), return_inverse=True, return_counts=True)
    many: Mask = times[place] > 1
    return many


def _numbered(sums: pa.Table, columns: tuple[str, ...]) -> Ints:
    """Give rows that say the same in some columns the same number, from 0."""
    codes = [pc.dictionary_encode(sums[name]).combine_chunks().indices for name in columns]
    return np.unique(combined([code.to_numpy() for code in codes]), return_inverse=True)[1]


def _numbers(sums: pa.Table, name: str) -> Floats:
    numbers: Floats = pc.cast(sums[name], pa.float64()).to_numpy()
    return numbers


def _of(sums: pa.Table, catalogue: Catalogue, likelihoods: frozenset[str]) -> Mask:
    """Tell which rows are about indicators whose kind has one of these likelihoods."""
    known = known_kinds()
    names = [
        name
        for name, indicator in catalogue.indicators.items()
        if known[indicator.kind].likelihood in likelihoods
    ]
    found: Mask = pc.is_in(sums["indicator"], pa.array(names)).to_numpy()
    return found


def _bounds(sums: pa.Table, catalogue: Catalogue) -> tuple[Floats, Floats]:
    """Give the lowest and highest value of each row, on the scale of ``min_fx`` and ``max_fx``."""
    limits = {name: _limits(indicator) for name, indicator in catalogue.indicators.items()}
    low, high = zip(*(limits[name] for name in sums["indicator"].to_pylist()), strict=True)
    return np.array(low) * FX, np.array(high) * FX


def _limits(indicator: Indicator) -> tuple[float, float]:
    kind = known_kinds()[indicator.kind]
    return (-np.inf, np.inf) if kind.link == "log" else kind.rules.values(indicator)
