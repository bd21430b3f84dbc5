"""The report as a PDF for paper and for screen readers, without a browser.

Made after PDF/UA-1 and PDF/A-2a: the compiler refuses a document that has no title, a figure
without a description, or headings that skip a level.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

import typst

from identiteitslab.figures.names import clean
from identiteitslab.report.content import Items, Table, Text
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from identiteitslab.figures.figure import Figure
    from identiteitslab.report.content import Block, Content, Section

REGIONS = {"nl": "NL", "en": "GB"}
WIDTH_CM, HEIGHT_CM = 17.0, 19.5
"""Room for a figure on a page."""

LONGEST = 40
"""Longer words may be broken anywhere: they would run out of their column."""

DRAWN = (
    (0x20, 0x7E), (0xA0, 0x377), (0x384, 0x38A), (0x38C, 0x38C), (0x38E, 0x3A1), (0x3A3, 0x45F),
    (0x490, 0x491), (0x5D0, 0x5EA), (0x1E00, 0x1EFF), (0x2000, 0x2040), (0x2044, 0x2052),
    (0x2054, 0x206F), (0x2074, 0x208E), (0x20A0, 0x20BF), (0x2122, 0x2122), (0x2190, 0x22FF),
    (0x25A0, 0x25FF), (0x2713, 0x2713), (0x2717, 0x2717),
)  # fmt: skip
"""Signs that the typefaces inside the compiler hold; no typeface of the computer is used."""

MISSING = "\N{REPLACEMENT CHARACTER}"
"""What a figure shows for a sign that cannot be drawn: there is no room for its number."""

ZERO_WIDTH = "\N{ZERO WIDTH SPACE}"

_LONG = re.compile(rf"\S{{{LONGEST},}}")
_NOT_DRAWN = re.compile("[^" + "".join(f"{chr(a)}-{chr(b)}" for a, b in DRAWN) + "]")
_VARIATION = re.compile("[\ufe00-\ufe0f]")
_NUMBERED = re.compile(r"\[U\+[0-9A-F]{4,6}\]")
_FONT = re.compile(r'font-family="[^"]*"')
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def pdf(content: Content) -> bytes:
    """Print as PDF; the same content gives the same bytes."""
    day = dt.datetime.combine(content.day, dt.time(), dt.UTC)
    with as_file(files("identiteitslab.report.print").joinpath("typst")) as folder:
        made = typst.compile(
            folder / "report.typ",
            root=folder,
            format="pdf",
            sys_inputs={"report": json.dumps(_with_notice(_document(content)))},
            pdf_standards=["ua-1", "a-2a"],
            ignore_system_fonts=True,
            timestamp=int(day.timestamp()),
        )
    return bytes(made)


def printable(text: str) -> str:
    """Give a text as one line of signs that can be drawn; a word too long for a line may break.

    Of any other sign its number is shown, as Unicode writes it: names stay apart, and can be
    looked up.
    """
    return _LONG.sub(_breakable, _NOT_DRAWN.sub(_number, clean(text)))


def _number(sign: re.Match[str]) -> str:
    return "" if _VARIATION.match(sign[0]) else f"[U+{ord(sign[0]):04X}]"


def _breakable(word: re.Match[str]) -> str:
    signs, step = word[0], LONGEST // 4
    return ZERO_WIDTH.join(signs[at : at + step] for at in range(0, len(signs), step))


def _with_notice(document: dict[str, Any]) -> dict[str, Any]:
    """Say so where a sign stands as its number."""
    if not _NUMBERED.search(json.dumps(document)):
        return document
    return document | {"stamp": f"{document['stamp']} {say('report.signs', document['lang'])}"}


def _document(content: Content) -> dict[str, Any]:
    lang = content.lang
    numbers = say("report.page", lang, page="\0", pages="\0").split("\0")
    return {
        "kind": content.kind,
        "lang": lang,
        "region": REGIONS[lang],
        "title": printable(content.title),
        "subtitle": printable(content.subtitle),
        "band": printable(content.band),
        "lead": printable(content.lead),
        "stamp": printable(content.stamp),
        "foot": f"Identiteitslab {content.evaluation}",
        "page": numbers,
        "contents": say("report.contents", lang),
        "day": [content.day.year, content.day.month, content.day.day],
        "sections": [_section(one) for one in content.sections],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "title": printable(section.title),
        "blocks": [_block(one) for one in section.blocks],
        "parts": [_section(one) for one in section.parts],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Text():
            return {"kind": "text", "text": printable(block.text), "tone": block.tone}
        case Items():
            return {"kind": "items", "items": [printable(one) for one in block.items]}
        case Table():
            return {"kind": "table", **_table(block)}
    return {"kind": "picture", **_figure(block.figure), "table": _table(block.table)}


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": printable(table.title),
        "note": printable(table.note),
        "apart": table.apart,
        "columns": [
            {"name": printable(one.name), "width": one.width, "right": one.right}
            for one in table.columns[table.grouped :]
        ],
        "rows": list(_rows(table)),
    }


def _rows(table: Table) -> Iterator[list[str]]:
    """Yield rows; where they are grouped, a row of one cell names each group."""
    group = None
    for row in table.rows:
        if table.grouped and row[0].text != group:
            group = row[0].text
            yield [printable(group)]
        yield [printable(cell.text) for cell in row[table.grouped :]]


def _figure(figure: Figure) -> dict[str, Any]:
    drawn = figure.svg("light")
    size = _SIZE.search(drawn)
    ratio = float(size[1]) / float(size[2]) if size else 1.0
    return {
        "title": printable(figure.title),
        "conclusion": printable(figure.conclusion),
        "reading": printable(figure.reading),
        "alt": clean(figure.alt),
        "svg": _FONT.sub('font-family="Libertinus Serif"', _NOT_DRAWN.sub(MISSING, drawn)),
        "width": min(WIDTH_CM, HEIGHT_CM * ratio),
    }
