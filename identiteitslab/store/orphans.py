"""Files that belong to no upload: what a crash left behind between a file and its transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.store import register
from identiteitslab.store.database import plainly
from identiteitslab.store.files import HALF_WRITTEN, Folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlmodel import Session

    from identiteitslab.store.place import Place

SURE_AFTER_S = 3600.0
"""A younger file may belong to an upload that is just being taken in."""

ASIDE = "orphans"


def find(place: Place, older_than: float) -> tuple[Path, ...]:
    """Name the files that belong to no upload and were not written in the last seconds.

    Raises
    ------
    LabError
        The register or the folder cannot be read.
    """
    with place.database.reading() as session:
        return tuple(_find(session, place, older_than))


def set_aside(place: Place, older_than: float) -> tuple[Path, ...]:
    """Move orphans to a folder beside the files, for a person to look at; give their new places.

    Nothing is deleted. No upload is taken in meanwhile, so no file can turn out to be needed.

    Raises
    ------
    LabError
        The register cannot be read, or the folder cannot be written.
    """
    aside = place.state / ASIDE
    with place.database.writing() as session:
        register.wait_in_line(session)
        found = tuple(_find(session, place, older_than))
        with plainly():
            aside.mkdir(mode=0o700, exist_ok=True)
            return tuple(path.rename(aside / path.name) for path in found)


def _find(session: Session, place: Place, older_than: float) -> Iterator[Path]:
    known = register.part_digests(session)
    for path in place.folder.older_than(older_than):
        if path.stem not in known:
            yield path
    for folder in (Folder(place.state), Folder(place.folds)):
        for path in folder.older_than(older_than):
            if path.suffix.startswith(HALF_WRITTEN):
                yield path
