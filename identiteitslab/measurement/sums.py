"""Exact sums of canonical rows, and merging them."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from identiteitslab.measurement.engine import DuckDBEngine, Engine

if TYPE_CHECKING:
    from collections.abc import Sequence

ALL = "*"
"""Stands where a stratum is not split out."""

SUMS_SCHEMA = pa.schema(
    [
        pa.field("gemeente", pa.string()),
        pa.field("solution", pa.string()),
        pa.field("round", pa.int32()),
        pa.field("situation", pa.string()),
        pa.field("indicator", pa.string()),
        pa.field("age_band", pa.string()),
        pa.field("digital_skill", pa.string()),
        pa.field("n_rows", pa.int64()),
        pa.field("people", pa.int64()),
        pa.field("measured", pa.int64()),
        pa.field("sum_fx", pa.int64()),
        pa.field("sum_fx2", pa.decimal128(38, 0)),
        pa.field("events", pa.int64()),
        pa.field("exposure", pa.int64()),
        pa.field("censored", pa.int64()),
        pa.field("censored_fx", pa.int64()),
        pa.field("min_fx", pa.int64()),
        pa.field("max_fx", pa.int64()),
        pa.field("first_on", pa.date32()),
        pa.field("last_on", pa.date32()),
    ]
)

DIGITS = 6
"""Room for the number of a delivery among those that are summed together."""

KEYS = ("gemeente", "solution", "round", "situation", "indicator", "age_band", "digital_skill")


def summarise(rows: pa.Table, engine: Engine | None = None) -> pa.Table:
    """Sum the rows of one delivery.

    Parameters
    ----------
    rows
        Canonical rows (``measurement.row.SCHEMA``).
    engine
        Where the SQL runs; DuckDB unless given.

    Returns
    -------
    pyarrow.Table
        ``SUMS_SCHEMA``, sorted by its keys; ``*`` marks a stratum that is not split out.
    """
    return _run("summary.sql", rows, engine)


def summarise_each(deliveries: Sequence[pa.Table], engine: Engine | None = None) -> list[pa.Table]:
    """Sum the rows of several deliveries, each apart, in one question.

    Parameters
    ----------
    deliveries
        Canonical rows of each.
    engine
        Where the SQL runs; DuckDB unless given.

    Returns
    -------
    list of pyarrow.Table
        What `summarise` gives for each.
    """
    if not deliveries:
        return []
    # With its number before the gemeente no delivery meets another.
    numbers = [f"{number:0{DIGITS}}" for number in range(len(deliveries))]
    tagged = [_tagged(rows, number) for rows, number in zip(deliveries, numbers, strict=True)]
    found = summarise(pa.concat_tables(tagged), engine)
    number = pc.utf8_slice_codeunits(found["gemeente"], 0, DIGITS)
    own = pc.utf8_slice_codeunits(found["gemeente"], DIGITS)
    sums = found.set_column(0, found.schema.field(0), own)
    ends = np.searchsorted(number.to_numpy(), numbers, side="right").tolist()
    return [
        sums.slice(start, end - start).combine_chunks()
        for start, end in zip([0, *ends], ends, strict=False)
    ]


def _tagged(rows: pa.Table, number: str) -> pa.Table:
    gemeenten = pc.binary_join_element_wise(number, pc.cast(rows["gemeente"], pa.string()), "")
    return rows.set_column(0, rows.schema.field(0).with_type(pa.string()), gemeenten)


def merge(partials: Sequence[pa.Table], engine: Engine | None = None) -> pa.Table:
    """Add up the partial sums of several deliveries."""
    if not partials:
        return SUMS_SCHEMA.empty_table()
    return _run("merge.sql", pa.concat_tables(partials), engine)


def totals(sums: pa.Table) -> pa.Table:
    """Keep the rows in which no stratum is split out."""
    whole = pc.and_(pc.equal(sums["age_band"], ALL), pc.equal(sums["digital_skill"], ALL))
    return sums.filter(whole)


def statement(name: str) -> str:
    """Read one of our statements, the same for every engine."""
    return files("identiteitslab.measurement").joinpath(name).read_text(encoding="utf-8")


def in_order(result: pa.Table) -> pa.Table:
    """Give what an engine computed as partial sums, in the order of their keys."""
    sums = result.select(SUMS_SCHEMA.names).cast(SUMS_SCHEMA)
    return sums.sort_by([(key, "ascending") for key in KEYS])


def _run(name: str, relation: pa.Table, engine: Engine | None) -> pa.Table:
    return in_order((engine or DuckDBEngine()).run(statement(name), relation))
