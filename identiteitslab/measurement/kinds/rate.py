"""How often something happens per login, user or year."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
)

if TYPE_CHECKING:
    from identiteitslab.criteria.kind_rules import Asked
    from identiteitslab.measurement.kind import Bools, Floats


def _faults(readings: Readings, _indicator: Asked) -> dict[str, Bools]:
    return {
        "count-not-whole": not_whole(readings.events) | not_whole(readings.exposure),
        "total-zero": filled(readings.exposure) & (readings.exposure < 1),
    }


def _encode(readings: Readings, _indicator: Asked) -> Encoded:
    return counts(readings, readings.events, readings.exposure)


def _natural(per_one: Floats, indicator: Asked) -> Floats:
    return per_one * indicator.per


KIND = Kind(
    name=Words(nl="frequentie", en="rate"),
    explanation=Words(
        nl="Teller is hoe vaak het gebeurde. Noemer is het totaal waarover is geteld, bijvoorbeeld alle keren inloggen.",
        en="Teller is how often it happened. Noemer is the total it was counted over, for instance all logins.",
    ),
    grammar="none",
    forms=(Form(("teller", "noemer")),),
    likelihood="poisson",
    link="log",
    faults=_faults,
    encode=_encode,
    natural=_natural,
    examples=(Example(teller="0", noemer="12500"),),
    rules=KindRules(allows=frozenset({"per"})),
)
