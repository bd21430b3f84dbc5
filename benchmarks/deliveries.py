"""Fictitious deliveries in bulk, made from a seed."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from identiteitslab.intake.delivery import Delivery
from identiteitslab.measurement.row import SCHEMA

PER_PERSON = 20
"""Indicators measured with each participant."""


def make(seed: int, count: int) -> Delivery:
    """Make a delivery of one pilot in which every participant scores every indicator."""
    dice = np.random.default_rng(seed)
    row = np.arange(count)
    person = row // PER_PERSON
    ages = np.array(["18-34", "35-54", "55-69", "70+"])[dice.integers(0, 4, person[-1] + 1)]
    skills = np.array(["laag", "midden", "hoog"])[dice.integers(0, 3, person[-1] + 1)]
    columns = {
        "gemeente": np.full(count, f"Voorbeeldstad {seed % 342}"),
        "solution": np.full(count, f"voorbeeldpas-{seed // 342 % 9}"),
        "round": np.full(count, 1 + seed // 3078),
        "situation": np.full(count, "verhuizing"),
        "indicator": np.array([f"indicator-{i}" for i in range(PER_PERSON)])[row % PER_PERSON],
        "participant": person,
        "age_band": ages[person],
        "digital_skill": skills[person],
        "people": np.ones(count),
        "value_fx": dice.integers(0, 1_000_000, count),
        "spread_fx": np.zeros(count),
        "events": pa.nulls(count),
        "exposure": pa.nulls(count),
        "censored": dice.random(count) < 0.05,
        "measured_on": np.full(count, np.datetime64("2027-02-01")),
        "source_row": row + 2,
    }
    arrays = [pa.array(columns[field.name]).cast(field.type) for field in SCHEMA]
    rows = pa.Table.from_arrays(arrays, schema=SCHEMA)
    return Delivery(f"levering-{seed}.csv", f"{seed:064x}", rows, rows_in=count)
