"""Chances in words: always a word and a count together, from one ladder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from identiteitslab.text.lookup import Lang

OF = 20
"""Chances are told as "k of the 20 recalculations"."""

SURE_ENOUGH = 12
"""From this many of the twenty recalculations a first place may be named."""

_LADDER = (
    (19, "nearly_certain"),
    (15, "likely"),
    (12, "rather_likely"),
    (9, "open"),
    (6, "rather_unlikely"),
    (2, "unlikely"),
    (0, "nearly_impossible"),
)


def out_of_twenty(probability: float) -> int:
    """Round a probability to twentieths."""
    return round(probability * OF)


def word(probability: float, lang: Lang) -> str:
    """Give the word of the ladder for a probability."""
    k = out_of_twenty(probability)
    name = next(name for lowest, name in _LADDER if k >= lowest)
    return say(f"chance.{name}", lang)


def count(probability: float, lang: Lang) -> str:
    """Give the count; the ends are never written as 0 or all of the 20."""
    k = out_of_twenty(probability)
    if k == 0:
        return say("chance.below_one", lang, of=OF)
    if k == OF:
        return say("chance.above", lang, k=OF - 1, of=OF)
    return say("chance.count", lang, k=k, of=OF)


def chance(probability: float, lang: Lang) -> str:
    """Give word and count: "waarschijnlijk (16 van de 20 doorrekeningen)"."""
    return say("chance.full", lang, word=word(probability, lang), count=count(probability, lang))
