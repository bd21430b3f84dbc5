"""Text from outside, as every printer takes it."""

from __future__ import annotations

import unicodedata

from identiteitslab.figures.names import clean


def plain(text: str) -> str:
    """Give a text as one line, without signs that steer the text around it or break XML."""
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text
    return clean(text)
