"""Write SVG elements: text escaped, numbers short, always the same bytes for the same input."""

from __future__ import annotations

import re
from html import escape

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def tag(name: str, text: str = "", *, inside: str = "", **attributes: str | float) -> str:
    """Write one element; ``text`` is escaped, ``inside`` is SVG already.

    Attributes are written with hyphens for underscores; those that are empty are left out.
    """
    given = "".join(
        f' {key.replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value != ""
    )
    content = inside + escape(_NOT_IN_XML.sub("", text))
    return f"<{name}{given}>{content}</{name}>" if content else f"<{name}{given}/>"


def short(number: float) -> str:
    """Write a number with at most one decimal: a tenth of a pixel cannot be seen."""
    text = f"{number:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _value(value: str | float) -> str:
    return escape(_NOT_IN_XML.sub("", value)) if isinstance(value, str) else short(value)
