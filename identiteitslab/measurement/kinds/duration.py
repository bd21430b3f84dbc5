"""How long something takes; stopped before the end is censored, not missing."""

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


def _faults(readings: Readings, _indicator: Asked) -> dict[str, Bools]:
    return {"value-not-positive": filled(readings.value) & (readings.value <= 0)}


def _encode(readings: Readings, _indicator: Asked) -> Encoded:
    people = np.ones(len(readings.value), dtype=np.int64)
    return values(readings, np.log(readings.value), people, readings.spread)


KIND = Kind(
    name=Words(nl="tijdsduur", en="duration"),
    explanation=Words(
        nl="Vul per deelnemer de tijd in. Stopte iemand voor het einde? Vul dan de tijd tot dat moment in en zet ja bij afgebroken.",
        en="Give the time per participant. Did someone stop before the end? Then give the time until that moment and put ja under afgebroken.",
    ),
    grammar="number",
    forms=(Form(("waarde",), ("afgebroken",)),),
    likelihood="normal",
    link="log",
    faults=_faults,
    encode=_encode,
    natural=unchanged,
    examples=(Example(waarde="34"), Example(waarde="300", afgebroken="ja")),
    rules=KindRules(),
)
