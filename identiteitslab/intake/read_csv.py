"""Read a csv table as blocks of text, with the physical line on which each row starts."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from identiteitslab.errors import Fault, LabError, Where, fail
from identiteitslab.intake.block import Block, Column, Problem, from_arrow, from_cells
from identiteitslab.intake.columns import ALWAYS, TABLE
from identiteitslab.intake.fold import fold
from identiteitslab.intake.header import Header, match

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

DELIMITERS = (";", ",", "\t")
BLOCK_BYTES = 1 << 24
BLOCK_ROWS = 50_000
OVERFLOW = ""
"""Name of the column that holds what stands beyond the last header, for the search for people."""

_BLANK_LINE = re.compile(rb"(?:^|\n)\r?\n")
_LOOSE_QUOTE = re.compile(rb'[^;,\t\r\n"]"[^;,\t\r\n"]|(?:^|[;,\t\n])""[^;,\t\r\n"]')
_HINT = re.compile(r"\s*\"?sep=(.)\"?\s*", re.IGNORECASE)


class Irregular(Exception):  # noqa: N818 - not an error: the exact reader takes over
    """The fast reader cannot know the physical lines of this table."""


@dataclass(frozen=True)
class Sheet:
    """A csv table whose header has been read.

    ``body`` holds the rows as UTF-8 without the line ends at the very end; ``first`` is the
    physical line on which they start.
    """

    body: memoryview
    delimiter: str
    names: tuple[str, ...]
    header: Header
    first: int
    where: Where


def open_csv(text: bytes, where: Where) -> Sheet:
    """Read the header of a csv table, which also decides what separates its cells.

    Raises
    ------
    LabError
        The header is broken, or there is none.
    """
    skip = _leading(text)
    readings = [_first_record(text, skip, delimiter, where) for delimiter in DELIMITERS]
    matches = [match(names, TABLE, ALWAYS, where) for names, _ in readings]
    best = max(range(len(DELIMITERS)), key=lambda option: len(matches[option].columns))
    names, lines = readings[best]
    start = _after_lines(text, skip + lines)
    header_where = Where(where.file, where.sheet, skip + lines)
    return Sheet(
        body=memoryview(text)[start : max(start, len(text.rstrip(b"\r\n")))],
        delimiter=DELIMITERS[best],
        names=names,
        header=match(names, TABLE, ALWAYS, header_where),
        first=skip + lines + 1,
        where=where,
    )
