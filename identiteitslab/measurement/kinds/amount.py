"""A positive quantity: euros, days, a ratio."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.criteria.kind_rules import KindRules
from identiteitslab.criteria.words import Words
from identiteitslab.measurement.kind import (
    Encoded,
    Example,
    Form,
    Kind,
    Readings,
    filled,
    unchanged,
    values,
)

if TYPE_CHECKING:
    from identiteitslab.criteria.kind_rules import Asked
    from identiteitslab.measurement.kind import Bools


def _faults(readings: Readings, indicator: Asked) -> dict[str, Bools]:
    given = filled(readings.value)
    low, high = indicator.bounds or (0.0, np.inf)
    return {
        "value-not-positive": given & (readings.value <= 0),
        "value-out-of-range": given & ((readings.value < low) | (readings.value > high)),
    }


def _encode(readings: Readings, _indicator: Asked) -> Encoded:
    people = np.ones(len(readings.value), dtype=np.int64)
    return values(readings, np.log(readings.value), people, readings.spread)


KIND = Kind(
    name=Words(nl="hoeveelheid", en="amount"),
    explanation=Words(
        nl="Vul de gemeten hoeveelheid in als waarde. Het getal is groter dan nul.",
        en="Give the measured quantity as waarde. The number is above zero.",
    ),
    grammar="number",
    forms=(Form(("waarde",)),),
    likelihood="reported",
    link="log",
    faults=_faults,
    encode=_encode,
    natural=unchanged,
    examples=(Example(waarde="0,21"),),
    rules=KindRules(allows=frozenset({"bounds"})),
)
