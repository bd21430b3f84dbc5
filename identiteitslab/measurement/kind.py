"""What a kind of measurement is: how a delivered cell becomes integers that add up exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from identiteitslab.criteria.kind_rules import Asked, KindRules
    from identiteitslab.criteria.words import Words

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

FX = 10_000
"""Values are kept as whole ten-thousandths, so that sums are exact in every engine."""

MAX_FX = 2**31 - 1
"""Larger values could overflow the sum of squares in some engines."""

MAX_COUNT = 10**9
"""Larger counts could overflow a sum in some engines."""

Link = Literal["identity", "log", "logit"]
Likelihood = Literal["binomial", "poisson", "normal", "reported", "levels", "contrast"]
Grammar = Literal["yes_no", "number", "whole", "level", "none"]


@dataclass(frozen=True)
class Form:
    """One way to deliver a kind: the columns that must be filled, and those that may be."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


@dataclass(frozen=True)
class Readings:
    """Delivered cells of like indicators, as arrays of the same length; NaN is an empty cell.

    ``value`` (waarde; yes/no as 1/0), ``events`` (teller), ``exposure`` (noemer),
    ``spread`` (spreiding, a standard deviation), ``censored`` (afgebroken).
    """

    value: Floats
    events: Floats
    exposure: Floats
    spread: Floats
    censored: Bools


@dataclass(frozen=True)
class Encoded:
    """The same cells as whole numbers; ``-1`` in ``filled`` columns never occurs, masks say it.

    ``people`` is how many people a row stands for; ``value_fx`` is the value on the scale on which
    it is averaged, times 10 000; ``spread_fx`` idem for a delivered standard deviation.
    """

    people: Ints
    value_fx: Ints
    has_value: Bools
    spread_fx: Ints
    events: Ints
    exposure: Ints
    has_count: Bools


@dataclass(frozen=True)
class Example:
    """A delivered row that is right, for the template and the documentation."""

    waarde: str = ""
    teller: str = ""
    noemer: str = ""
    spreiding: str = ""
    afgebroken: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of measurement.

    Attributes
    ----------
    name, explanation
        Words for people.
    grammar
        How ``waarde`` is written.
    forms
        The ways in which a row can be delivered; exactly one must fit.
    likelihood
        What one gemeente's sums say about its true value; ``reported`` is a reading of the
        gemeente itself, without a sample behind it.
    link
        Scale on which gemeenten vary around their mean.
    faults
        Checks: ``(readings, indicator) -> {fault code: rows at fault}``.
    encode
        ``(readings, indicator) -> Encoded``, for readings without faults.
    natural
        From the inverse link to the unit of the indicator (bounds, events per exposure).
    examples
        Right rows.
    rules
        What an indicator of this kind must and may say, and the values it can take.
    prior_scale
        Half-normal scale of tau, the spread between gemeenten on the link scale, of indicators
        that say nothing about it. It is a judgement: with less, fewer than 93 of 100 intervals
        of 95% hold a new gemeente where tau is 1 (benchmarks/calibration.py).

    Examples
    --------
    A kind is one file in ``identiteitslab/measurement/kinds/`` that holds one ``KIND``; nothing
    else has to change.

    >>> from identiteitslab import Kind
    >>> from identiteitslab.measurement.kinds.rate import KIND
    >>> isinstance(KIND, Kind), KIND.name.en, KIND.likelihood, KIND.link
    (True, 'rate', 'poisson', 'log')
    >>> KIND.forms[0].required
    ('teller', 'noemer')
    """

    name: Words
    explanation: Words
    grammar: Grammar
    forms: tuple[Form, ...]
    likelihood: Likelihood
    link: Link
    faults: Callable[[Readings, Asked], dict[str, Bools]]
    encode: Callable[[Readings, Asked], Encoded]
    natural: Callable[[Floats, Asked], Floats]
    examples: tuple[Example, ...]
    rules: KindRules
    prior_scale: float = 1.05


def to_fx(values: Floats) -> Ints:
    """Round values to whole ten-thousandths; an empty cell becomes 0.

    Raises
    ------
    ValueError
        A value beyond ``MAX_FX``.
    """
    _refuse_beyond(values, MAX_FX / FX)
    return np.asarray(np.rint(np.where(np.isnan(values), 0.0, values) * FX), dtype=np.int64)


def whole(values: Floats) -> Ints:
    """Take whole numbers as integers; an empty cell becomes 0.

    Raises
    ------
    ValueError
        A number beyond ``MAX_COUNT``.
    """
    _refuse_beyond(values, MAX_COUNT)
    return np.where(np.isnan(values), 0.0, values).astype(np.int64)


def _refuse_beyond(values: Floats, most: float) -> None:
    beyond = np.flatnonzero(np.abs(values) > most)
    if len(beyond):
        first = int(beyond[0])
        raise ValueError(f"values[{first}] is {values[first]:g}, must be within ±{most:g}")


def filled(values: Floats) -> Bools:
    """Tell which cells are filled."""
    return ~np.isnan(values)


def not_whole(values: Floats) -> Bools:
    """Tell which filled cells are not a whole number of at least 0."""
    right = np.isfinite(values) & (values >= 0) & (np.floor(values) == values)
    wrong: Bools = filled(values) & ~right
    return wrong


def counts(readings: Readings, events: Floats, exposure: Floats) -> Encoded:
    """Encode events out of, or per, an exposure."""
    size = len(readings.value)
    none = np.zeros(size, dtype=np.int64)
    one = np.ones(size, dtype=np.int64)
    return Encoded(
        people=one,
        value_fx=none,
        has_value=np.zeros(size, dtype=np.bool_),
        spread_fx=none,
        events=whole(events),
        exposure=whole(exposure),
        has_count=np.ones(size, dtype=np.bool_),
    )


def values(readings: Readings, on_scale: Floats, people: Ints, spread: Floats) -> Encoded:
    """Encode values that are averaged."""
    size = len(readings.value)
    none = np.zeros(size, dtype=np.int64)
    return Encoded(
        people=people,
        value_fx=to_fx(on_scale),
        has_value=np.ones(size, dtype=np.bool_),
        spread_fx=to_fx(spread),
        events=none,
        exposure=none,
        has_count=np.zeros(size, dtype=np.bool_),
    )


def unchanged(on_link: Floats, _indicator: Asked) -> Floats:
    """Give values as they are: the inverse link already speaks the indicator's unit."""
    return on_link
