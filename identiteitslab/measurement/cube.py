"""The current sums as arrays: indicator by solution by gemeente."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from identiteitslab.measurement.sums import ALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]
    Axes = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]

ADDED = (
    "people",
    "measured",
    "sum_fx",
    "sum_fx2",
    "events",
    "exposure",
    "censored",
    "censored_fx",
)


@dataclass(frozen=True)
class Cube:
    """Sums of the last round of each gemeente, shape (indicators, solutions, gemeenten).

    ``present`` tells where anything was delivered; the other arrays hold 0 elsewhere.
    ``sum_fx2`` is a float: it is only read for variances. ``last_on`` is NaT where no date is
    known. ``rounds`` holds the round that counts. ``age_band`` and ``digital_skill`` say which
    participants it is about; ``*`` is everyone.
    """

    indicators: tuple[str, ...]
    solutions: tuple[str, ...]
    gemeenten: tuple[str, ...]
    situations: tuple[str, ...]
    present: Bools
    rounds: Ints
    people: Floats
    measured: Floats
    sum_fx: Floats
    sum_fx2: Floats
    events: Floats
    exposure: Floats
    censored: Floats
    censored_fx: Floats
    min_fx: Floats
    max_fx: Floats
    last_on: NDArray[np.datetime64]
    age_band: str
    digital_skill: str


def current(
    sums: pa.Table,
    indicators: Sequence[str],
    solutions: Sequence[str],
    situations: Sequence[str],
    *,
    age_band: str = ALL,
    digital_skill: str = ALL,
) -> Cube:
    """Take what counts now: of each gemeente its last round, over the given situations.

    Parameters
    ----------
    sums
        Merged partial sums (``SUMS_SCHEMA``).
    indicators, solutions
        What the axes hold, in order; other rows are left out.
    situations
        Situations that count; rows not tied to a situation always do.
    age_band, digital_skill
        The stratum; ``*`` is everyone.

    Notes
    -----
    The last round is found over everyone, so that all strata speak of the same round.
    """
    scope = _scope(sums, indicators, solutions, situations)
    everyone = _stratum(scope, ALL, ALL)
    axes = (tuple(indicators), tuple(solutions), _names(everyone["gemeente"]))
    rounds = _last_rounds(everyone, axes)
    wanted = _stratum(scope, age_band, digital_skill)
    cell, number = _cells(wanted, axes), _whole(wanted["round"])
    now = number == rounds[cell]
    about = (tuple(situations), age_band, digital_skill)
    return _fill(wanted.filter(now), cell[now], axes, about, rounds)


def _fill(
    sums: pa.Table, cell: Ints, axes: Axes, about: tuple[tuple[str, ...], str, str], rounds: Ints
) -> Cube:
    shape = tuple(len(axis) for axis in axes)
    size = len(rounds)
    present = np.zeros(size, dtype=np.bool_)
    present[cell] = True
    added = {name: _add(sums[name], cell, size).reshape(shape) for name in ADDED}
    indicators, solutions, gemeenten = axes
    situations, age_band, digital_skill = about
    return Cube(
        indicators,
        solutions,
        gemeenten,
        situations,
        present=present.reshape(shape),
        rounds=rounds.reshape(shape),
        **added,
        min_fx=_extreme(np.minimum, sums["min_fx"], cell, size).reshape(shape),
        max_fx=_extreme(np.maximum, sums["max_fx"], cell, size).reshape(shape),
        last_on=_latest(sums["last_on"], cell, size).reshape(shape),
        age_band=age_band,
        digital_skill=digital_skill,
    )


def _scope(
    sums: pa.Table, indicators: Sequence[str], solutions: Sequence[str], situations: Sequence[str]
) -> pa.Table:
    keep = pc.is_in(sums["situation"], value_set=_strings([*situations, ""]))
    keep = pc.and_(keep, pc.is_in(sums["indicator"], value_set=_strings(indicators)))
    return sums.filter(pc.and_(keep, pc.is_in(sums["solution"], value_set=_strings(solutions))))


def _stratum(sums: pa.Table, age_band: str, digital_skill: str) -> pa.Table:
    same_age = pc.equal(sums["age_band"], age_band)
    return sums.filter(pc.and_(same_age, pc.equal(sums["digital_skill"], digital_skill)))


def _cells(sums: pa.Table, axes: Axes) -> Ints:
    shape = tuple(len(axis) for axis in axes)
    if sums.num_rows == 0:
        return np.zeros(0, dtype=np.int64)
    columns = ("indicator", "solution", "gemeente")
    codes = tuple(_codes(sums[c], axis) for c, axis in zip(columns, axes, strict=True))
    return np.asarray(np.ravel_multi_index(codes, shape), dtype=np.int64)


def _last_rounds(everyone: pa.Table, axes: Axes) -> Ints:
    rounds = np.full(int(np.prod([len(axis) for axis in axes])), -1, dtype=np.int64)
    np.maximum.at(rounds, _cells(everyone, axes), _whole(everyone["round"]))
    return rounds


def _names(column: pa.ChunkedArray) -> tuple[str, ...]:
    return tuple(sorted(pc.unique(column).to_pylist()))


def _whole(column: pa.ChunkedArray) -> Ints:
    return np.asarray(column.to_numpy(), dtype=np.int64)


def _strings(values: Sequence[str]) -> pa.Array:
    return pa.array(values, type=pa.string())


def _codes(column: pa.ChunkedArray, known: Sequence[str]) -> Ints:
    return np.asarray(pc.index_in(column, value_set=_strings(known)).to_numpy(), dtype=np.int64)


def _numbers(column: pa.ChunkedArray) -> Floats:
    return np.asarray(pc.cast(column, "float64").to_numpy(), dtype=np.float64)


def _add(column: pa.ChunkedArray, cell: Ints, size: int) -> Floats:
    total = np.bincount(cell, np.nan_to_num(_numbers(column)), minlength=size)
    return np.asarray(total, dtype=np.float64)


def _extreme(choose: np.ufunc, column: pa.ChunkedArray, cell: Ints, size: int) -> Floats:
    found = np.full(size, np.nan)
    given = _numbers(column)
    there = ~np.isnan(given)
    start = np.inf if choose is np.minimum else -np.inf
    found[cell[there]] = start
    choose.at(found, cell[there], given[there])
    return np.asarray(np.nan_to_num(found), dtype=np.float64)


def _latest(column: pa.ChunkedArray, cell: Ints, size: int) -> NDArray[np.datetime64]:
    days = column.to_numpy().astype("datetime64[D]")
    found = np.full(size, np.datetime64("NaT", "D"), dtype="datetime64[D]")
    there = ~np.isnat(days)
    found[cell[there]] = np.datetime64("0001-01-01")
    np.maximum.at(found, cell[there], days[there])
    return found
