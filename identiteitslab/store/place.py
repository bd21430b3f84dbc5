"""Where a store keeps its things: the folder, the register, the files, the folds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from identiteitslab.errors import LabError
from identiteitslab.store import register, seal
from identiteitslab.store.database import REGISTER, plainly, server_database, sqlite_database
from identiteitslab.store.files import Folder
from identiteitslab.store.migrate import make_sqlite, revision, upgrade

if TYPE_CHECKING:
    from pathlib import Path

    from identiteitslab.store.database import Database


@dataclass(frozen=True)
class Place:
    """An open store, for those who work in it."""

    state: Path
    database: Database

    @property
    def folder(self) -> Folder:
        """Where the files of uploads stand."""
        return Folder(self.state / "files")

    @property
    def folds(self) -> Path:
        """Where the merged sums stand; may be thrown away."""
        return self.state / "folds"

    def close(self) -> None:
        """Let go of the register; who is the last to do so, seals it."""
        unsealed = self.database.sqlite and self._sealed() is None
        self.database.close()
        if unsealed:
            seal.seal(self.state)

    def _sealed(self) -> bool | None:
        try:
            return sealed(self)
        except LabError:
            return False


def open_place(state: Path, url: str | None) -> Place:
    """Open a store; a new one is made, an older one brought up to date.

    Raises
    ------
    LabError
        The folder or the register cannot be made, read or understood.
    """
    with plainly():
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        Folder(state / "files").path.mkdir(mode=0o700, exist_ok=True)
    if url is None:
        make_sqlite(state)
    database = sqlite_database(state / REGISTER) if url is None else server_database(url)
    try:
        upgrade(database)
    except BaseException:
        database.close()
        raise
    return Place(state, database)


def sealed(place: Place) -> bool | None:
    """Tell whether the register's file is what was sealed; None when the seal is of earlier.

    Raises
    ------
    LabError
        The register cannot be read.
    """
    with place.database.reading() as session:
        head = register.head(session)
    return seal.holds(place.state, head.sequence, head.hash, revision(place.database) or "")
