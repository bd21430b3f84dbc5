"""A step on a ladder, judged by an expert; the weakest element decides."""

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
    known = np.isin(readings.value, list(indicator.levels))
    return {"level-unknown": filled(readings.value) & ~known}


def _encode(readings: Readings, _indicator: Asked) -> Encoded:
    people = np.ones(len(readings.value), dtype=np.int64)
    return values(readings, readings.value, people, readings.spread)


KIND = Kind(
    name=Words(nl="niveau", en="level"),
    explanation=Words(
        nl="Vul het nummer van het niveau in. Een deskundige stelt het vast aan de hand van bewijs.",
        en="Give the number of the level. An expert settles it on the basis of evidence.",
    ),
    grammar="level",
    forms=(Form(("waarde",)),),
    likelihood="levels",
    link="identity",
    faults=_faults,
    encode=_encode,
    natural=unchanged,
    examples=(Example(waarde="2"),),
    rules=KindRules(needs=frozenset({"levels"})),
)
