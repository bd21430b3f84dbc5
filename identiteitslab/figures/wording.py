"""Sentences that figures share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 6
"""So many things are named in one sentence; the table names all."""
ALL = 100


def between(middle: float, low: float, high: float, lang: Lang, decimals: int = 0) -> str:
    """Write a value with its range: "74 (68 tot 80)"."""
    shown = [number(value, lang, decimals) for value in (middle, low, high)]
    return say("figure.between", lang, middle=shown[0], low=shown[1], high=shown[2])


def signed(value: float, lang: Lang, decimals: int = 0) -> str:
    """Write a difference with its sign; zero has none."""
    text = number(value, lang, decimals)
    return text if round(value, decimals) <= 0 else f"+{text}"


def listing(items: Sequence[str], lang: Lang, most: int = MOST) -> str:
    """Write a list in a sentence; a long one ends with how many more there are."""
    if len(items) > most:
        named = ", ".join(items[: most - 1])
        return say("figure.and_more", lang, names=named, count=len(items) - most + 1)
    if len(items) < 2:  # noqa: PLR2004 - one name needs no "and"
        return "".join(items)
    return say("figure.and", lang, first=", ".join(items[:-1]), last=items[-1])


def lower_first(text: str) -> str:
    """Write a title inside a sentence."""
    return text[:1].lower() + text[1:]


def of_hundred(share: float, lang: Lang) -> str:
    """Write a share of 100 recalculations; the ends are never written as none or all of them."""
    if round(share) == 0:
        return say("figure.below_one", lang)
    return say("figure.above_all", lang) if round(share) == ALL else number(share, lang)
