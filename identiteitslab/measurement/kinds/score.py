"""A bounded answer: a questionnaire scale such as 1-7 or SUS 0-100."""

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
    not_whole,
    values,
    whole,
)

if TYPE_CHECKING:
    from identiteitslab.criteria.kind_rules import Asked
    from identiteitslab.measurement.kind import Bools, Floats

SUS_ITEMS = 10
SUS_HIGHEST = 5
ROUNDED = 0.005
"""A mean may be rounded by this share of its scale."""


def sus(items: Floats) -> Floats:
    """Turn the ten items of the System Usability Scale into 0..100.

    Odd items are positive, even items negative; each contributes 0..4 and the sum counts 2.5 times
    (Brooke 1996).

    Parameters
    ----------
    items
        Answers 1..5, shape (participants, 10).

    Raises
    ------
    ValueError
        Not ten items, or an answer outside 1..5.
    """
    if items.ndim != 2 or items.shape[1] != SUS_ITEMS:  # noqa: PLR2004 - a table of participants
        raise ValueError(f"items must have shape (participants, 10), found {items.shape}")
    wrong = np.argwhere(~np.isin(items, np.arange(1, SUS_HIGHEST + 1)))
    if len(wrong):
        row, column = (int(i) for i in wrong[0])
        raise ValueError(f"items[{row}, {column}] must be a whole number 1..5")
    positive = items[:, 0::2] - 1
    negative = SUS_HIGHEST - items[:, 1::2]
    total: Floats = 2.5 * (positive.sum(axis=1) + negative.sum(axis=1))
    return total


def _bounds(indicator: Asked) -> tuple[float, float]:
    return indicator.bounds or (0.0, 100.0)


def _faults(readings: Readings, indicator: Asked) -> dict[str, Bools]:
    low, high = _bounds(indicator)
    return {
        "value-out-of-range": filled(readings.value)
        & ((readings.value < low) | (readings.value > high)),
        "spread-impossible": filled(readings.spread)
        & ((readings.spread < 0) | (readings.spread > _widest(readings, low, high))),
        "count-not-whole": not_whole(readings.exposure),
        "total-zero": filled(readings.exposure) & (readings.exposure < 1),
        "spread-missing": filled(readings.exposure)
        & (readings.exposure > 1)
        & ~filled(readings.spread),
    }


def _widest(readings: Readings, low: float, high: float) -> Floats:
    """Give the largest standard deviation that scores with this mean can have.

    Its variance is that of scores at both ends only (Bhatia and Davis 2000, *American Mathematical
    Monthly* 107, 353-357), times ``n / (n - 1)`` for a sample. Means are rounded, so a little more
    passes.
    """
    rounded = ROUNDED * (high - low)
    mean = np.clip(np.nan_to_num(readings.value, nan=(low + high) / 2), low, high)
    people = np.maximum(np.nan_to_num(readings.exposure, nan=2.0, posinf=2.0), 2.0)
    ends = (mean - low + rounded) * (high - mean + rounded)
    return np.asarray(np.sqrt(ends * people / (people - 1)))


def _encode(readings: Readings, _indicator: Asked) -> Encoded:
    people = np.where(filled(readings.exposure), whole(readings.exposure), 1)
    return values(readings, readings.value, people, readings.spread)


def _natural(share: Floats, indicator: Asked) -> Floats:
    low, high = _bounds(indicator)
    return low + (high - low) * share


KIND = Kind(
    name=Words(nl="score", en="score"),
    explanation=Words(
        nl="Vul per deelnemer de score in. Of lever het gemiddelde als waarde, het aantal mensen als noemer en de standaardafwijking als spreiding.",
        en="Give the score per participant. Or deliver the mean as waarde, the number of people as noemer and the standard deviation as spreiding.",
    ),
    grammar="number",
    forms=(Form(("waarde",)), Form(("waarde", "noemer", "spreiding"))),
    likelihood="normal",
    link="logit",
    faults=_faults,
    encode=_encode,
    natural=_natural,
    examples=(Example(waarde="72,5"), Example(waarde="71,4", noemer="38", spreiding="16,2")),
    rules=KindRules(needs=frozenset({"bounds"}), allows=frozenset({"items"})),
)
