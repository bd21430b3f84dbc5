"""A number of things: findings, risks, suppliers, or how many per transaction."""

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
    counts,
    filled,
    not_whole,
    unchanged,
)

if TYPE_CHECKING:
    from identiteitslab.criteria.kind_rules import Asked
    from identiteitslab.measurement.kind import Bools


def _faults(readings: Readings, _indicator: Asked) -> dict[str, Bools]:
    return {
        "value-not-whole": not_whole(readings.value),
        "count-not-whole": not_whole(readings.events) | not_whole(readings.exposure),
        "total-zero": filled(readings.exposure) & (readings.exposure < 1),
    }


def _encode(readings: Readings, _indicator: Asked) -> Encoded:
    single = filled(readings.value)
    events = np.where(single, readings.value, readings.events)
    exposure = np.where(single, 1.0, readings.exposure)
    return counts(readings, events, exposure)


KIND = Kind(
    name=Words(nl="aantal", en="count"),
    explanation=Words(
        nl="Vul het getelde aantal in als waarde. Of tel op: teller is het totale aantal, noemer is over hoeveel keer.",
        en="Give the number counted as waarde. Or add up: teller is the total number, noemer over how many times.",
    ),
    grammar="whole",
    forms=(Form(("waarde",)), Form(("teller", "noemer"))),
    likelihood="poisson",
    link="log",
    faults=_faults,
    encode=_encode,
    natural=unchanged,
    examples=(Example(waarde="0"), Example(teller="36", noemer="120")),
    rules=KindRules(),
)
