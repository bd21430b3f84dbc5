"""A difference between two groups of participants; computed, never delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.criteria.kind_rules import KindRules
from identiteitslab.criteria.words import Words
from identiteitslab.measurement.kind import Encoded, Kind, Readings, counts

if TYPE_CHECKING:
    from identiteitslab.criteria.kind_rules import Asked
    from identiteitslab.measurement.kind import Bools, Floats


def _faults(readings: Readings, _indicator: Asked) -> dict[str, Bools]:
    return {"gap-is-computed": np.ones(len(readings.value), dtype=np.bool_)}


def _encode(readings: Readings, _indicator: Asked) -> Encoded:
    return counts(readings, readings.events, readings.exposure)


def _natural(difference: Floats, _indicator: Asked) -> Floats:
    return 100.0 * difference


KIND = Kind(
    name=Words(nl="verschil tussen groepen", en="gap between groups"),
    explanation=Words(
        nl="Dit verschil rekenen wij zelf uit. Lever de metingen per deelnemer met leeftijdsgroep en vaardigheid.",
        en="We compute this difference ourselves. Deliver measurements per participant with age group and skill.",
    ),
    grammar="none",
    forms=(),
    likelihood="contrast",
    link="identity",
    faults=_faults,
    encode=_encode,
    natural=_natural,
    examples=(),
    rules=KindRules(needs=frozenset({"gap"}), lowest=-100.0, highest=100.0),
)
