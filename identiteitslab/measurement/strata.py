"""The current sums by group of participants, one row a group that took part."""

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

    from identiteitslab.measurement.cube import Cube

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

ADDED = (
    "people", "measured", "sum_fx", "sum_fx2", "events", "exposure", "censored", "censored_fx",
)  # fmt: skip
UNKNOWN = -1


@dataclass(frozen=True)
class Strata:
    """Sums of a group of participants in one gemeente, each of shape ``(rows,)``.

    ``indicator``, ``solution`` and ``gemeente`` are places in the cube; ``age_band`` and
    ``digital_skill`` places in the given categories, -1 where a participant did not tell.
    """

    indicator: Ints
    solution: Ints
    gemeente: Ints
    age_band: Ints
    digital_skill: Ints
    people: Floats
    measured: Floats
    sum_fx: Floats
    sum_fx2: Floats
    events: Floats
    exposure: Floats
    censored: Floats
    censored_fx: Floats

    @property
    def known(self) -> Bools:
        """Tell of which rows both age and skill are known."""
        return np.asarray((self.age_band != UNKNOWN) & (self.digital_skill != UNKNOWN))


def strata(
    sums: pa.Table, cube: Cube, age_bands: Sequence[str], digital_skills: Sequence[str]
) -> Strata:
    """Take the groups behind the cells of a cube: the same people, rounds and situations.

    Parameters
    ----------
    sums
        Merged partial sums (``SUMS_SCHEMA``).
    cube
        What counts now.
    age_bands, digital_skills
        The categories, in order.
    """
    split = pc.and_(
        _inside(sums["age_band"], cube.age_band), _inside(sums["digital_skill"], cube.digital_skill)
    )
    rows = sums.filter(split)
    place = [
        _places(rows[name], known)
        for name, known in (
            ("indicator", cube.indicators),
            ("solution", cube.solutions),
            ("gemeente", cube.gemeenten),
        )
    ]
    there = np.all([at >= 0 for at in place], axis=0)
    there &= _places(rows["situation"], [*cube.situations, ""]) >= 0
    kept = np.flatnonzero(there)
    last = cube.rounds[tuple(at[kept] for at in place)]
    kept = kept[rows["round"].to_numpy()[kept] == last]
    rows = rows.take(pa.array(kept))
    indicator, solution, gemeente = (at[kept] for at in place)
    return Strata(
        indicator,
        solution,
        gemeente,
        _places(rows["age_band"], age_bands),
        _places(rows["digital_skill"], digital_skills),
        **{name: _numbers(rows[name]) for name in ADDED},
    )


def _numbers(column: pa.ChunkedArray) -> Floats:
    """Read sums; a sum of nothing is 0."""
    return np.asarray(pc.fill_null(pc.cast(column, "float64"), 0.0).to_numpy(), dtype=np.float64)


def _inside(column: pa.ChunkedArray, group: str) -> pa.ChunkedArray:
    """Tell which rows are about a single group, and that within the group asked for."""
    return pc.not_equal(column, ALL) if group == ALL else pc.equal(column, group)


def _places(column: pa.ChunkedArray, known: Sequence[str]) -> Ints:
    found = pc.index_in(column, value_set=pa.array(known, type=pa.string()))
    return np.asarray(pc.fill_null(found, UNKNOWN).to_numpy(), dtype=np.int64)
