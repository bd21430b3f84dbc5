from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest

from identiteitslab.store.files import DamagedFileError, Folder, write_whole

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_a_name_is_the_hash_of_the_bytes(folder: Folder) -> None:
    name = folder.write(b"rijen")
    assert name == hashlib.sha256(b"rijen").hexdigest()
    assert folder.read(name) == b"rijen"


def test_only_the_owner_may_read(folder: Folder) -> None:
    name = folder.write(b"rijen")
    assert (folder.path / f"{name}.parquet").stat().st_mode & 0o777 == 0o600


def test_writing_twice_leaves_one_file(folder: Folder) -> None:
    assert folder.write(b"rijen") == folder.write(b"rijen")
    assert len(list(folder.path.iterdir())) == 1


def test_a_changed_file_is_not_read_and_heals_when_written_again(folder: Folder) -> None:
    name = folder.write(b"rijen")
    (folder.path / f"{name}.parquet").write_bytes(b"rijem")
    assert not folder.intact(name)
    with pytest.raises(DamagedFileError) as error:
        folder.read(name)
    assert not error.value.missing
    folder.write(b"rijen")
    assert folder.intact(name)


def test_a_missing_file_is_named(folder: Folder) -> None:
    with pytest.raises(DamagedFileError) as error:
        folder.read("0" * 64)
    assert error.value.missing


def test_a_folder_in_the_place_of_a_file_is_damage(folder: Folder) -> None:
    (folder.path / f"{'0' * 64}.parquet").mkdir()
    assert not folder.intact("0" * 64)


def test_a_failed_write_leaves_nothing(folder: Folder) -> None:
    place = folder.path / "place"
    place.mkdir()
    with pytest.raises(OSError, match="place"):
        write_whole(place, b"rijen")
    assert [path.name for path in folder.path.iterdir()] == ["place"]


def test_age_decides_what_is_old(folder: Folder) -> None:
    name = folder.write(b"rijen")
    path = folder.path / f"{name}.parquet"
    assert list(folder.older_than(60)) == []
    os.utime(path, (0, 0))
    assert list(folder.older_than(60)) == [path]
