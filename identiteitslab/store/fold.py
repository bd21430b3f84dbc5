"""Folds: the merged sums of a block of uploads in one file, so that a question opens few files.

A fold only repeats what the partial sums say. It may be thrown away at any moment; ``verify``
computes it again from its members and compares. It is kept as Arrow keeps tables, which takes a
third more room than Parquet and a third of the time to read.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from identiteitslab.measurement.sums import SUMS_SCHEMA
from identiteitslab.store.chain import digest
from identiteitslab.store.files import DamagedFileError, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet
    from pathlib import Path

SIZES = (64, 1024)
"""Uploads in a block: small blocks are made of loose partial sums, large ones of small ones."""

SUFFIX = ".arrow"

_NAME = re.compile(rf"(\d+)-(\d+)-([0-9a-f]{{64}}){re.escape(SUFFIX)}")
_MEMBERS = b"members"
_PACKED = pa.ipc.IpcWriteOptions(compression="lz4")


class Block(NamedTuple):
    """Uploads by number, the last one included."""

    first: int
    last: int

    @property
    def size(self) -> int:
        """Count its uploads."""
        return self.last - self.first + 1

    def meets(self, other: Block) -> bool:
        """Tell whether some upload is in both."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True)
class Fold:
    """The merged sums of the uploads whose content hashes are named, as they are stored."""

    members: frozenset[str]
    data: bytes

    @property
    def sums(self) -> pa.Table:
        """Read the sums; who only asks for the members has no use for them."""
        return _open(self.data).read_all().cast(SUMS_SCHEMA)


def blocks_of(number: int, highest: int) -> Iterator[Block]:
    """Give the full blocks that an upload is in, small ones first."""
    for size in SIZES:
        first = (number - 1) // size * size + 1
        if first + size - 1 <= highest:
            yield Block(first, first + size - 1)


def files(place: Path) -> dict[Path, Block]:
    """Find all folds, large ones first."""
    found = {path: _block(path) for path in sorted(place.glob(f"*{SUFFIX}"))}
    known = [(path, block) for path, block in found.items() if block is not None]
    return dict(sorted(known, key=lambda item: -item[1].size))


def usable(place: Path, active: AbstractSet[str], smaller_than: int) -> tuple[Fold, ...]:
    """Give folds that share no upload and of which every member still counts."""
    taken: list[Block] = []
    folds: list[Fold] = []
    for path, block in files(place).items():
        if block.size >= smaller_than or any(block.meets(other) for other in taken):
            continue
        with suppress(DamagedFileError, ValueError):
            fold = read(path)
            if fold.members <= active:
                folds.append(fold)
                taken.append(block)
    return tuple(folds)


def read(path: Path) -> Fold:
    """Read one fold.

    Raises
    ------
    DamagedFileError
        The file is gone or changed.
    ValueError
        The file is no fold.
    """
    match = _NAME.fullmatch(path.name)
    data = path.read_bytes() if match and path.is_file() else b""
    if match is None or digest(data) != match[3]:
        raise DamagedFileError(path.stem, missing=False)
    members = (_open(data).schema.metadata or {}).get(_MEMBERS, b"").decode().split()
    if not members:
        raise ValueError(f"path: {path.name} names no members; expected a fold")
    return Fold(frozenset(members), data)


def keep(place: Path, block: Block, members: Iterable[str], sums: pa.Table) -> None:
    """Keep the fold of a block in place of an older one; where nothing can be written, do not."""
    data = _encode(sums, "\n".join(sorted(members)))
    name = f"{block.first}-{block.last}-{digest(data)}{SUFFIX}"
    with suppress(OSError):
        place.mkdir(mode=0o700, exist_ok=True)
        write_whole(place / name, data)
        drop(place, block, except_for=name)


def drop(place: Path, block: Block, except_for: str = "") -> None:
    """Throw the folds of a block away."""
    for path in place.glob(f"{block.first}-{block.last}-*"):
        if path.name != except_for:
            path.unlink(missing_ok=True)


def _block(path: Path) -> Block | None:
    match = _NAME.fullmatch(path.name)
    return Block(int(match[1]), int(match[2])) if match else None


def _encode(sums: pa.Table, members: str) -> bytes:
    """Write sums, each word once, and the members beside them."""
    columns = [
        pc.dictionary_encode(column) if pa.types.is_string(column.type) else column
        for column in sums.combine_chunks().columns
    ]
    table = pa.table(columns, names=sums.column_names, metadata={_MEMBERS: members})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, table.schema, options=_PACKED) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue().to_pybytes())


def _open(data: bytes) -> pa.RecordBatchFileReader:
    return pa.ipc.open_file(pa.BufferReader(data))
