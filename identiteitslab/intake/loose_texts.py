"""The texts of a workbook that no cell shows: comments, properties, caches, prompts, formulas."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_RUN = re.compile(
    r"</?(?:\w+:)?(?:t|r|rPr|rPh|b|i|u|sz|color|rFont|family|charset|scheme|strike|vertAlign|latin"
    r"|solidFill|srgbClr)\b[^>]*>"
)
"""Tags within a sentence: a value may be cut in pieces by its lay-out."""

_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(
    r"\b(?:v|name|caption|prompt|promptTitle|error|errorTitle|display|tooltip|displayName|userId"
    r"|descr|title|alt)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')"
)
_MAIL = re.compile(r"mailto:([^\"'?]*)")
_NO_TEXT = re.compile(r"xl/(styles\.xml|theme/.*|calcchain\.xml)|\[content_types\]\.xml")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*>([^<]*)<")
_QUOTED = re.compile(rb"\"|&quot;")
_CELLS = (b"<sheetData", b"</sheetData>")


def loose_texts(parts: Mapping[str, bytes]) -> Iterator[tuple[str, list[str]]]:
    """Give for each part of a workbook its texts outside cells."""
    for name, part in parts.items():
        if _NO_TEXT.fullmatch(name.casefold()):
            continue
        xml = _without_cells(part).decode("utf-8", errors="replace")
        texts = _MAIL.findall(xml) if name.casefold().endswith(".rels") else _texts(xml)
        if found := sorted({html.unescape(text).strip() for text in texts} - {""}):
            yield name, found


def _texts(xml: str) -> list[str]:
    between = _TAG.sub("\n", _RUN.sub("", xml)).split("\n")
    inside = [first or second for first, second in _ATTRIBUTE.findall(xml)]
    return between + inside


def _without_cells(part: bytes) -> bytes:
    start, end = (part.find(tag) for tag in _CELLS)
    if min(start, end) < 0:
        return part
    formulas = [found for found in _FORMULA.findall(part, start, end) if _QUOTED.search(found)]
    return b"\n".join([part[:start], *formulas, part[end:]])
