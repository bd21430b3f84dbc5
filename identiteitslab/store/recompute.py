"""Compute what uploads hold once more, from their rows, and compare it with what was stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from identiteitslab.errors import Fault
from identiteitslab.measurement.identity import content_hash
from identiteitslab.measurement.sums import summarise_each
from identiteitslab.store import parts
from identiteitslab.store.files import DamagedFileError
from identiteitslab.store.gather import file_fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyarrow as pa

    from identiteitslab.store.files import Folder
    from identiteitslab.store.upload import Upload

AT_ONCE = 500_000
"""Rows whose sums are computed in one go."""


@dataclass(frozen=True)
class Held:
    """The tables of one upload; no rows when it brought only partial sums."""

    upload: Upload
    sums: pa.Table
    rows: pa.Table | None


def check_uploads(
    folder: Folder, uploads: Iterable[Upload], sums: dict[str, pa.Table]
) -> Iterator[tuple[int, Fault]]:
    """Check files, rows and sums of uploads; give the number and fault of each damaged one.

    The sums of every upload that could be read are put in ``sums``, by content hash.
    """
    batch: list[Held] = []
    waiting = 0
    for upload in uploads:
        try:
            held = _open(folder, upload)
        except DamagedFileError as error:
            yield upload.number, file_fault(upload.number, error)
            continue
        sums[upload.content_hash] = held.sums
        if not _says_the_same(held):
            yield upload.number, _fault("store-rows-differ", upload)
        batch.append(held)
        waiting += held.rows.num_rows if held.rows else 0
        if waiting >= AT_ONCE:
            yield from _compare_sums(batch)
            batch, waiting = [], 0
    yield from _compare_sums(batch)


def _open(folder: Folder, upload: Upload) -> Held:
    tables: dict[str, pa.Table] = {}
    for part in upload.parts:
        data = folder.read(part.digest)
        try:
            tables[part.name] = parts.decode(data, part.name)
        except ValueError as error:
            raise DamagedFileError(part.digest, missing=False) from error
    if "sums" not in tables:
        raise DamagedFileError(upload.content_hash, missing=True)
    return Held(upload, tables["sums"], tables.get("rows"))


def _says_the_same(held: Held) -> bool:
    said, upload = held.rows, held.upload
    if parts.pilots(held.sums) != upload.pilots:
        return False
    if said is None:
        return parts.sums_hash(held.sums) == upload.content_hash
    return said.num_rows == upload.accepted and content_hash(said) == upload.content_hash


def _compare_sums(batch: list[Held]) -> Iterator[tuple[int, Fault]]:
    with_rows = [(held, held.rows) for held in batch if held.rows is not None]
    again = summarise_each([rows for _, rows in with_rows])
    for (held, _), sums in zip(with_rows, again, strict=True):
        if not sums.equals(held.sums):
            yield held.upload.number, _fault("store-sums-differ", held.upload)


def _fault(code: str, upload: Upload) -> Fault:
    return Fault(code, facts={"number": str(upload.number)})
