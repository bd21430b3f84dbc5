from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from identiteitslab.errors import LabError
from identiteitslab.measurement.sums import summarise
from identiteitslab.store import parts
from identiteitslab.store.chain import BEGIN, Link, read_entry
from identiteitslab.store.store import Store
from identiteitslab.text.lookup import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from identiteitslab.intake.delivery import Delivery
    from identiteitslab.store.upload import PartName

THREE = (1, 2, 3)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, example: Callable[..., Delivery]) -> Path:
    state = tmp_path_factory.mktemp("original")
    with Store.open(state) as store:
        for seed in THREE:
            store.accept(example(seed), actor="projectleider")
        store.withdraw(3, actor="beheerder", reason="verkeerde ronde")
    return state


@pytest.fixture
def state(tmp_path: Path, original: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / ".lab"))


def codes(state: Path, witnesses: Sequence[str] = ()) -> tuple[set[str], tuple[int, ...]]:
    with Store.open(state) as store:
        found = store.verify(witnesses)
    assert all(fault.describe(lang) for fault in found.faults for lang in LANGUAGES)
    return {fault.code for fault in found.faults}, found.damaged


def edit(state: Path, *statements: str) -> None:
    with closing(sqlite3.connect(state / "register.sqlite")) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def exchange(state: Path, old: str, new: str) -> None:
    edit(state, f"UPDATE part SET digest = '{new}' WHERE digest = '{old}'")  # noqa: S608


def forge(state: Path, change: Callable[[str], str]) -> None:
    """Change entries of the log and make the chain fit again, as an insider could."""
    with closing(sqlite3.connect(state / "register.sqlite")) as connection, connection:
        end = BEGIN
        for sequence, text in connection.execute("SELECT sequence, entry FROM log").fetchall():
            said = change(text)
            entry = read_entry(said)
            line = type(entry)(**{**vars(entry), "previous": end.hash}).line()
            connection.execute(
                "UPDATE log SET entry = ?, hash = ? WHERE sequence = ?",
                [line.text, line.hash, sequence],
            )
            end = Link(sequence, line.hash)
        connection.execute("UPDATE head SET hash = ?", [end.hash])


def part_path(state: Path, number: int, name: PartName) -> Path:
    with Store.open(state) as store:
        upload = store.uploads()[number - 1]
        return state / "files" / f"{upload.part(name).digest}.parquet"


def test_an_untouched_store_is_whole(state: Path) -> None:
    with Store.open(state) as store:
        found = store.verify(witnesses=[store.head()])
    assert found.ok
    assert (found.uploads, found.entries, found.rows, found.damaged) == (3, 4, 120, ())


@pytest.mark.parametrize(
    ("statement", "damaged"),
    [
        ("UPDATE upload SET accepted = 39, rows_in = 39 WHERE number = 2", (2,)),
        ("UPDATE upload SET actor = 'beheerder' WHERE number = 1", (1,)),
        ("UPDATE upload SET accepted_at = replace(accepted_at, '20', '21') WHERE number = 1", (1,)),
        ("UPDATE upload SET status = 'active' WHERE number = 3", (3,)),
        ("UPDATE upload SET status = 'withdrawn' WHERE number = 1", (1,)),
        ("UPDATE upload SET file_hash = content_hash WHERE number = 2", (2,)),
        ("DELETE FROM upload WHERE number = 3", (3,)),
        ("DELETE FROM part WHERE upload = 1 AND name = 'rows'", (1,)),
        ("DELETE FROM pilot WHERE upload = 1", (1,)),
        ("UPDATE pilot SET gemeente = 'Elders' WHERE upload = 2", (2,)),
        ("INSERT INTO pilot VALUES (2, 'Elders', 'voorbeeldpas', 1)", (2,)),
        ("UPDATE part SET size = size + 1 WHERE upload = 1 AND name = 'sums'", (1,)),
    ],
)
def test_a_changed_row_of_the_register_is_noticed_by_upload(
    state: Path, statement: str, damaged: tuple[int, ...]
) -> None:
    edit(state, statement)
    found, numbers = codes(state)
    assert "store-register-differs" in found
    assert numbers == damaged


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log SET entry = replace(entry, 'verkeerde', 'goede') WHERE sequence = 4",
        "UPDATE log SET kind = 'decision' WHERE sequence = 4",
        "UPDATE log SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE sequence = 2",
        "DELETE FROM log WHERE sequence = 4",
        "DELETE FROM log WHERE sequence = 2",
        "DELETE FROM log",
        "UPDATE log SET sequence = 5 WHERE sequence = 4",
        "UPDATE head SET sequence = 3",
        "UPDATE head SET hash = replace(hash, substr(hash, 1, 1), 'x')",
    ],
)
def test_a_changed_log_is_noticed(state: Path, statement: str) -> None:
    edit(state, statement)
    assert "store-log-broken" in codes(state)[0]


