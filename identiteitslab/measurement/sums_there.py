"""Sum rows that lie in a cluster where they lie: only counts and sums come to us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.errors import Fault, LabError
from identiteitslab.measurement.row import SCHEMA, written_out
from identiteitslab.measurement.sums import in_order, statement

if TYPE_CHECKING:
    import pyarrow as pa

    from identiteitslab.measurement.spark_engine import SparkEngine

ASKED = written_out(SCHEMA.empty_table()).drop_columns(["source_row"]).schema
"""The columns that a table in a cluster must have; it may have more."""


def summarise_there(source: str, engine: SparkEngine) -> pa.Table:
    """Sum canonical rows without bringing them here.

    Parameters
    ----------
    source
        A table that the server knows, or the address of Parquet that it can read, such as
        ``s3://bucket/rows``.
    engine
        The server.

    Returns
    -------
    pyarrow.Table
        As ``sums.summarise`` gives for the same rows.

    Raises
    ------
    LabError
        A column is missing or has another type, a cell is empty that may not be, a measurement
        occurs more than once, or the server does not answer or refuses.
    """
    engine.demand_columns(source, ASKED)
    found = engine.run_there(statement("unsound.sql"), source).to_pylist()
    faults = [
        Fault(f"sum-table-{one['fault']}", facts={"count": str(one["n_rows"])})
        for one in sorted(found, key=lambda one: str(one["fault"]))
        if one["n_rows"]
    ]
    if faults:
        raise LabError(faults)
    return in_order(engine.run_there(statement("summary.sql"), source))
