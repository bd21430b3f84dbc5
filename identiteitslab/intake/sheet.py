"""A sheet of a workbook as text, with what its cells do not show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pyarrow as pa
import pyarrow.compute as pc

from identiteitslab.intake.block import Column, from_trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NO_VALUE = "#FORMULE!"
CELL_ERROR = "#FOUT!"
"""Stand where a reader of cells would show nothing at all."""

_P = rb"(?:\w+:)?"
_Q = rb"[\"']"
_FORMULA = re.compile(
    rb"<" + _P + rb"c\b([^>]*)>\s*<" + _P + rb"f\b(?:[^>]*/>|[^>]*>[^<]*</" + _P + rb"f>)\s*"
    rb"(?:<" + _P + rb"v\b[^>]*>([^<]*)</" + _P + rb"v>|<" + _P + rb"v\s*/>)?"
)
_ERROR = re.compile(rb"<" + _P + rb"c\b([^>]*\bt\s*=\s*" + _Q + rb"e" + _Q + rb"[^>]*)>")
_ERROR_MARKS = (b'"e"', b"'e'", b"\"e'", b"'e\"")
_ADDRESS = re.compile(rb"\br\s*=\s*" + _Q + rb"([A-Za-z]+)([0-9]+)" + _Q)
_NOT_NUMBER = re.compile(rb"\bt\s*=\s*" + _Q + rb"(?!n)")
_PERCENT_FORMATS = frozenset({"9", "10"})
_ONLY_SHOWN = re.compile(r"\"[^\"]*\"|\\.")
_TEXT_TYPE = re.compile(rb"\bt\s*=\s*" + _Q + rb"str" + _Q)
_HIDDEN = re.compile(rb"<" + _P + rb"(?:row|col)\b[^>]*\bhidden\s*=\s*" + _Q + rb"(?:1|true)" + _Q)
_RECALCULATE = re.compile(rb"\bfullCalcOnLoad\s*=\s*" + _Q + rb"(?:1|true)" + _Q)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class Sheet:
    """The cells of a sheet, column by column from A1, and how the sheet looks.

    ``merged`` are ranges of cells as (first row, first column), (last row, last column), from 0;
    ``hidden_parts`` counts hidden rows and columns.
    """

    name: str
    visible: bool
    columns: tuple[list[str], ...]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...]
    hidden_parts: int

    @property
    def height(self) -> int:
        """How many rows the sheet has, from the first one on."""
        return len(self.columns[0]) if self.columns else 0

    @property
    def top(self) -> int:
        """Where the headers stand: the first row with content, counted from 0."""
        return next((n for n in range(self.height) if any(map(str.strip, self.row(n)))), 0)

    def row(self, number: int) -> list[str]:
        """Give the cells of a row, counted from 0."""
        return [column[number] for column in self.columns]

    def column(self, position: int, first: int = 0) -> Column:
        """Give a column, counted from 0, from its row ``first`` on."""
        start = position * self.height
        return from_trimmed(self._cells[start + first : start + self.height])

    @cached_property
    def _cells(self) -> pa.StringArray:
        """All cells, column after column: one long list costs less than many short ones."""
        cells = pa.array(chain.from_iterable(self.columns), pa.string())
        return pc.utf8_trim_whitespace(cells)


def sheet_parts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Find the XML of each sheet by the name of the sheet.

    Raises
    ------
    xml.etree.ElementTree.ParseError
        The workbook's own list of sheets is broken.
    """
    relations = parts.get("xl/_rels/workbook.xml.rels", b"<none/>")
    targets = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in ET.fromstring(relations)  # noqa: S314 - the gate refused any DOCTYPE
    }
    book = ET.fromstring(parts["xl/workbook.xml"])  # noqa: S314 - idem
    return {
        sheet.get("name", ""): parts.get(_path(targets.get(_relation(sheet), "")), b"")
        for sheet in book.iter()
        if sheet.tag.endswith("}sheet")
    }


def recalculates(parts: Mapping[str, bytes]) -> bool:
    """Tell whether the program that wrote the workbook left its formulas to be computed later.

    Such a program writes 0 where the outcome of a formula belongs.
    """
    return _RECALCULATE.search(parts["xl/workbook.xml"]) is not None


def hidden_parts(part: bytes) -> int:
    """Count hidden rows and groups of hidden columns."""
    return len(_HIDDEN.findall(part))


def silent_cells(part: bytes, *, trust_zeros: bool) -> Iterator[tuple[int, int, str]]:
    """Find cells that hold something but show nothing: (row, column, what it is), from 0."""
    if b"<f" in part or b":f" in part:
        for found in _FORMULA.finditer(part):
            computed = found[2] or _TEXT_TYPE.search(found[1])
            if not computed or (found[2] == b"0" and not trust_zeros):
                yield (*_address(found[1]), NO_VALUE)
    if any(mark in part for mark in _ERROR_MARKS):
        for found in _ERROR.finditer(part):
            yield (*_address(found[1]), CELL_ERROR)


def percent_styles(styles: bytes) -> frozenset[int]:
    """Find the styles in which a cell shows a percentage: its number is a hundredth of that.

    Raises
    ------
    xml.etree.ElementTree.ParseError
        The workbook's own list of styles is broken.
    """
    root = ET.fromstring(styles)  # noqa: S314 - the gate refused any DOCTYPE
    own = {
        each.get("numFmtId", "")
        for each in root.iterfind("{*}numFmts/{*}numFmt")
        if "%" in _ONLY_SHOWN.sub("", each.get("formatCode", ""))
    }
    used = enumerate(root.iterfind("{*}cellXfs/{*}xf"))
    return frozenset(n for n, style in used if style.get("numFmtId") in own | _PERCENT_FORMATS)


def percent_cells(part: bytes, styles: frozenset[int]) -> Iterator[tuple[int, int, str]]:
    """Find numbers that show as a percentage: (row, column, what it shows), from 0."""
    if not styles:
        return
    listed = b"|".join(str(style).encode() for style in sorted(styles))
    cell = re.compile(
        rb"<" + _P + rb"c\b([^>]*\bs\s*=\s*" + _Q + rb"(?:" + listed + rb")" + _Q + rb"[^>]*)>\s*"
        rb"(?:<" + _P + rb"f\b(?:[^>]*/>|[^>]*>[^<]*</" + _P + rb"f>)\s*)?"
        rb"<" + _P + rb"v\b[^>]*>([^<]*)</"
    )
    for found in cell.finditer(part):
        if not _NOT_NUMBER.search(found[1]):
            yield (*_address(found[1]), f"{100 * float(found[2]):.10g}%".replace(".", ","))


def _address(attributes: bytes) -> tuple[int, int]:
    found = _ADDRESS.search(attributes)
    if found is None:
        raise ValueError("a cell without an address")
    column = 0
    for sign in found[1].upper():
        column = column * 26 + sign - ord("A") + 1
    return int(found[2]) - 1, column - 1


def _relation(sheet: ET.Element) -> str:
    strict = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
    return sheet.get(_RELATION) or sheet.get(strict) or ""


def _path(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