def test_swapped_entries_are_noticed(state: Path) -> None:
    edit(
        state,
        "UPDATE log SET sequence = 9 WHERE sequence = 1",
        "UPDATE log SET sequence = 1 WHERE sequence = 2",
        "UPDATE log SET sequence = 2 WHERE sequence = 9",
    )
    assert "store-log-broken" in codes(state)[0]


@pytest.mark.parametrize("table", ["head", "upload", "log"])
def test_a_register_without_one_of_its_tables_is_damaged(state: Path, table: str) -> None:
    edit(state, f"DROP TABLE {table}")
    assert "store-damaged" in codes(state)[0]


def test_a_register_without_a_head_is_damaged(state: Path) -> None:
    edit(state, "DELETE FROM head")
    assert codes(state)[0] == {"store-damaged"}


def test_who_rewrites_all_of_the_log_is_found_out_by_a_receipt(state: Path) -> None:
    with Store.open(state) as store:
        receipt = store.head()
    forge(state, lambda text: text.replace("verkeerde ronde", "andere reden"))
    assert codes(state)[0] == {"store-seal"}
    assert "store-witness" in codes(state, witnesses=[receipt])[0]


def test_exchanged_sums_are_noticed_even_when_all_hashes_fit(
    state: Path, example: Callable[..., Delivery]
) -> None:
    with Store.open(state) as store:
        old = store.uploads()[0].part("sums")
        data = parts.encode(summarise(example(8).rows))
        new = store.place.folder.write(data)
    exchange(state, old.digest, new)
    edit(state, f"UPDATE part SET size = {len(data)} WHERE digest = '{new}'")  # noqa: S608
    forge(
        state,
        lambda text: text.replace(old.digest, new).replace(f"{old.size}]", f"{len(data)}]", 2),
    )
    found, damaged = codes(state)
    assert "store-sums-differ" in found
    assert damaged[0] == 1


def test_exchanged_rows_are_noticed_even_when_all_hashes_fit(
    state: Path, example: Callable[..., Delivery]
) -> None:
    with Store.open(state) as store:
        old = store.uploads()[1].part("rows")
        new = store.place.folder.write(parts.encode(example(8).rows))
    exchange(state, old.digest, new)
    forge(state, lambda text: text.replace(old.digest, new))
    found, damaged = codes(state)
    assert {"store-rows-differ", "store-sums-differ"} <= found
    assert damaged == (2,)


@pytest.mark.parametrize("name", ["rows", "sums"])
def test_a_missing_file_is_charged_to_its_upload(state: Path, name: str) -> None:
    part_path(state, 2, name).unlink()
    assert codes(state) == ({"store-file-missing"}, (2,))


@pytest.mark.parametrize("name", ["rows", "sums"])
def test_a_cut_off_file_is_charged_to_its_upload(state: Path, name: str) -> None:
    path = part_path(state, 2, name)
    path.write_bytes(path.read_bytes()[:-1])
    assert codes(state) == ({"store-file-damaged"}, (2,))


