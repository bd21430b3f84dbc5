"""Round numbers along a scale, written as people read them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from identiteitslab.text.lookup import Lang

Ticks = tuple[tuple[float, str], ...]


def score_ticks(lang: Lang) -> Ticks:
    """Give the ticks of every scale of scores: it always runs from 0 to 100."""
    return tuple((float(at), number(at, lang)) for at in range(0, 101, 20))


def round_ticks(low: float, high: float, lang: Lang, most: int = 6) -> Ticks:
    """Give round numbers from just below the lowest value to just above the highest."""
    step = round_step((high - low) / (most - 1))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    return tuple((n * step, number(n * step, lang, decimals)) for n in range(first, last + 1))


def round_step(least: float) -> float:
    """Give the smallest of 1, 2, 5, 10, ... that is not smaller; 1 for a scale without length."""
    if not least > 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * step for step in (1, 2, 5, 10) if power * step >= least * (1 - 1e-9))


def span(values: Iterable[float]) -> tuple[float, float]:
    """Give the lowest and highest value; a little room around a single one."""
    known = [value for value in values if math.isfinite(value)]
    low, high = min(known), max(known)
    return (low, high) if high > low else (low - 1, high + 1)
