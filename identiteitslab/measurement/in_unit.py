"""Measured values as a reader sees them: a share as a percentage, a level with its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.text.lookup import say
from identiteitslab.text.numbers import exact, number, significant

if TYPE_CHECKING:
    from collections.abc import Callable

    from identiteitslab.criteria.model import Indicator
    from identiteitslab.text.lookup import Lang

PERCENT = 100
DIGITS = 3


def in_unit(value: float, indicator: Indicator, lang: Lang) -> str:
    """Write a measured value in its unit, with as many digits as one can read."""
    return _written(value, indicator, lang, lambda x: significant(x, lang, DIGITS))


def limit_in_unit(value: float, indicator: Indicator, lang: Lang) -> str:
    """Write a value that somebody chose in its unit, with all its decimals and no more."""
    return _written(value, indicator, lang, lambda x: exact(round(x, 10), lang))


def difference_in_unit(value: float, indicator: Indicator, lang: Lang) -> str:
    """Write a difference of two measured values, with its sign: shares in percentage points."""
    share = indicator.kind == "proportion"
    size = significant(abs(value) * (PERCENT if share else 1), lang, DIGITS)
    unit = say("unit.points", lang) if share else indicator.unit.in_(lang)
    return f"{'−' if value < 0 else '+'}{size} {unit}"


def in_natural(value: float, indicator: Indicator) -> float:
    """Read a difference as people write it: percentage points become a share."""
    return value / PERCENT if indicator.kind == "proportion" else value


def _written(value: float, indicator: Indicator, lang: Lang, write: Callable[[float], str]) -> str:
    if indicator.kind == "level":
        step = round(value)
        about = indicator.levels.get(step)
        return f"{number(step, lang)} ({about.in_(lang)})" if about else write(value)
    if indicator.kind == "proportion":
        return f"{write(PERCENT * value)}%"
    return f"{write(value)} {indicator.unit.in_(lang)}"
