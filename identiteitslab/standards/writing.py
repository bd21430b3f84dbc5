"""How text and JSON are written, in every standard alike."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from identiteitslab.criteria.words import Words
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from identiteitslab.text.lookup import Lang

_MARKUP = re.compile(r"([\\`*_\[\]<>{}^~#|&])")


def json_bytes(data: Any) -> bytes:
    """Write plain data as JSON; endless numbers are refused.

    Raises
    ------
    ValueError
        A number is not finite.
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1)
    return f"{text}\n".encode()


def literal(text: str) -> str:
    """Keep text from becoming markup where a standard reads it as CommonMark."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def beside(words: Words) -> str:
    """Give both languages in one line, where a standard knows no languages."""
    return words.nl if words.nl == words.en else f"{words.nl} / {words.en}"


def sentence(key: str, lang: Lang, /, **values: object) -> str:
    """Say a sentence; values in two languages follow the language of the sentence."""
    own = {n: v.in_(lang) if isinstance(v, Words) else v for n, v in values.items()}
    return say(f"standards.{key}", lang, **own)


def both(key: str, /, **values: object) -> str:
    """Say a sentence in both languages in one line."""
    return beside(Words(nl=sentence(key, "nl", **values), en=sentence(key, "en", **values)))


def notice() -> Words:
    """Give the warning that goes with made-up data."""
    return Words(nl=say("fictitious.band", "nl"), en=say("fictitious.band", "en"))


def decimal(value: float, digits: int = 6) -> str:
    """Write a number as ``xsd:decimal``: without exponent, rounded to significant digits."""
    short = Decimal(f"{value:.{digits}g}")
    return format(short.normalize() if short else Decimal(0), "f")
