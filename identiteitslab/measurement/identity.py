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
    keys: list[tuple[str, Any]] = []
    words: list[Codes] = []
    room = 0
    # One by one: as whole numbers all columns together would take more room than the rows.
    for name in CONTENT:
        column = _column(rows[name])
        keys.append((name, column.key))
        room = _pack(words, room, column)
    digest = hashlib.sha256(json.dumps([ROW_VERSION, len(rows), keys]).encode())
    for word in _in_order(words):
        digest.update(word.astype("<u8", copy=False).data)
    return digest.hexdigest()


def _column(column: pa.ChunkedArray) -> _Column:
    if pa.types.is_string(column.type):
        column = column.dictionary_encode()
    cells = column.combine_chunks()
    return _texts(cells) if pa.types.is_dictionary(cells.type) else _numbers(cells)


def _texts(cells: pa.DictionaryArray) -> _Column:
    texts = cells.dictionary.to_pylist()
    indices = cells.indices.to_numpy(zero_copy_only=False)
    there = np.flatnonzero(np.bincount(indices, minlength=len(texts))).tolist()
    occurring = sorted({texts[at] for at in there})
    known = {text: place for place, text in enumerate(occurring)}
    if len(known) <= 1:
        return _Column(np.zeros(len(cells), dtype=np.uint64), 0, occurring)
    place = np.array([known.get(text, 0) for text in texts], dtype=np.uint64)
    return _Column(place[indices], len(known) - 1, occurring)


def _numbers(cells: pa.Array) -> _Column:
    if pa.types.is_date32(cells.type):
        cells = cells.cast(pa.int32())
    whole = cells.cast(pa.int64())
    limits = pc.min_max(whole).as_py()
    if limits["min"] is None:
        return _Column(np.zeros(len(cells), dtype=np.uint64), 0, None)
    lowest, highest = limits["min"], limits["max"]
    if lowest == highest and not whole.null_count:
        return _Column(np.ones(len(cells), dtype=np.uint64), 1, lowest)
    values = pc.fill_null(whole, lowest).to_numpy(zero_copy_only=False)
    # Wraps around on purpose: the distance of any two whole numbers fits.
    codes = values.view(np.uint64) - np.uint64((lowest - 1) % (1 << WORD))
    if whole.null_count:
        codes[pc.is_null(whole).to_numpy(zero_copy_only=False)] = 0
    return _Column(codes, highest - lowest + 1, lowest)


def _pack(words: list[Codes], room: int, column: _Column) -> int:
    """Put a column behind the others in the last word of each row, or else in a new one.

    Gives how many bits of that word are still free.
    """
    bits = column.most.bit_length()
    if bits > room:
        words.append(np.zeros(len(column.codes), dtype=np.uint64))
        room = WORD
    if bits:
        words[-1] <<= np.uint64(bits % WORD)
        words[-1] |= column.codes
    return room - bits


def _in_order(words: Sequence[Codes]) -> list[Codes]:
    """Sort rows by their words."""
    if len(words) <= 1:
        return [np.sort(word) for word in words]
    order = np.lexsort(tuple(reversed(words)))
    return [word[order] for word in words]
