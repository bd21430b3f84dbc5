from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from identiteitslab.errors import LabError
from identiteitslab.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from identiteitslab.intake.delivery import Delivery


@pytest.fixture
def filled(
    store: Store,
    example: Callable[..., Delivery],
    only_sums: Callable[[int], Delivery],
    with_refused_row: Callable[[int], Delivery],
) -> Store:
    store.accept(example(1), actor="projectleider")
    store.accept(with_refused_row(2), actor="projectleider")
    store.accept(only_sums(3), actor="projectleider")
    store.supersede(1, example(4), actor="projectleider", reason="tikfout verbeterd")
    store.append_once("decision", {"choice": "voorbeeldpas"}, lambda _: None, actor="bestuurder")
    return store


def test_a_backup_is_a_store_that_says_the_same(filled: Store, tmp_path: Path) -> None:
    copied = filled.backup(tmp_path / "copy")
    assert (copied.head, copied.uploads, copied.left_out) == (filled.head(), 4, ())
    with Store.open(tmp_path / "copy") as copy:
        assert copy.verify(witnesses=[filled.head()]).ok
        assert copy.uploads() == filled.uploads()
        assert copy.entries() == filled.entries()
        assert copy.sums().equals(filled.sums())
        assert copy.data_version() == filled.data_version()


def test_a_backup_fills_an_empty_store(
    filled: Store, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    filled.backup(tmp_path / "copy")
    with Store.open(tmp_path / "new", url=_other_url(request, filled)) as new:
        new.restore(tmp_path / "copy")
        assert new.verify(witnesses=[filled.head()]).ok
        assert new.uploads() == filled.uploads()


def test_a_restored_store_goes_on_counting(
    filled: Store, tmp_path: Path, example: Callable[..., Delivery]
) -> None:
    filled.backup(tmp_path / "copy")
    with Store.open(tmp_path / "copy") as copy:
        assert copy.accept(example(10), actor="projectleider").number == 5
        assert copy.verify(witnesses=[filled.head()]).ok


def test_a_backup_does_not_overwrite(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    with pytest.raises(LabError) as error:
        filled.backup(tmp_path / "copy")
    assert error.value.faults[0].code == "store-not-empty"


def test_a_store_with_uploads_is_not_filled(filled: Store, tmp_path: Path) -> None:
    filled.backup(tmp_path / "copy")
    head = filled.head()
    with pytest.raises(LabError) as error:
        filled.restore(tmp_path / "copy")
    assert error.value.faults[0].code == "store-not-empty"
    assert filled.head() == head
    assert filled.verify().ok


def test_a_damaged_file_is_left_out_of_a_backup_and_named(filled: Store, tmp_path: Path) -> None:
    digest = filled.uploads()[1].part("rows").digest
    (filled.place.folder.path / f"{digest}.parquet").write_bytes(b"")
    copied = filled.backup(tmp_path / "copy")
    assert [fault.facts["number"] for fault in copied.left_out] == ["2"]
    with Store.open(tmp_path / "copy") as copy:
        assert copy.verify().damaged == (2,)


def test_a_damaged_backup_is_not_put_back(filled: Store, tmp_path: Path) -> None:
    filled.backup(tmp_path / "copy")
    next((tmp_path / "copy" / "files").iterdir()).write_bytes(b"")
    with Store.open(tmp_path / "new") as new:
        with pytest.raises(LabError) as error:
            new.restore(tmp_path / "copy")
        assert error.value.faults[0].code == "store-file-damaged"
        assert new.uploads() == ()


def test_nothing_stays_behind_when_a_backup_fails(filled: Store, tmp_path: Path) -> None:
    with filled.place.database.writing() as session:
        session.execute(text("DROP TABLE pilot"))
    with pytest.raises(LabError):
        filled.backup(tmp_path / "copy")
    assert [path.name for path in tmp_path.iterdir()] == [".lab"]


def test_files_without_an_upload_are_found_and_set_aside(filled: Store) -> None:
    name = filled.place.folder.write(b"verweesd")
    half = filled.place.folder.path / ".1234.half"
    half.write_bytes(b"half")
    (filled.place.state / ".5678.half-wal").write_bytes(b"half")
    filled.place.folds.mkdir(exist_ok=True)
    (filled.place.folds / ".9012.half").write_bytes(b"half")
    assert filled.orphans() == ()
    assert {path.stem for path in filled.orphans(older_than=0)} == {name, ".1234", ".5678", ".9012"}
    moved = filled.set_aside_orphans(older_than=0)
    assert {path.parent.name for path in moved} == {"orphans"}
    assert filled.orphans(older_than=0) == ()
    assert filled.verify().ok


def _other_url(request: pytest.FixtureRequest, store: Store) -> str | None:
    return None if store.place.database.sqlite else request.getfixturevalue("new_database")()


def test_a_backup_in_one_file_fills_an_empty_store(filled: Store, tmp_path: Path) -> None:
    copied = filled.backup(tmp_path / "new folder" / "copy.zip")
    assert (copied.head, copied.uploads, copied.left_out) == (filled.head(), 4, ())
    assert [path.name for path in (tmp_path / "new folder").iterdir()] == ["copy.zip"]
    with Store.open(tmp_path / "new") as new:
        assert new.restore(tmp_path / "new folder" / "copy.zip").head == filled.head()
        assert new.verify(witnesses=[filled.head()]).ok
        assert new.uploads() == filled.uploads()


def test_a_backup_in_one_file_never_overwrites(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "copy.zip").write_bytes(b"of somebody else")
    with pytest.raises(LabError, match="store-not-empty"):
        filled.backup(tmp_path / "copy.zip")
    assert (tmp_path / "copy.zip").read_bytes() == b"of somebody else"


@pytest.mark.parametrize("harm", ["cut", "changed", "something else", "outside", "gone"])
def test_a_damaged_packed_backup_is_refused(
    local: Store, example: Callable[..., Delivery], tmp_path: Path, harm: str
) -> None:
    local.accept(example(1), actor="projectleider")
    file = tmp_path / "copy.zip"
    local.backup(file)
    data = file.read_bytes()
    spoilt = {
        "cut": data[: len(data) // 2],
        "changed": data[:900] + bytes([data[900] ^ 1]) + data[901:],
        "something else": b"PK is not enough",
        "outside": data.replace(b"register.sqlite", b"../../evil.sql1"),
    }
    file.unlink()
    if harm in spoilt:
        file.write_bytes(spoilt[harm])
    with Store.open(tmp_path / "new") as new:
        with pytest.raises(LabError, match=r"store-(not-backup|damaged|file-damaged)"):
            new.restore(file)
        assert new.uploads() == ()
    assert file.exists() == (harm in spoilt)
