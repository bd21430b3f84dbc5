"""The canonical row: what every delivery becomes, whatever its container."""

from __future__ import annotations

import hashlib

import pyarrow as pa
import pyarrow.compute as pc

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
    ordered = lines.take(pc.sort_indices(lines)).to_pylist()
    digest = hashlib.sha256(f"{ROW_VERSION}\n".encode())
    digest.update("\n".join(ordered).encode())
    return digest.hexdigest()


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.fill_null(pc.cast(column, pa.string()), "\x00")