def test_a_file_that_is_no_table_is_damage_even_when_its_hash_fits(state: Path) -> None:
    with Store.open(state) as store:
        old = store.uploads()[1].part("rows")
        new = store.place.folder.write(b"geen tabel")
    exchange(state, old.digest, new)
    forge(state, lambda text: text.replace(old.digest, new))
    assert "store-file-damaged" in codes(state)[0]


def test_a_damaged_upload_does_not_count_and_the_rest_does(
    state: Path, example: Callable[..., Delivery]
) -> None:
    part_path(state, 1, "sums").write_bytes(b"")
    with Store.open(state) as store:
        gathered = store.gather()
        assert gathered.sums.equals(summarise(example(2).rows))
        assert [fault.facts["number"] for fault in gathered.left_out] == ["1"]
        assert gathered.data_version != store.data_version()


def test_a_damaged_upload_heals_when_its_rows_come_again(
    state: Path, example: Callable[..., Delivery]
) -> None:
    part_path(state, 1, "sums").unlink()
    part_path(state, 1, "rows").write_bytes(b"")
    delivery = example(1)
    backwards = delivery.rows.take(list(reversed(range(delivery.accepted))))
    with Store.open(state) as store:
        again = store.accept(
            type(delivery)("x", "f" * 64, backwards, rows_in=40), actor="beheerder"
        )
        assert (again.number, again.duplicate, again.head) == (1, True, store.head())
        assert store.entries()[-1].kind == "upload-mended"
        assert store.verify().ok
        assert store.gather().left_out == ()


@pytest.mark.parametrize("change", [lambda data: data[:4096], lambda data: b"x" * len(data)])
def test_a_broken_register_is_named_and_not_overwritten(
    state: Path, change: Callable[[bytes], bytes]
) -> None:
    path = state / "register.sqlite"
    broken = change(path.read_bytes())
    path.write_bytes(broken)
    with pytest.raises(LabError) as error, Store.open(state) as store:
        raise LabError(store.verify().faults)
    assert error.value.faults[0].code == "store-damaged"
    assert path.read_bytes() == broken


@pytest.mark.parametrize(
    "change", [lambda data: data[:0], lambda data: data[:-1], lambda data: data + b"\n"]
)
def test_a_changed_seal_is_noticed(state: Path, change: Callable[[bytes], bytes]) -> None:
    path = state / "register.seal"
    path.write_bytes(change(path.read_bytes()))
    assert codes(state)[0] == {"store-seal"}


def test_a_seal_of_an_earlier_moment_says_nothing(
    state: Path, example: Callable[..., Delivery]
) -> None:
    seal = (state / "register.seal").read_bytes()
    with Store.open(state) as store:
        store.accept(example(4), actor="projectleider")
    (state / "register.seal").write_bytes(seal)
    assert codes(state)[0] == set()


def test_verifying_does_not_renew_the_seal(state: Path) -> None:
    edit(state, "CREATE TABLE beside (x)")
    assert codes(state)[0] == {"store-seal"}
    assert codes(state)[0] == {"store-seal"}


def test_every_changed_bit_of_every_file_is_noticed(state: Path) -> None:
    shutil.rmtree(state / "folds", ignore_errors=True)
    files = {path: path.read_bytes() for path in state.rglob("*") if path.is_file()}
    dice = random.Random(20270101)
    for path in dice.choices(list(files), k=48):
        place = dice.randrange(len(files[path]))
        changed = bytearray(files[path])
        changed[place] ^= 1 << dice.randrange(8)
        path.write_bytes(changed)
        assert noticed(state), f"{path.name}: byte {place}"
        restore(state, files)
    assert codes(state)[0] == set()


def noticed(state: Path) -> bool:
    try:
        return bool(codes(state)[0])
    except LabError:
        return True


def restore(state: Path, files: dict[Path, bytes]) -> None:
    for path in state.rglob("*"):
        if path.is_file() and path not in files:
            path.unlink()
    for path, data in files.items():
        path.write_bytes(data)
