"""A folder of files: whole or not there at all, and never somebody else's."""

import os
from pathlib import Path

import pytest

from identiteitslab.cli.folder import require_empty, write_folder
from identiteitslab.errors import LabError


def _names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_an_empty_folder_may_be_filled(tmp_path):
    out = tmp_path / "uit"
    out.mkdir()
    require_empty(out, ["a"])
    write_folder(out, {"a/b.txt": b"inhoud"})
    assert (out / "a/b.txt").read_bytes() == b"inhoud"
    assert _names(tmp_path) == ["uit"]


def test_an_earlier_export_is_replaced_as_a_whole_when_told(tmp_path):
    out = tmp_path / "uit"
    write_folder(out, {"a/b.txt": b"eerst", "c.txt": b"eerst"})
    with pytest.raises(LabError, match="export-folder-exists"):
        require_empty(out, ["a", "c.txt"])
    require_empty(out, ["a", "c.txt"], force=True)
    write_folder(out, {"c.txt": b"later"})
    assert _names(out) == ["c.txt"]
    assert _names(tmp_path) == ["uit"]


def test_what_somebody_put_beside_it_is_never_replaced(tmp_path):
    out = tmp_path / "uit"
    write_folder(out, {"a/b.txt": b"eerst", "brief.txt": b"van mij"})
    with pytest.raises(LabError, match=r"brief\.txt"):
        require_empty(out, ["a"], force=True)


@pytest.fixture
def filled(tmp_path):
    write_folder(tmp_path / "uit", {"a/b.txt": b"eerst"})
    yield tmp_path / "uit"
    assert (tmp_path / "uit" / "a/b.txt").read_bytes() == b"eerst"
    assert _names(tmp_path) == ["uit"]


def test_a_full_disk_leaves_what_was_there(filled, monkeypatch):
    def full(*_):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(LabError, match="No space left"):
        write_folder(filled, {"a/b.txt": b"later"})
    monkeypatch.undo()


def test_a_swap_that_fails_puts_back_what_was_there(filled, monkeypatch):
    rename = Path.rename

    def once(self, target):
        if self.name == "half":
            raise OSError(13, os.strerror(13))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", once)
    with pytest.raises(LabError, match="Permission denied"):
        write_folder(filled, {"a/b.txt": b"later"})
