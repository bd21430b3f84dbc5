"""Delivered rows as text, column by column: what every reader gives and every check takes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from identiteitslab.intake.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Codes = NDArray[np.int32]
    Mask = NDArray[np.bool_]
    Places = NDArray[np.intp]

Scalar = TypeVar("Scalar", bound=np.generic)

EXAMPLE = "voorbeeld"
_MEASURED = ("waarde", "afgebroken")
"""The columns of the table that a sheet with a column an indicator has for each of them."""


@dataclass(frozen=True)
class Column:
    """Cells of one column: the texts that occur, trimmed, and which row has which.

    A grammar then reads each text once, however often it occurs.
    """

    texts: pa.StringArray
    codes: Codes

    def at(self, row: int) -> str:
        """Give the text of one cell."""
        text: str = self.texts[int(self.codes[row])].as_py()
        return text

    def part(self, rows: Codes | Places | Mask) -> Column:
        """Give some of the cells, with only the texts that occur in them."""
        codes = self.codes[rows]
        occurs = np.zeros(len(self.texts), dtype=np.bool_)
        occurs[codes] = True
        if occurs.all():
            return Column(self.texts, codes)
        renumbered = np.cumsum(occurs, dtype=np.int32) - 1
        return Column(self.texts.filter(pa.array(occurs)), renumbered[codes])

    def spread(self, values: NDArray[Scalar]) -> NDArray[Scalar]:
        """Give each cell what its text says; ``values`` has an element a text."""
        if len(self.texts) == 1:
            return np.full(len(self.codes), values[0])
        return values[self.codes]

    def cells(self) -> list[str]:
        """Give the text of every cell."""
        listed: list[str] = self.texts.take(pa.array(self.codes)).to_pylist()
        return listed

    @property
    def longest(self) -> int:
        """How many bytes the longest text has."""
        return pc.max(pc.binary_length(self.texts)).as_py() or 0

    @cached_property
    def filled(self) -> Mask:
        """Tell which cells are not empty."""
        given = pc.binary_length(self.texts).to_numpy(zero_copy_only=False) > 0
        if len(given) and given.all() == given.any():
            return np.full(len(self.codes), given[0])
        return self.spread(given)


@dataclass(frozen=True)
class Problem:
    """One kind of thing wrong in some rows of a block.

    ``facts`` holds for each row of ``rows`` what its message needs. A problem that ``decides`` is
    the only one to tell: whatever else is wrong with the row follows from it.
    """

    code: str
    column: str
    rows: Codes
    facts: Sequence[Mapping[str, str]]
    decides: bool = False


@dataclass(frozen=True)
class Block:
    """Some delivered rows.

    Attributes
    ----------
    sheet
        Name of the sheet; empty for csv.
    columns
        Columns by their name in ``columns.TABLE``; a column left out is empty.
    lines
        Physical line or sheet row on which each row starts, counted from 1.
    other
        Columns that we do not know: only looked at for personal data, then dropped.
    labels
        How the file calls a column where that differs from ``columns.TABLE``.
    wide
        The file has a column an indicator: each row stood in the column of its own.
    problems
        What the reader already found wrong.
    blank
        How many rows without content were left out.
    examples
        The lines of rows left out because they say that they are an example, although they are not
        where the template has its examples. Counted among the blank ones, too.
    """

    sheet: str
    columns: Mapping[str, Column]
    lines: Codes
    other: Mapping[str, Column] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    wide: bool = False
    problems: tuple[Problem, ...] = ()
    blank: int = 0
    examples: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.lines)

    def part(self, rows: Codes | Places | Mask) -> Block:
        """Give some of the rows. Only for rows that the reader found nothing wrong with."""
        return Block(
            sheet=self.sheet,
            columns={name: column.part(rows) for name, column in self.columns.items()},
            lines=self.lines[rows],
            other={name: column.part(rows) for name, column in self.other.items()},
            labels=self.labels,
            wide=self.wide,
        )

    def column(self, name: str) -> Column:
        """Give a column; an empty one if the file has none."""
        return self.columns[name] if name in self.columns else constant("", len(self))

    def label(self, name: str, row: int) -> str:
        """Give what the file calls the column in which a cell of a row stood."""
        if not self.wide or name not in _MEASURED:
            return self.labels.get(name, name)
        indicator = self.column("indicator").at(row)
        return indicator if name == "waarde" else f"{indicator} {name}"

    @property
    def content(self) -> Mask:
        """Tell which rows have any content."""
        found = np.zeros(len(self), dtype=np.bool_)
        for column in (*self.columns.values(), *self.other.values()):
            found |= column.filled
        return found

    def without(self, blank: Mask) -> Block:
        """Leave out blank rows and count them."""
        if not blank.any():
            return self
        left = self.blank + int(blank.sum())
        return replace(self.part(~blank), blank=left, examples=self.examples)

    def without_examples(self, first: str) -> Block:
        """Leave out the rows of the template that start with the word ``voorbeeld``.

        Those right under the headers are where the template put them; others are remembered, for
        they may be measurements that someone typed over an example.

        Parameters
        ----------
        first
            The column in which the word stands.
        """
        column = self.column(first)
        texts = [fold(text).startswith(EXAMPLE) for text in column.texts.to_pylist()]
        shown = column.spread(np.array(texts, dtype=np.bool_))
        untouched = np.logical_and.accumulate(shown)
        examples = (*self.examples, *self.lines[shown & ~untouched].tolist())
        return replace(self.without(shown), examples=examples)

    def plus(self, columns: Mapping[str, Column]) -> Block:
        """Add columns."""
        return replace(self, columns={**self.columns, **columns})


def constant(text: str, size: int) -> Column:
    """Make a column with the same text in each row."""
    return Column(pa.array([text], pa.string()), np.zeros(size, dtype=np.int32))


def stacked(columns: Sequence[Column]) -> Column:
    """Put columns under each other."""
    if not columns:
        return constant("", 0)
    before = np.cumsum([0, *(len(column.texts) for column in columns)], dtype=np.int32).tolist()
    codes = [column.codes + shift for column, shift in zip(columns, before, strict=False)]
    return Column(pa.concat_arrays([column.texts for column in columns]), np.concatenate(codes))


def from_cells(cells: Sequence[str]) -> Column:
    """Make a column from its cells."""
    return from_trimmed(pc.utf8_trim_whitespace(pa.array(cells, pa.string())))


def from_trimmed(cells: pa.StringArray) -> Column:
    """Make a column from cells without space around them."""
    coded = cells.dictionary_encode()
    return Column(coded.dictionary, coded.indices.to_numpy())


def from_arrow(column: pa.DictionaryArray) -> Column:
    """Make a column from Arrow's own dictionary."""
    texts = pc.utf8_trim_whitespace(column.dictionary)
    return Column(texts, column.indices.to_numpy(zero_copy_only=False).astype(np.int32, copy=False))
