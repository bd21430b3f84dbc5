"""A backup in one file: a zip of the folder that a backup is."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from identiteitslab.errors import fail
from identiteitslab.store import backup
from identiteitslab.store.database import REGISTER, plainly
from identiteitslab.store.files import sync_folder

if TYPE_CHECKING:
    from identiteitslab.store.backup import Copied
    from identiteitslab.store.place import Place

SUFFIX = ".zip"
_MEMBER = re.compile(r"([a-z]+/)?[A-Za-z0-9][A-Za-z0-9._-]*")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


def back_up(place: Place, to: Path) -> Copied:
    """Copy a store into one new file, which is there only once it is complete.

    Raises
    ------
    LabError
        The file exists already, or one of the two cannot be read or written.
    """
    with plainly():
        if to.exists():
            raise fail("store-not-empty")
        to.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".identiteitslab-", dir=to.parent) as passing:
            folder, file = Path(passing) / "store", Path(passing) / to.name
            copied = backup.back_up(place, folder)
            _pack(folder, file)
            file.rename(to)
        sync_folder(to.parent)
    return copied


def restore(place: Place, file: Path) -> Copied:
    """Fill a store, still empty, from a backup in one file that is whole.

    Raises
    ------
    LabError
        The backup is damaged, the store is not empty, or one of the two cannot be read or
        written.
    """
    with plainly(), tempfile.TemporaryDirectory(prefix="identiteitslab-") as passing:
        try:
            _unpack(file, Path(passing))
        except _BROKEN as error:
            raise fail("store-not-backup") from error
        return backup.restore(place, Path(passing))


def _pack(folder: Path, file: Path) -> None:
    with file.open("xb") as target:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    packed.write(path, path.relative_to(folder).as_posix())
        target.flush()
        os.fsync(target.fileno())


def _unpack(file: Path, folder: Path) -> None:
    with zipfile.ZipFile(file) as packed:
        names = packed.namelist()
        if REGISTER not in names or not all(_MEMBER.fullmatch(name) for name in names):
            raise fail("store-not-backup")
        for name in names:
            target = folder / name
            target.parent.mkdir(exist_ok=True)
            with packed.open(name) as source, target.open("xb") as copy:
                shutil.copyfileobj(source, copy)
