"""A folder that a command makes for a person: new, and whole or not there at all."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from identiteitslab.errors import fail

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


def require_empty(folder: Path, own: Collection[str], *, force: bool = False) -> None:
    """Make sure that a folder can be made, before anything else is done.

    Parameters
    ----------
    folder
        Where it will stand.
    own
        What the command itself puts at the top; only a folder of nothing else may be replaced.
    force
        Replace such a folder.

    Raises
    ------
    LabError
        Something else is there, or the folder around it does not exist.
    """
    if not folder.absolute().parent.is_dir():
        raise fail("lab-folder-unwritable", path=folder.parent, reason="ENOENT")
    if not folder.exists():
        return
    if not folder.is_dir() or folder.is_symlink():
        raise fail("output-exists", path=folder)
    try:
        found = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        raise fail("lab-folder-unwritable", path=folder, reason=error.strerror) from None
    strange = [name for name in found if name not in own]
    if strange and force:
        raise fail("export-folder-other", path=folder, found=strange[0])
    if found and not force:
        raise fail("export-folder-exists", path=folder)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a new folder beside its place, then put it there in one step.

    Parameters
    ----------
    folder
        Where it will stand; what is there is replaced.
    files
        Content by path, with ``/`` between folders.

    Raises
    ------
    LabError
        The folder around it cannot be written to.
    """
    place = folder.absolute()
    try:
        with tempfile.TemporaryDirectory(
            prefix=f".{place.name}.", dir=place.parent, ignore_cleanup_errors=True
        ) as aside:
            half, old = Path(aside) / "half", Path(aside) / "old"
            for path, data in files.items():
                target = half / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
            _swap(half, place, old)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise fail("lab-folder-unwritable", path=place.parent, reason=reason) from None


def _swap(half: Path, place: Path, old: Path) -> None:
    """Put the new folder in its place, or leave what was there."""
    replaced = place.exists()
    if replaced:
        place.rename(old)
    try:
        half.rename(place)
    except OSError:
        if replaced:
            old.rename(place)
        raise
