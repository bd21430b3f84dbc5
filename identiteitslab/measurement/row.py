"""The canonical row: what every delivery becomes, whatever its container."""

from __future__ import annotations

import pyarrow as pa

WORD = pa.dictionary(pa.int32(), pa.string())
"""Texts of which few occur: each is kept once, and a row says which it has."""

SCHEMA = pa.schema(
    [
        pa.field("gemeente", WORD, nullable=False),
        pa.field("solution", WORD, nullable=False),
        pa.field("round", pa.int32(), nullable=False),
        pa.field("situation", WORD, nullable=False),  # empty: not tied to one service
        pa.field("indicator", WORD, nullable=False),
        pa.field("participant", pa.int32()),
        pa.field("age_band", WORD, nullable=False),  # empty: not known
        pa.field("digital_skill", WORD, nullable=False),  # empty: not known
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

WORDS = tuple(field.name for field in SCHEMA if field.type == WORD)


def written_out(table: pa.Table) -> pa.Table:
    """Write the texts of a table out, row by row, for what knows no dictionaries.

    Parameters
    ----------
    table
        Canonical rows, or some of their columns.

    Returns
    -------
    pyarrow.Table
        The same rows with plain strings.
    """
    coded = pa.types.is_dictionary
    plain = [f.with_type(f.type.value_type) if coded(f.type) else f for f in table.schema]
    return table.cast(pa.schema(plain))
