"""From simulated measurements straight to canonical rows, without a file in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from identiteitslab.measurement.kind import Readings
from identiteitslab.measurement.known_kinds import known_kinds
from identiteitslab.measurement.row import SCHEMA
from identiteitslab.simulation.pilot import calendar_days
from identiteitslab.simulation.readings import NOBODY, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identiteitslab.criteria.reference import Population
    from identiteitslab.measurement.kind import Bools, Ints
    from identiteitslab.simulation.pilot import Pilot
    from identiteitslab.simulation.plan import Plan
    from identiteitslab.simulation.readings import Measurements

FIRST_ROW = 2
"""Where data starts in a table with a header."""


def to_rows(
    pilots: Sequence[Pilot], measured: Sequence[Measurements], plan: Plan, population: Population
) -> pa.Table:
    """Encode what pilots measured as one table of ``measurement.row.SCHEMA``."""
    sizes = [len(one) for one in measured]
    pilot = np.repeat(np.arange(len(pilots)), sizes)
    all_of_them = join(measured)
    margins = population.margins
    start = np.array([one.start for one in pilots], dtype="datetime64[D]")
    columns = {
        "gemeente": _texts([one.gemeente for one in pilots], pilot),
        "solution": _texts([one.solution for one in pilots], pilot),
        "round": pa.array(np.array([one.round for one in pilots])[pilot], pa.int32()),
        "situation": _texts([one.situation for one in pilots], pilot),
        "indicator": _texts(plan.names, all_of_them.indicator),
        "participant": _whole(
            all_of_them.participant, all_of_them.participant != NOBODY, pa.int32()
        ),
        "age_band": _texts([*margins.age_band.ids, ""], all_of_them.age),
        "digital_skill": _texts([*margins.digital_skill.ids, ""], all_of_them.skill),
        "censored": pa.array(all_of_them.censored),
        "measured_on": pa.array(start[pilot] + calendar_days(all_of_them.day)),
        "source_row": pa.array(
            np.concatenate([np.arange(n) for n in sizes]) + FIRST_ROW, pa.int32()
        ),
        **_encoded(all_of_them, plan),
    }
    return pa.table([columns[name] for name in SCHEMA.names], schema=SCHEMA)


def _encoded(measured: Measurements, plan: Plan) -> dict[str, pa.Array]:
    size = len(measured)
    whole = {name: np.zeros(size, dtype=np.int64) for name in ("people", "value_fx", "spread_fx")}
    counted = {name: np.zeros(size, dtype=np.int64) for name in ("events", "exposure")}
    has = {name: np.zeros(size, dtype=np.bool_) for name in ("has_value", "has_count")}
    for at, rows in _by_indicator(measured.indicator):
        indicator = plan.indicators[at]
        encoded = known_kinds()[indicator.kind].encode(_readings(measured, rows), indicator)
        for columns in (whole, counted, has):
            for name, column in columns.items():
                column[rows] = getattr(encoded, name)
    return {
        "people": pa.array(whole["people"]),
        "value_fx": _whole(whole["value_fx"], has["has_value"], pa.int64()),
        "spread_fx": pa.array(whole["spread_fx"]),
        **{name: _whole(column, has["has_count"], pa.int64()) for name, column in counted.items()},
    }


def _by_indicator(indicator: Ints) -> list[tuple[int, Ints]]:
    order = np.argsort(indicator, kind="stable")
    found, first = np.unique(indicator[order], return_index=True)
    return list(zip(found.tolist(), np.split(order, first[1:]), strict=True))


def _readings(measured: Measurements, rows: Ints) -> Readings:
    return Readings(
        measured.value[rows],
        measured.events[rows],
        measured.exposure[rows],
        measured.spread[rows],
        measured.censored[rows],
    )


def _texts(words: Sequence[str], at: Ints) -> pa.Array:
    chosen = pa.array(at % len(words), pa.int32())
    return pa.DictionaryArray.from_arrays(chosen, pa.array(words, pa.string()))


def _whole(values: Ints, given: Bools, kind: pa.DataType) -> pa.Array:
    return pa.array(values, kind, mask=~given)
