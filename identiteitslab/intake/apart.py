"""Run a reader in a process of its own: what harms it does not harm us."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from identiteitslab.errors import fail

if TYPE_CHECKING:
    from identiteitslab.errors import Where

WALL_SECONDS = 30
BROKEN = 3
_PASSED_ON = ("LD_LIBRARY_PATH", "SYSTEMROOT")


def read_apart(script: Path, data: bytes, where: Where, library: str) -> bytes:
    """Give what a reader prints about some bytes.

    Parameters
    ----------
    script
        The reader: takes the bytes on standard input, sets its own limits, and ends with status
        ``BROKEN`` for a file that cannot be read.
    data
        The file.
    where
        The file, for messages.
    library
        The package that the reader stands on; it is told in which folder that is.

    Raises
    ------
    LabError
        ``file-broken``, or ``file-too-heavy`` when the reader ran into a limit or died.
    """
    # The environment holds secrets (database, cookies): the reader gets none of it.
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    # Without -S the start of the reader costs more than most files; nor need it run others' .pth.
    with subprocess.Popen(  # noqa: S603 - our own interpreter and our own script
        [sys.executable, "-I", "-S", str(script), _folder_of(library)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as reader:
        try:
            printed, _ = reader.communicate(data, timeout=WALL_SECONDS)
        except subprocess.TimeoutExpired:
            reader.kill()
            raise fail("file-too-heavy", where) from None
    if reader.returncode == BROKEN:
        raise fail("file-broken", where)
    if reader.returncode:
        raise fail("file-too-heavy", where)
    return printed


def _folder_of(library: str) -> str:
    found = find_spec(library)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(library)
    return str(Path(found.origin).parent.parent)
