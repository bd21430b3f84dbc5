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
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    Codes = NDArray[np.uint64]

ROW_VERSION = "rows-2"
"""Changes when the schema or the canonical form changes; part of every hash of rows."""

CONTENT = tuple(name for name in SCHEMA.names if name != "source_row")
"""What a row says; where it stood in its file is not part of its identity."""

_AS_NUMBER = {pa.date32(): pa.int32(), pa.bool_(): pa.int8()}

WORD = 64
PIECE = 1 << 18
"""So many rows are turned into numbers at a time: more would take more room than the rows."""


class _Column(NamedTuple):
    """Cells as whole numbers from 0 on, piece by piece, and what it takes to read them back."""

    codes: Iterable[Codes]
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
    for name in CONTENT:
        column = _column(rows[name])
        keys.append((name, column.key))
        room = _pack(words, room, column, len(rows))
    digest = hashlib.sha256(json.dumps([ROW_VERSION, len(rows), keys]).encode())
    for word in _in_order(words):
        digest.update(word.astype("<u8", copy=False).data)
    return digest.hexdigest()


def _column(column: pa.ChunkedArray) -> _Column:
    if pa.types.is_string(column.type):
        column = column.dictionary_encode()
    return _texts(column) if pa.types.is_dictionary(column.type) else _numbers(column)


def _pieces(column: pa.ChunkedArray) -> Iterator[pa.Array]:
    for chunk in column.chunks:
        for start in range(0, len(chunk), PIECE):
            yield chunk.slice(start, PIECE)


def _texts(column: pa.ChunkedArray) -> _Column:
    occurring = sorted({text for piece in _pieces(column) for text in _occurring(piece)})
    if len(occurring) <= 1:
        return _Column((), 0, occurring)
    known = {text: place for place, text in enumerate(occurring)}
    codes = (_places(piece, known) for piece in _pieces(column))
    return _Column(codes, len(known) - 1, occurring)


def _occurring(cells: pa.DictionaryArray) -> Iterator[str]:
    texts = cells.dictionary.to_pylist()
    indices = cells.indices.to_numpy(zero_copy_only=False)
    return (texts[at] for at in np.flatnonzero(np.bincount(indices)).tolist())


def _places(cells: pa.DictionaryArray, known: Mapping[str, int]) -> Codes:
    texts = cells.dictionary.to_pylist()
    place: Codes = np.array([known.get(text, 0) for text in texts], dtype=np.uint64)
    codes: Codes = place[cells.indices.to_numpy(zero_copy_only=False)]
    return codes


def _numbers(column: pa.ChunkedArray) -> _Column:
    if column.type in _AS_NUMBER:
        column = column.cast(_AS_NUMBER[column.type])
    limits = pc.min_max(column).as_py()
    lowest, highest = limits["min"], limits["max"]
    if lowest is None:
        return _Column((), 0, None)
    if lowest == highest and not column.null_count:
        return _Column((np.broadcast_to(np.uint64(1), len(column)),), 1, lowest)
    codes = (_distances(piece, lowest) for piece in _pieces(column))
    return _Column(codes, highest - lowest + 1, lowest)


def _distances(cells: pa.Array, lowest: int) -> Codes:
    whole = cells.cast(pa.int64())
    values = pc.fill_null(whole, lowest) if whole.null_count else whole
    # Wraps around on purpose: the distance of any two whole numbers fits.
    codes: Codes = values.to_numpy().view(np.uint64) - np.uint64((lowest - 1) % (1 << WORD))
    if whole.null_count:
        codes[whole.is_null().to_numpy(zero_copy_only=False)] = 0
    return codes


def _pack(words: list[Codes], room: int, column: _Column, size: int) -> int:
    """Put a column behind the others in the last word of each row, or else in a new one.

    Gives how many bits of that word are still free.
    """
    bits = column.most.bit_length()
    if bits > room:
        words.append(np.zeros(size, dtype=np.uint64))
        room = WORD
    if bits:
        words[-1] <<= np.uint64(bits % WORD)
        start = 0
        for codes in column.codes:
            words[-1][start : start + len(codes)] |= codes
            start += len(codes)
    return room - bits


def _in_order(words: Sequence[Codes]) -> Iterator[Codes]:
    """Sort rows by their words."""
    if len(words) <= 1:
        return (np.sort(word) for word in words)
    order = np.lexsort(tuple(reversed(words)))
    return (word[order] for word in words)
