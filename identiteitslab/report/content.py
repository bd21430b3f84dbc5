"""What a report says, before anybody prints it: sections of text, tables and figures.

A printer decides how it looks and may add nothing; so the PDF, the page, the workbook and the
account all say the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from identiteitslab.figures.figure import Figure
    from identiteitslab.text.lookup import Lang

Kind = Literal["note", "full"]
Tone = Literal["plain", "strong", "quiet"]


@dataclass(frozen=True)
class Cell:
    """A cell as people read it, with the numbers behind it for a spreadsheet."""

    text: str
    numbers: tuple[float, ...] = ()


@dataclass(frozen=True)
class Column:
    """A column; ``parts`` names the numbers of a cell that holds more than one.

    ``width`` is its share of the width of a page, beside the other columns.
    """

    name: str
    width: float = 1.0
    parts: tuple[str, ...] = ()
    right: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under columns; the first cell of a row names it.

    Attributes
    ----------
    id
        The same in every language; the workbook and the account name it so.
    source
        The function that its numbers come from.
    note
        How to read it.
    apart
        From this row on solutions no longer take part; -1 where all do.
    grouped
        Rows with the same first cell stand together, and paper names it once.
    """

    id: str
    title: str
    source: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    apart: int = -1
    grouped: bool = False


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True)
class Items:
    """A list without order."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """A figure with the table of the same numbers."""

    figure: Figure
    table: Table


Block = Text | Items | Table | Picture


@dataclass(frozen=True)
class Section:
    """A heading with what stands under it."""

    title: str
    blocks: tuple[Block, ...] = ()
    parts: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Content:
    """A whole report.

    Attributes
    ----------
    band
        What every page says of made-up data; empty for real data.
    lead
        The conclusion.
    stamp
        What it was made from.
    """

    kind: Kind
    lang: Lang
    title: str
    subtitle: str
    band: str
    lead: str
    stamp: str
    day: dt.date
    evaluation: str
    sections: tuple[Section, ...] = field(repr=False)

    def tables(self) -> Iterator[Table]:
        """Give all tables in order, those of figures too."""
        for block in self.blocks():
            if isinstance(block, Table):
                yield block
            elif isinstance(block, Picture):
                yield block.table

    def figures(self) -> Iterator[Figure]:
        """Give all figures in order."""
        return (block.figure for block in self.blocks() if isinstance(block, Picture))

    def blocks(self) -> Iterator[Block]:
        """Give everything under all headings, in order."""
        for section in self.sections:
            yield from _blocks(section)


def _blocks(section: Section) -> Iterator[Block]:
    yield from section.blocks
    for part in section.parts:
        yield from _blocks(part)
