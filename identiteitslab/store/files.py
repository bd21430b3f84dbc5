"""Content-addressed files: a name is the sha256 of what the file holds, so a file never changes."""

from __future__ import annotations

import os
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from identiteitslab.store.chain import digest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SUFFIX = ".parquet"
HALF_WRITTEN = ".half"


class DamagedFileError(Exception):
    """A file is missing or does not hold what its name says."""

    def __init__(self, name: str, *, missing: bool) -> None:
        self.name = name
        self.missing = missing
        super().__init__(f"{name}: {'missing' if missing else 'damaged'}")


@dataclass(frozen=True)
class Folder:
    """A folder of content-addressed files."""

    path: Path

    def write(self, data: bytes) -> str:
        """Keep some bytes and give their name, once they are safe on disk.

        The bytes are written aside, forced to disk, put in place in one step, and then the folder
        itself is forced to disk: a crash leaves the whole file or none.

        Raises
        ------
        OSError
            The disk is full, read-only or broken. A failed fsync is never retried.
        """
        name = digest(data)
        write_whole(self.path / f"{name}{SUFFIX}", data)
        return name

    def read(self, name: str) -> bytes:
        """Give the bytes that a name stands for.

        Raises
        ------
        DamagedFileError
            The file is gone, cannot be read, or holds something else.
        """
        try:
            data = (self.path / f"{name}{SUFFIX}").read_bytes()
        except FileNotFoundError as error:
            raise DamagedFileError(name, missing=True) from error
        except OSError as error:
            raise DamagedFileError(name, missing=False) from error
        if digest(data) != name:
            raise DamagedFileError(name, missing=False)
        return data

    def has(self, name: str) -> bool:
        """Tell whether a file is there, whatever it holds."""
        return (self.path / f"{name}{SUFFIX}").exists()

    def intact(self, name: str) -> bool:
        """Tell whether a file is there and holds what its name says."""
        try:
            self.read(name)
        except DamagedFileError:
            return False
        return True

    def older_than(self, seconds: float) -> Iterator[Path]:
        """Walk the files, half-written ones too, that were last written some time ago."""
        limit = time.time() - seconds
        for path in sorted(self.path.glob("*")):
            # A half-written file may be put in place while we look.
            with suppress(FileNotFoundError):
                if path.stat().st_mtime <= limit:
                    yield path


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that a reader, or a crash, sees all of it or nothing.

    Raises
    ------
    OSError
        The disk is full, read-only or broken.
    """
    aside = path.with_name(f".{secrets.token_hex(8)}{HALF_WRITTEN}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError:
        with suppress(OSError):
            aside.unlink()
        raise
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Force the names in a folder to disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
