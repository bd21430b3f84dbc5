"""The texts of a workbook that stand in no cell: comments, properties, caches, headers, prompts."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"</(?:\w+:)?(?:si|comment|threadedComment|p|s|item|r|v|t|text)>|<[^>]*/>")
_ATTRIBUTE = re.compile(
    r"\b(?:v|name|caption|prompt|promptTitle|error|errorTitle|display|tooltip|displayName|userId"
    r"|descr|title|alt|formula1)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')"
)
_MAIL = re.compile(r"mailto:([^\"'?]*)")
_BESIDE_CELLS = re.compile(
    r"<(?:\w+:)?(?:oddHeader|oddFooter|evenHeader|evenFooter|firstHeader|firstFooter|formula1"
    r")[^>]*>([^<]*)<|<(?:\w+:)?(?:dataValidation|hyperlink)\b[^>]*>"
)
_STYLING = re.compile(r"xl/(styles|theme/.*)\.xml|\[content_types\]\.xml|.*printersettings.*")
_PEOPLE = re.compile(rb"<(dc:creator|cp:lastModifiedBy)>[^<]*</\1>|<author>[^<]*</author>")
"""Every program writes the maker's name here. It is never stored; an address in it still shows."""


def loose_texts(parts: Mapping[str, bytes]) -> Iterator[tuple[str, list[str]]]:
    """Give for each part of a workbook its texts outside cells."""
    for name, part in parts.items():
        folded = name.casefold()
        if _STYLING.fullmatch(folded):
            continue
        if folded.endswith(".rels"):
            texts = _MAIL.findall(_decoded(part))
        elif b"sheetData" in part:
            texts = _beside_cells(_decoded(_without_cells(part)))
        else:
            texts = _all_texts(_decoded(part))
        if found := sorted({text.strip() for text in texts} - {""}):
            yield name, found
