"""Simulated measurements as columns, before they become rows or files."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from identiteitslab.measurement.kind import Bools, Floats, Ints

NOBODY = -1
"""Stands for a participant, age or skill where a measurement is not about one person."""


@dataclass(frozen=True)
class Measurements:
    """What one pilot measured, a row a measurement; NaN is an empty cell.

    ``indicator`` points into ``Truth.indicators``; ``age`` and ``skill`` into the margins of the
    population; ``day`` is a working day of the pilot, from 0. ``items`` holds the answers to the
    questions of a questionnaire by indicator, shape (participants, questions).
    """

    indicator: Ints
    participant: Ints
    age: Ints
    skill: Ints
    value: Floats
    events: Floats
    exposure: Floats
    spread: Floats
    censored: Bools
    day: Ints
    items: Mapping[int, Ints] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.indicator)


COLUMNS = tuple(f.name for f in fields(Measurements) if f.name != "items")


def measurements(indicator: Ints, **columns: Ints | Floats | Bools) -> Measurements:
    """Make measurements, with an empty cell in every column that is not given."""
    size = len(indicator)
    empty = {
        "participant": np.full(size, NOBODY),
        "age": np.full(size, NOBODY),
        "skill": np.full(size, NOBODY),
        "value": np.full(size, np.nan),
        "events": np.full(size, np.nan),
        "exposure": np.full(size, np.nan),
        "spread": np.full(size, np.nan),
        "censored": np.zeros(size, dtype=np.bool_),
        "day": np.zeros(size, dtype=np.int64),
    }
    return Measurements(indicator=indicator, **(empty | columns))  # type: ignore[arg-type]


def join(parts: Sequence[Measurements]) -> Measurements:
    """Put measurements below each other."""
    columns = {n: np.concatenate([getattr(part, n) for part in parts]) for n in COLUMNS}
    items = {name: answers for part in parts for name, answers in part.items.items()}
    return Measurements(**columns, items=items)
