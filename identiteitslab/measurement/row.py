"""The canonical row: what every delivery becomes, whatever its container."""

from __future__ import annotations

import pyarrow as pa

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
