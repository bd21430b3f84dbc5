"""Compare what people type: fold away what the eye does not see, refuse what deceives the eye."""

from __future__ import annotations

import re
import unicodedata

SHOWN = 40
"""A message never repeats more of a cell than this."""

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_QUOTES = str.maketrans(dict.fromkeys("‘’‛`´ʹʼ′", "'"))
_DIGITS = re.compile(r"\d(?:[ .-]?\d){7,}")


def fold(text: str) -> str:
    """Give the form in which two spellings of one name are equal."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).translate(_QUOTES)
    return " ".join(plain.casefold().split())


def hidden(text: str) -> bool:
    """Tell whether a text holds signs that do not show: zero-width, direction or control signs."""
    return any(unicodedata.category(sign) in {"Cf", "Cc", "Co", "Cn"} for sign in text)


def mixed_scripts(text: str) -> bool:
    """Tell whether one text mixes Latin letters with lookalikes of another alphabet."""
    scripts = {unicodedata.name(sign, "").split(" ")[0] for sign in text if sign.isalpha()}
    return "LATIN" in scripts and bool(scripts & {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})


def shown(text: str) -> str:
    """Shorten a cell for a message: one line, no signs that do not show, no long numbers."""
    visible = "".join(sign if sign.isprintable() else "·" for sign in text)
    masked = _DIGITS.sub("…", visible)
    return masked if len(masked) <= SHOWN else masked[: SHOWN - 1] + "…"
