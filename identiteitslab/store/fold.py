"""Folds: the merged sums of many uploads in one file, so that a question opens few files.

A fold only repeats what the partial sums say. It may be thrown away at any moment; ``verify``
computes it again from its members and compares.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from identiteitslab.store import parts
from identiteitslab.store.files import SUFFIX, DamagedFileError, Folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    import pyarrow as pa

WORTH_IT = 64
"""From so many loose partial sums a new fold is made; or a sixteenth of those folded already."""

_MEMBERS = "members"


@dataclass(frozen=True)
class Fold:
    """The merged sums of the uploads whose content hashes are named."""

    name: str
    members: frozenset[str]
    sums: pa.Table


def newest(folder: Folder, usable: AbstractSet[str]) -> Fold | None:
    """Find a fold of which every member still counts; a damaged one is passed over."""
    for path in sorted(folder.path.glob(f"*{SUFFIX}")):
        with suppress(DamagedFileError, ValueError):
            fold = read(folder, path.stem)
            if fold.members <= usable:
                return fold
    return None


def read(folder: Folder, name: str) -> Fold:
    """Read one fold.

    Raises
    ------
    DamagedFileError
        The file is gone or changed.
    ValueError
        The file is no fold.
    """
    data = folder.read(name)
    members = parts.read_note(data, _MEMBERS).split()
    if not members:
        raise ValueError(f"name: {name} names no members; expected a fold")
    return Fold(name, frozenset(members), parts.decode(data, "sums"))


def worth_it(loose: int, folded: int) -> bool:
    """Tell whether a new fold saves more than it costs."""
    return loose >= max(WORTH_IT, folded // 16)


def keep(folder: Folder, members: Iterable[str], sums: pa.Table) -> None:
    """Keep a fold and throw the older ones away; where nothing can be written, do neither."""
    said = {_MEMBERS: "\n".join(sorted(members))}
    with suppress(OSError):
        folder.path.mkdir(mode=0o700, exist_ok=True)
        name = folder.write(parts.encode(sums, said))
        for path in folder.path.glob(f"*{SUFFIX}"):
            if path.stem != name:
                path.unlink(missing_ok=True)
