"""What the files of an upload hold, and what an upload is: its content, not its container."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from identiteitslab.measurement.identity import content_hash
from identiteitslab.measurement.row import SCHEMA, WORDS
from identiteitslab.measurement.sums import KEYS, SUMS_SCHEMA, merge, summarise, totals
from identiteitslab.store.upload import Pilot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from identiteitslab.intake.delivery import Delivery, Rejected

PILOT = list(Pilot._fields)
"""The columns that name a pilot, in rows and in sums."""

SUMS_VERSION = "sums-1"
"""Changes when the canonical text of partial sums changes; part of their hash."""

REFUSED_SCHEMA = pa.schema(
    [
        pa.field("row", pa.int32(), nullable=False),
        pa.field("sheet", pa.string(), nullable=False),
        pa.field("column", pa.string(), nullable=False),
        pa.field("code", pa.string(), nullable=False),
    ]
)
"""Where a refused row stood and why it was refused; never what it said."""

RISING = ("participant", "source_row")
"""Columns of numbers that mostly follow one another: kept as steps they take next to no room."""

MANY_BYTES = 1_000_000
"""From so many bytes on, a file is worth more than one thread."""

SCHEMAS = {"rows": SCHEMA, "sums": SUMS_SCHEMA, "refused": REFUSED_SCHEMA}
CODED = {"rows": WORDS, "sums": (), "refused": ()}


def encode(table: pa.Table) -> bytes:
    """Write a table as Parquet that every reader of Parquet understands."""
    sink = pa.BufferOutputStream()
    rising = [name for name in RISING if name in table.column_names]
    with pq.ParquetWriter(
        sink,
        table.schema,
        compression="zstd",
        store_schema=False,
        # A file is read as a whole or not at all: nobody asks for the extremes of its columns.
        write_statistics=False,
        use_dictionary=[name for name in table.column_names if name not in rising],
        column_encoding=dict.fromkeys(rising, "DELTA_BINARY_PACKED"),
    ) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue().to_pybytes())


def decode(data: bytes, part: str) -> pa.Table:
    """Read back what was written.

    Raises
    ------
    ValueError
        The bytes are not a table of this part.
    """
    file = pq.ParquetFile(pa.BufferReader(data), read_dictionary=CODED[part])
    table = file.read(use_threads=len(data) > MANY_BYTES)
    return table if table.schema.equals(SCHEMAS[part]) else table.cast(SCHEMAS[part])


def refused_table(rejected: Iterable[Rejected]) -> pa.Table:
    """Tell of each refused row where it stood and what was wrong with it."""
    found = [
        {"row": row.row, "sheet": row.sheet, "column": fault.where.column, "code": fault.code}
        for row in rejected
        for fault in row.faults
    ]
    return pa.Table.from_pylist(found, schema=REFUSED_SCHEMA)


def identity(delivery: Delivery) -> str:
    """Identify a delivery by what it says, whatever its container, order or name."""
    return (
        content_hash(delivery.rows) if delivery.sums is None else sums_hash(merge([delivery.sums]))
    )


def sums_of(delivery: Delivery) -> pa.Table:
    """Give the partial sums of a delivery, in the order of their keys."""
    if delivery.sums is not None:
        return merge([delivery.sums])
    return summarise(delivery.rows) if delivery.summed is None else delivery.summed


def sums_hash(sums: pa.Table) -> str:
    """Identify partial sums by what they say, in whatever order they stand."""
    columns = [_as_text(sums[name]) for name in SUMS_SCHEMA.names]
    lines = pc.binary_join_element_wise(*columns, "\x1f")
    ordered = lines.take(pc.sort_indices(lines)).to_pylist()
    return hashlib.sha256("\n".join([SUMS_VERSION, *ordered]).encode()).hexdigest()


def data_version(content_hashes: Iterable[str]) -> str:
    """Identify a set of uploads, in whatever order they came."""
    return hashlib.sha256("\n".join(sorted(content_hashes)).encode()).hexdigest()


def pilots(table: pa.Table) -> tuple[Pilot, ...]:
    """Name the pilots that rows or sums say something about."""
    columns = (table[name].to_pylist() for name in PILOT)
    return tuple(sorted(Pilot(*row) for row in set(zip(*columns, strict=True))))


def rows_summed(sums: pa.Table) -> int:
    """Count the rows behind partial sums."""
    return int(pc.sum(totals(sums)["n_rows"]).as_py() or 0)


def ordered(sums: pa.Table) -> pa.Table:
    """Put partial sums in the order of their keys."""
    return sums.sort_by([(key, "ascending") for key in KEYS])


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.fill_null(pc.cast(column, pa.string()), "\x00")
