"""Read a csv table as blocks of text, with the physical line on which each row starts."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from identiteitslab.errors import Where, fail
from identiteitslab.intake.block import Block, Column, Problem, from_arrow, from_cells
from identiteitslab.intake.columns import ALWAYS, TABLE
from identiteitslab.intake.header import Header, match
from identiteitslab.intake.regular import regular_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from identiteitslab.intake.block import Codes

DELIMITERS = (";", ",", "\t")
BLOCK_BYTES = 1 << 24
BLOCK_ROWS = 50_000
OVERFLOW = ""
"""Name of the column that holds what stands beyond the last header, for the search for people."""

HEAD_BYTES = 1 << 16
"""The header must end within this."""

MOST_COLUMNS = 1_000
"""No table of measurements is wider; each column takes time of its own."""

_HINT = re.compile(r"\s*\"?sep=.\"?\s*", re.IGNORECASE)


class Irregular(Exception):  # noqa: N818 - not an error: the exact reader takes over
    """The fast reader cannot know the physical lines of this table."""


@dataclass(frozen=True)
class CsvTable:
    """A csv table whose header has been read; its rows are ``text[start:end]``.

    ``first`` is the physical line on which the rows start. Who has read all rows may close
    ``text``, so that a large file and its rows are not there together.
    """

    text: io.BytesIO
    start: int
    end: int
    first: int
    delimiter: str
    names: tuple[str, ...]
    header: Header
    where: Where


def open_csv(text: bytes, where: Where) -> CsvTable:
    """Read the header of a csv table, which also decides what separates its cells.

    Raises
    ------
    LabError
        ``csv-broken`` or ``cell-too-long``: the header itself cannot be read; ``file-too-heavy``:
        there are too many columns.
    """
    head = text[:HEAD_BYTES].decode(errors="ignore")
    skip = _leading(head)
    records = [_first_record(head, skip, delimiter) for delimiter in DELIMITERS]
    if any(len(names) > MOST_COLUMNS for names, _ in records):
        raise fail("file-too-heavy", Where(where.file, where.sheet, skip + 1))
    matches = [
        match(names, TABLE, ALWAYS, Where(where.file, where.sheet, skip + lines))
        for names, lines in records
    ]
    best = max(range(len(DELIMITERS)), key=lambda option: len(matches[option].columns))
    names, lines = records[best]
    if not lines:
        raise fail("csv-broken", Where(where.file, where.sheet, skip + 1))
    start = _after_lines(text, skip + lines)
    return CsvTable(
        text=io.BytesIO(text),
        start=start,
        end=max(start, _before_line_ends(text)),
        first=skip + lines + 1,
        delimiter=DELIMITERS[best],
        names=names,
        header=matches[best],
        where=where,
    )


def fast_blocks(table: CsvTable) -> Iterator[Block]:
    """Read the rows by Arrow's own reader.

    Raises
    ------
    Irregular
        A blank line, a cell of several lines or a row of another width: only ``exact_blocks``
        knows the lines then. A cell without end: only ``exact_blocks`` refuses it.
    """
    if table.start == table.end:
        return
    rows = regular_rows(table.text.getvalue(), table.start, table.end, table.delimiter)
    if rows is None:
        raise Irregular
    line = table.first
    try:
        for batch in _batches(table):
            lines = np.arange(line, line + batch.num_rows, dtype=np.int32)
            line += batch.num_rows
            columns = [from_arrow(column) for column in batch.columns]
            if any(column.longest > csv.field_size_limit() for column in columns):
                raise Irregular
            yield _block(table.header, columns, lines)
    except pa.ArrowInvalid:
        raise Irregular from None
    if line - table.first != rows:
        raise Irregular


def exact_blocks(table: CsvTable) -> Iterator[Block]:
    """Read the rows one by one: slower, but with the true line of each.

    Raises
    ------
    LabError
        ``csv-broken`` or ``cell-too-long``.
    """
    lines = records(table)
    while chunk := list(islice(lines, BLOCK_ROWS)):
        yield _exact_block(table, chunk)


def records(table: CsvTable) -> Iterator[tuple[int, list[str]]]:
    """Give the cells of each row with the physical line on which it starts.

    Raises
    ------
    LabError
        ``csv-broken`` or ``cell-too-long``.
    """
    body = io.BytesIO(table.text.getvalue()[table.start : table.end])
    lines = io.TextIOWrapper(body, "utf-8", newline="")
    reader = csv.reader(lines, delimiter=table.delimiter, strict=True)
    start = table.first
    try:
        for record in reader:
            yield start, record
            start = table.first + reader.line_num
    except csv.Error as error:
        code = "cell-too-long" if "limit" in str(error) else "csv-broken"
        raise fail(code, Where(table.where.file, table.where.sheet, start)) from None


def _batches(table: CsvTable) -> pa_csv.CSVStreamingReader:
    body = pa.py_buffer(memoryview(table.text.getvalue())[table.start : table.end])
    columns = [str(position) for position in range(len(table.names))]
    text = pa.dictionary(pa.int32(), pa.string())
    return pa_csv.open_csv(
        pa.BufferReader(body),
        pa_csv.ReadOptions(block_size=BLOCK_BYTES, column_names=columns),
        pa_csv.ParseOptions(delimiter=table.delimiter),
        pa_csv.ConvertOptions(
            check_utf8=False,  # the decoder has seen to it
            column_types=dict.fromkeys(columns, text),
            strings_can_be_null=False,
            null_values=[],
        ),
    )


def _exact_block(table: CsvTable, chunk: Sequence[tuple[int, list[str]]]) -> Block:
    width = len(table.names)
    widths = {line: len(cells) for line, cells in chunk if len(cells) != width}
    rows = [cells if len(cells) == width else _fitted(cells, width) for _, cells in chunk]
    columns = [from_cells(cells) for cells in zip(*rows, strict=True)]
    beyond = from_cells([" ".join(cells[width:]).strip() for _, cells in chunk])
    lines = np.array([line for line, _ in chunk], dtype=np.int32)
    block = _block(table.header, columns, lines, beyond)
    short = np.array([line for line, found in widths.items() if found < width], dtype=np.int32)
    wrong = np.isin(block.lines, np.r_[lines[beyond.filled], short])
    ragged = np.flatnonzero(wrong).astype(np.int32)
    facts = [
        {"found": str(widths[line]), "expected": str(width)}
        for line in block.lines[ragged].tolist()
    ]
    problem = Problem("row-width", "", ragged, facts, decides=True)
    return replace(block, problems=(problem,) if facts else ())


def _fitted(cells: list[str], width: int) -> list[str]:
    return cells[:width] + [""] * (width - len(cells))


def _block(
    header: Header, columns: Sequence[Column], lines: Codes, beyond: Column | None = None
) -> Block:
    other = {name: columns[position] for name, position in header.other.items()}
    block = Block(
        sheet="",
        columns={name: columns[position] for name, position in header.columns.items()},
        lines=lines,
        other=other if beyond is None else {**other, OVERFLOW: beyond},
    )
    return block.without(~block.content).without_examples("gemeente")


def _leading(head: str) -> int:
    """Count the lines before the header: blank ones, and the hint that Excel leaves."""
    skip = 0
    for line in io.StringIO(head, newline=""):
        if line.strip() and not _HINT.fullmatch(line):
            break
        skip += 1
    return skip


def _first_record(head: str, skip: int, delimiter: str) -> tuple[tuple[str, ...], int]:
    """Give the first record and its number of lines: none where quotes are not right."""
    lines = islice(io.StringIO(head, newline=""), skip, None)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        names = next(reader, [])
    except csv.Error:
        return (), 0
    return tuple(names), reader.line_num


def _after_lines(text: bytes, count: int) -> int:
    position = 0
    for _ in range(count):
        end = text.find(b"\n", position)
        position = len(text) if end < 0 else end + 1
    return position


def _before_line_ends(text: bytes) -> int:
    end = len(text)
    while end and text[end - 1] in b"\r\n":
        end -= 1
    return end
