"""Numbers and dates as people read them in Dutch or English."""

from __future__ import annotations

import math
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from babel.dates import format_date
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol

if TYPE_CHECKING:
    import datetime as dt

    from identiteitslab.text.lookup import Lang

_LOCALE = {"nl": "nl_NL", "en": "en_GB"}


def number(value: float, lang: Lang, decimals: int = 0) -> str:
    """Write a number with a fixed number of decimals, true minus sign, thousands separated."""
    if not math.isfinite(value):
        unending: str = format_decimal(value, locale=_LOCALE[lang])
        return unending.replace("-", "\N{MINUS SIGN}")
    # A report writes thousands of numbers, and Babel reads its pattern anew for each of them.
    return f"{round(value, decimals) + 0.0:,.{decimals}f}".translate(_signs(lang))


@cache
def _signs(lang: Lang) -> dict[int, str]:
    """Give the signs that a language writes for those of Python."""
    locale = _LOCALE[lang]
    return str.maketrans(
        {
            ",": get_group_symbol(locale),
            ".": get_decimal_symbol(locale),
            "-": "\N{MINUS SIGN}",
        }
    )


def significant(value: float, lang: Lang, digits: int = 2) -> str:
    """Write a number with as many decimals as its first ``digits`` figures need."""
    if value == 0 or not math.isfinite(value):
        return number(0 if value == 0 else value, lang)
    decimals = max(0, digits - 1 - math.floor(math.log10(abs(value))))
    return number(value, lang, decimals)


def exact(value: float, lang: Lang) -> str:
    """Write a number with all its decimals and no more, as someone wrote it in a file."""
    digits = Decimal(repr(float(value))).normalize()
    exponent = digits.as_tuple().exponent
    return number(value, lang, max(0, -exponent) if isinstance(exponent, int) else 0)


def percent(share: float, lang: Lang) -> str:
    """Write a share of 0 to 1 as a percentage, with all its decimals."""
    return exact(float(f"{share * 100:.12g}"), lang) + "%"


def date(value: dt.date, lang: Lang) -> str:
    """Write a date in words: 14 november 2026."""
    text: str = format_date(value, format="d MMMM y", locale=_LOCALE[lang])
    return text
