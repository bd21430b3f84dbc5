"""Bring the partial sums of all uploads that count together; a damaged one is left out by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from identiteitslab.errors import Fault, Where
from identiteitslab.measurement.sums import merge
from identiteitslab.store import fold, parts, register
from identiteitslab.store.files import SUFFIX, DamagedFileError

if TYPE_CHECKING:
    import pyarrow as pa

    from identiteitslab.store.database import Database
    from identiteitslab.store.files import Folder


@dataclass(frozen=True)
class Gathered:
    """The sums of all usable uploads, and why any was left out.

    ``data_version`` is that of the uploads that are in the sums, not of those that should be.
    """

    sums: pa.Table
    data_version: str
    left_out: tuple[Fault, ...] = ()


def gather(database: Database, folder: Folder, folds: Folder) -> Gathered:
    """Merge the partial sums of the uploads that count.

    Raises
    ------
    LabError
        The register cannot be read.
    """
    with database.reading() as session:
        wanted = {said: (number, name) for number, said, name in register.active_sums(session)}
    known = fold.newest(folds, wanted.keys())
    folded = known.members if known else frozenset()
    loose: dict[str, pa.Table] = {}
    left_out: list[Fault] = []
    for said in wanted.keys() - folded:
        number, name = wanted[said]
        try:
            loose[said] = parts.decode(folder.read(name), "sums")
        except DamagedFileError as error:
            left_out.append(file_fault(number, error))
    sums = _together(known, list(loose.values()))
    used = folded | loose.keys()
    if fold.worth_it(len(loose), len(folded)):
        fold.keep(folds, used, sums)
    return Gathered(sums, parts.data_version(used), tuple(left_out))


def file_fault(number: int, error: DamagedFileError) -> Fault:
    """Say which upload a missing or damaged file belongs to."""
    code = "store-file-missing" if error.missing else "store-file-damaged"
    return Fault(code, Where(file=f"{error.name}{SUFFIX}"), {"number": str(number)})


def _together(known: fold.Fold | None, loose: list[pa.Table]) -> pa.Table:
    if known is None:
        return merge(loose)
    return merge([known.sums, *loose]) if loose else known.sums
