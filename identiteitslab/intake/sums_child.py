"""Read a Parquet file in a process of its own, under limits, and print it as an Arrow stream.

Run as a script, never imported by the process that serves people. Reads from standard input; its
argument is the folder of libraries.
"""

from __future__ import annotations

import sys

MEMORY = 3 << 30
SECONDS = 20
MOST_ROWS = 5_000_000
MOST_COLUMNS = 64
BROKEN = 3
"""The exit status that ``apart`` knows as: this cannot be read."""


def limit() -> None:
    """Bound memory and time of this process, and keep it from writing files."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def main(libraries: str) -> int:
    """Read the Parquet file on standard input."""
    sys.path.append(libraries)
    import pyarrow as pa  # noqa: PLC0415 - only now it is known where it stands
    import pyarrow.parquet as pq  # noqa: PLC0415

    limit()
    try:
        file = pq.ParquetFile(pa.BufferReader(sys.stdin.buffer.read()))
        about = file.metadata
        if about.num_rows > MOST_ROWS or about.num_columns > MOST_COLUMNS:
            return BROKEN
        table = file.read(use_threads=False)
        table.validate(full=True)
    except (pa.ArrowException, OSError, ValueError):
        return BROKEN
    with pa.ipc.new_stream(sys.stdout.buffer, table.schema) as stream:
        stream.write_table(table)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
