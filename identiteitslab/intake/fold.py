"""Compare what people type: fold away what the eye does not see, refuse what deceives the eye."""

from __future__ import annotations

import re
import unicodedata

SHOWN = 40
"""A message never repeats more of a cell than this."""

_ALIKE = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("‘’‛`´ʹʼ′", "'"))
_DIGITS = re.compile(r"\d(?:[ .-]?\d){7,}")


def fold(text: str) -> str:
    """Give the form in which two spellings of one name are equal."""
    if text.isascii():
        return " ".join(text.replace("`", "'").casefold().split())
    plain = unicodedata.normalize("NFKC", text).translate(_ALIKE)
    return " ".join(plain.casefold().split())


def hidden(text: str) -> bool:
    """Tell whether a text holds signs that do not show: zero-width, direction or control signs."""
    if text.isascii() and text.isprintable():
        return False
    return any(unicodedata.category(sign) in {"Cf", "Cc", "Co", "Cn"} for sign in text)


def mixed_scripts(text: str) -> bool:
    """Tell whether one text mixes Latin letters with lookalikes of another alphabet."""
    if text.isascii():
        return False
    scripts = {unicodedata.name(sign, "").split(" ")[0] for sign in text if sign.isalpha()}
    return "LATIN" in scripts and bool(scripts & {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})


def shown(text: str) -> str:
    """Shorten a cell for a message: one line, no signs that do not show, no long numbers."""
    start = text[: 2 * SHOWN]
    if not start.isprintable():
        start = "".join(sign if sign.isprintable() else "·" for sign in start)
    masked = _DIGITS.sub("…", start)
    return masked if len(masked) <= SHOWN else masked[: SHOWN - 1] + "…"
