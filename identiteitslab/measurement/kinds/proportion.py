"""A share: how many of the people or attempts."""

from __future__ import annotations

from dataclasses import replace
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
    whole,
)

if TYPE_CHECKING:
    from identiteitslab.criteria.kind_rules import Asked
    from identiteitslab.measurement.kind import Bools


def _faults(readings: Readings, _indicator: Asked) -> dict[str, Bools]:
    counted = filled(readings.events) & filled(readings.exposure)
    return {
        "count-not-whole": not_whole(readings.events) | not_whole(readings.exposure),
        "total-zero": counted & (readings.exposure < 1),
        "count-above-total": counted & (readings.events > readings.exposure),
    }


def _encode(readings: Readings, indicator: Asked) -> Encoded:
    single = filled(readings.value)
    events = np.where(single, readings.value, readings.events)
    exposure = np.where(single, 1.0, readings.exposure)
    encoded = counts(readings, events, exposure)
    if not indicator.by_people:
        return encoded
    return replace(encoded, people=whole(exposure))


KIND = Kind(
    name=Words(nl="aandeel", en="proportion"),
    explanation=Words(
        nl="Vul per deelnemer ja of nee in, of tel op: teller is hoe vaak het gebeurde, noemer is hoe vaak het kon.",
        en="Give yes or no per participant, or count: teller is how often it happened, noemer how often it could.",
    ),
    grammar="yes_no",
    forms=(Form(("waarde",)), Form(("teller", "noemer"))),
    likelihood="binomial",
    link="logit",
    faults=_faults,
    encode=_encode,
    natural=unchanged,
    examples=(Example(waarde="ja"), Example(teller="41", noemer="48")),
    rules=KindRules(highest=1.0),
    # Shares near 0 or 1 tell hardly anything about tau, so that the prior decides more.
    prior_scale=1.3,
)
