"""Files that a command makes for a person: new, and whole or not there at all."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from identiteitslab.errors import LabError, fail

ForceOption = Annotated[
    bool, typer.Option("--force", help="Overschrijf wat er staat. / Overwrite what is there.")
]


def require_room(path: Path, *, force: bool = False) -> None:
    """Make sure that a file can be made, before anything else is done.

    Raises
    ------
    LabError
        Something is there already, or the folder does not exist.
    """
    if path.is_dir() or (path.exists() and not force):
        raise fail("output-exists", path=path)
    if not path.parent.is_dir():
        raise _unwritable(path, "ENOENT")


def make_folder(path: Path) -> None:
    """Make sure that a folder is there.

    Raises
    ------
    LabError
        It cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(path, error.strerror or type(error).__name__) from None


def write(path: Path, data: bytes) -> None:
    """Write a file, whole or not at all.

    Raises
    ------
    LabError
        The folder cannot be written to.
    """
    aside = path.with_name(f".{path.name}.half")
    try:
        aside.write_bytes(data)
        aside.replace(path)
    except OSError as error:
        with suppress(OSError):
            aside.unlink()
        raise _unwritable(path, error.strerror or type(error).__name__) from None


def _unwritable(path: Path, reason: str) -> LabError:
    return fail("lab-folder-unwritable", path=path.parent, reason=reason)
