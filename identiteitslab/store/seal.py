"""A seal on the register's file: its sha256 at a moment when nobody had it open.

SQLite notices many changed bytes, not all; the log notices every changed fact. The seal notices
the rest, down to a bit in a corner of the file that nothing uses. A seal that is older than the
last log entry (after a crash, or while others still work) says nothing, and is no fault.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from identiteitslab.store.chain import canonical, digest
from identiteitslab.store.database import REGISTER
from identiteitslab.store.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SEAL = "register.seal"
_STANDING = "SELECT sequence, hash, version_num FROM head, alembic_version"


def seal(state: Path) -> bool:
    """Seal the register, if nobody else has it open.

    Returns
    -------
    bool
        False when it was in use, or cannot be written; then the old seal stays.
    """
    path = state / REGISTER
    try:
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN IMMEDIATE")
            sequence, head, revision = connection.execute(_STANDING).fetchone()
            connection.execute("COMMIT")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            write_whole(state / SEAL, _text(_facts(sequence, head, revision, path)).encode())
    except (sqlite3.Error, OSError, TypeError):
        return False
    return True


def holds(state: Path, sequence: int, head: str, revision: str) -> bool | None:
    """Tell whether the register's file is, byte for byte, what was sealed.

    Returns
    -------
    bool or None
        None when there is no seal, or it is of an earlier moment.
    """
    try:
        text = (state / SEAL).read_bytes().decode("ascii")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        return False
    said = _read(text)
    if said is None:
        return False
    if (said["sequence"], said["revision"]) != (sequence, revision):
        return None
    return said == _facts(sequence, head, revision, state / REGISTER)


def _facts(sequence: int, head: str, revision: str, register: Path) -> dict[str, Any]:
    file = digest(register.read_bytes())
    return {"sequence": sequence, "head": head, "revision": revision, "register": file}


def _text(facts: Mapping[str, Any]) -> str:
    text = canonical(facts)
    return f"{text}\n{digest(text.encode())}\n"


def _read(text: str) -> dict[str, Any] | None:
    try:
        facts = json.loads(text.partition("\n")[0])
        return facts if isinstance(facts, dict) and _text(facts) == text else None
    except ValueError:
        return None
