"""Names from outside: they may be long, run from right to left, or hold signs that steer text."""

from __future__ import annotations

import unicodedata
from functools import cache

STEERING = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)
"""Signs that turn the direction of everything after them."""

_NARROW = frozenset(" .,:;'`|!()[]{}iljtfIr·/\\-")
_WIDE = frozenset("mwMW@%—…●○✓✗→←")


def clean(name: str) -> str:
    """Give a name as one line, without signs that steer the text around it or break XML."""
    if name.isprintable() and unicodedata.is_normalized("NFC", name):
        return " ".join(name.split())
    kept = (_plain(sign) for sign in unicodedata.normalize("NFC", name))
    return " ".join("".join(kept).split())


def isolate(text: str) -> str:
    """Keep the direction of a right-to-left name from turning the sentence around it."""
    if text.isascii():
        return text
    if any(unicodedata.bidirectional(sign) in ("R", "AL", "AN") for sign in text):
        return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"
    return text


def told(name: str, most: int = 60) -> str:
    """Give a name for use in a sentence: short, and with its direction kept to itself."""
    text = clean(name)
    return isolate(text if len(text) <= most else f"{text[: most - 1].rstrip()}…")


def text_width(text: str, size: float) -> float:
    """Estimate the width of a text in pixels, a little wide: fonts differ per computer."""
    return size * sum(map(_ems, text))


def wrap(text: str, width: float, size: float, most: int = 2) -> tuple[str, ...]:
    """Break a text into at most so many lines that fit; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    for word in (piece for whole in text.split() for piece in _pieces(whole, width, size)):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], _shorten(lines[most - 1], width, size)]
    return tuple(isolate(line) for line in lines) or ("",)


def _plain(sign: str) -> str:
    if sign in STEERING or unicodedata.category(sign) == "Cs" or sign in "\ufffe\uffff":
        return ""
    return " " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign


@cache
def _ems(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0.0
    if sign in _WIDE or unicodedata.east_asian_width(sign) in "WF":
        return 0.95
    if sign in _NARROW:
        return 0.32
    return 0.68 if sign.isupper() else 0.55


def _pieces(word: str, width: float, size: float) -> list[str]:
    """Cut a word that is wider than a line."""
    pieces = [""]
    for sign in word:
        if pieces[-1] and text_width(pieces[-1] + sign, size) > width:
            pieces.append("")
        pieces[-1] += sign
    return pieces


def _shorten(line: str, width: float, size: float) -> str:
    while line and text_width(f"{line}…", size) > width:
        line = line[:-1].rstrip()
    return f"{line}…"
