"""The canonical row: what every delivery becomes, whatever its container."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterator

ROW_VERSION = "rows-1"
"""Changes when the schema or the canonical text changes; part of every row hash."""

SCHEMA = pa.schema(
    [
        pa.field("gemeente", pa.string(), nullable=False),
        pa.field("solution", pa.string(), nullable=False),
        pa.field("round", pa.int32(), nullable=False),
        pa.field("situation", pa.string(), nullable=False),  # empty: not tied to one service
        pa.field("indicator", pa.string(), nullable=False),
        pa.field("participant", pa.int32()),
        pa.field("age_band", pa.string(), nullable=False),  # empty: not known
        pa.field("digital_skill", pa.string(), nullable=False),  # empty: not known
        pa.field("people", pa.int64(), nullable=False),
        pa.field("value_fx", pa.int64()),
        pa.field("spread_fx", pa.int64(), nullable=False),
        pa.field("events", pa.int64()),
        pa.field("exposure", pa.int64()),
        pa.field("censored", pa.bool_(), nullable=False),
        pa.field("measured_on", pa.date32()),
        pa.field("source_row", pa.int32(), nullable=False),
    ]
)

AT_ONCE = 100_000
"""Lines that are put after one another in one go."""

CONTENT = tuple(name for name in SCHEMA.names if name != "source_row")
"""What a row says; where it stood in its file is not part of its identity."""


def content_hash(rows: pa.Table) -> str:
    """Identify a delivery by what it says.

    The same rows in another container, order or encoding give the same hash. Every text of a
    canonical row is a known id, so the signs that separate cells and lines cannot occur in one.

    Parameters
    ----------
    rows
        Canonical rows, any order.

    Returns
    -------
    str
        sha256 over the sorted canonical lines, prefixed by the schema version.
    """
    lines = pc.binary_join_element_wise(*[_as_text(rows[name]) for name in CONTENT], "\x1f")
    digest = hashlib.sha256(ROW_VERSION.encode())
    for part in _slices(lines.take(pc.sort_indices(lines))):
        digest.update(_text_of(pc.binary_join_element_wise("", part, "\n")))
    return digest.hexdigest()


def _slices(lines: pa.ChunkedArray) -> Iterator[pa.Array]:
    for chunk in lines.chunks:
        yield from (chunk.slice(start, AT_ONCE) for start in range(0, len(chunk), AT_ONCE))


def _text_of(lines: pa.Array) -> memoryview:
    """Give texts after one another, as they stand in memory: none is copied."""
    size = pc.sum(pc.binary_length(lines)).as_py() or 0
    return memoryview(lines.buffers()[2] or b"")[:size]


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.fill_null(pc.cast(column, pa.string()), "\x00")
