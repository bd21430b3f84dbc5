"""What a delivery is: the rows it says, whatever their order, their container or their encoding."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from identiteitslab.measurement.row import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Codes = NDArray[np.uint64]

ROW_VERSION = "rows-2"
"""Changes when the schema or the canonical form changes; part of every hash of rows."""

CONTENT = tuple(name for name in SCHEMA.names if name != "source_row")
"""What a row says; where it stood in its file is not part of its identity."""

WORD = 64


class _Column(NamedTuple):
    """Cells as whole numbers from 0 on, and what it takes to read them back."""

    codes: Codes
    most: int
    key: Any


def content_hash(rows: pa.Table) -> str:
    """Identify a delivery by what it says.

    The same rows in another container, order or encoding give the same hash.

    Parameters
    ----------
    rows
        Canonical rows, any order.

    Returns
    -------
    str
        sha256 over a line of JSON and the rows. The line names the version, how many rows there
        are, and for each column what its numbers stand for: texts by their place among those that
        occur, in the order of their characters; numbers by their distance from one below the
        lowest, with 0 for an empty cell. In as many bits as the largest needs, the columns of a
        row stand after one another in words of 64 bits, none over the edge of a word. The words
        follow, the first ones of all rows first; rows are in the order of their words.
    """
    columns = [_column(rows[name]) for name in CONTENT]
    keys = [(name, column.key) for name, column in zip(CONTENT, columns, strict=True)]
    digest = hashlib.sha256(json.dumps([ROW_VERSION, len(rows), keys]).encode())
    for word in _in_order(_words(columns)):
        digest.update(word.astype("<u8", copy=False).data)
    return digest.hexdigest()


def _column(column: pa.ChunkedArray) -> _Column:
    cells = column.combine_chunks()
    if pa.types.is_dictionary(cells.type):
        cells = cells.dictionary_decode()
    return _texts(cells) if pa.types.is_string(cells.type) else _numbers(cells)


def _texts(cells: pa.StringArray) -> _Column:
    coded = cells.dictionary_encode()
    texts = coded.dictionary.to_pylist()
    order = sorted(range(len(texts)), key=texts.__getitem__)
    place = np.zeros(len(texts), dtype=np.uint64)
    place[order] = np.arange(len(texts), dtype=np.uint64)
    codes = place[coded.indices.to_numpy(zero_copy_only=False)]
    return _Column(codes, max(len(texts) - 1, 0), [texts[at] for at in order])


def _numbers(cells: pa.Array) -> _Column:
    if pa.types.is_date32(cells.type):
        cells = cells.cast(pa.int32())
    whole = cells.cast(pa.int64())
    limits = pc.min_max(whole).as_py()
    if limits["min"] is None:
        return _Column(np.zeros(len(cells), dtype=np.uint64), 0, None)
    lowest, highest = limits["min"], limits["max"]
    values = pc.fill_null(whole, lowest).to_numpy(zero_copy_only=False)
    # Wraps around on purpose: the distance of any two whole numbers fits.
    codes = values.astype(np.uint64) - np.uint64((lowest - 1) % (1 << WORD))
    if whole.null_count:
        codes[pc.is_null(whole).to_numpy(zero_copy_only=False)] = 0
    return _Column(codes, highest - lowest + 1, lowest)


def _words(columns: Sequence[_Column]) -> list[Codes]:
    """Put the columns of each row after one another, in as few words as they fit in."""
    words: list[Codes] = []
    room = 0
    for column in columns:
        bits = column.most.bit_length()
        if bits > room:
            words.append(np.zeros(len(column.codes), dtype=np.uint64))
            room = WORD
        if bits:
            words[-1] <<= np.uint64(bits % WORD)
            words[-1] |= column.codes
            room -= bits
    return words


def _in_order(words: Sequence[Codes]) -> list[Codes]:
    """Sort rows by their words."""
    if len(words) <= 1:
        return [np.sort(word) for word in words]
    order = np.lexsort(tuple(reversed(words)))
    return [word[order] for word in words]
