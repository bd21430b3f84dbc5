"""List, withdraw, verify, back up and restore: nothing is lost, and damage has a name."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def filled(own_lab):
    """Give a lab with three uploads."""
    for path in [p for p in own_lab.examples if p.suffix == ".csv"][:3]:
        own_lab.add(own_lab.check(path.name, path.read_bytes()))
    return own_lab


@pytest.fixture
def here(filled):
    return ("--lab", filled.root)


def listed(ask, here):
    return json.loads(ask("uploads", "--json", *here).out)


def damage(lab, number: int) -> None:
    with lab.store() as store:
        upload = next(u for u in store.uploads() if u.number == number)
    file = lab.state / "files" / f"{upload.part('rows').digest}.parquet"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def test_the_list_says_what_counts_and_names_nobody(ask, filled, here) -> None:
    ran = ask("uploads", *here)
    assert ran.code == 0
    codes = {pilot["gemeente"] for each in listed(ask, here) for pilot in each["pilots"]}
    assert all(filled.catalogue.gemeenten[code].name in ran.out for code in codes)
    assert ran.out.count("telt mee") == 3
    assert not any(path.stem in ran.out for path in filled.examples)


def test_an_empty_list_says_so(ask, own_lab) -> None:
    assert "nothing was delivered" in ask(
        "uploads", "--lab", own_lab.root, "--lang", "en"
    ).out.casefold()  # fmt: skip


def test_what_is_withdrawn_stays_in_the_list_and_can_count_again(ask, filled, here) -> None:
    before = filled.measurements()
    assert ask("withdraw", 2, "--reason", "verkeerde ronde", *here).code == 0
    assert "ingetrokken" in ask("uploads", *here).out
    assert filled.measurements()[1] != before[1]
    assert ask("withdraw", 2, "--reason", "verkeerde ronde", *here).code == 0
    assert ask("reinstate", 2, "--reason", "toch goed", *here).code == 0
    assert [each["status"] for each in listed(ask, here)] == ["active"] * 3
    assert filled.measurements()[1] == before[1]
    assert filled.measurements()[0].equals(before[0])


@pytest.mark.parametrize("command", ["withdraw", "reinstate"])
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((9, "--reason", "verkeerd"), "store-unknown"),
        ((1, "--reason", " "), "store-reason"),
        ((1, "--reason", "bel 0612345678"), "store-reason"),
        ((1, "--reason", "mail a@b.nl"), "store-reason"),
        ((1, "--reason", "fout van Jan de Vries"), "store-reason"),
        ((1,), "usage"),
        (("twee", "--reason", "verkeerd"), "usage"),
    ],
)
def test_a_wrong_number_or_reason_changes_nothing(
    ask, here, filled, command, arguments, code
) -> None:
    ran = ask(command, *arguments, *here)
    assert ran.code == 2
    assert f"[{code}]" in ran.err
    with filled.store() as store:
        assert len(store.entries()) == 3


def test_a_whole_store_is_whole(ask, filled, here) -> None:
    with filled.store() as store:
        head = store.head()
    ran = ask("verify", "--witness", head, *here)
    assert (ran.code, head in ran.out) == (0, True)
    report = json.loads(ask("verify", "--json", *here).out)
    assert report["ok"]
    assert (report["head"], report["uploads"], report["usable"]) == (head, 3, [1, 2, 3])


def test_damage_is_named_and_the_rest_stays_usable(ask, filled, here) -> None:
    damage(filled, 2)
    ran = ask("verify", *here)
    assert ran.code == 1
    assert "upload 2" in ran.out
    assert "Beschadigd: 2" in ran.out
    report = json.loads(ask("verify", "--json", *here).out)
    assert (report["ok"], report["damaged"], report["usable"]) == (False, [2], [1, 3])
    assert {fault["code"] for fault in report["faults"]} == {"store-file-damaged"}


def test_a_head_from_another_log_is_not_believed(ask, here) -> None:
    ran = ask("verify", "--witness", "f" * 64, *here)
    assert (ran.code, "[store-witness]" in ran.out) == (1, True)


def test_a_lost_register_is_told(ask, filled, here) -> None:
    (filled.state / "register.sqlite").write_bytes(b"iets anders" * 1000)
    ran = ask("verify", *here)
    assert ran.code in (1, 2)
    assert "[store-damaged]" in ran.out + ran.err


@pytest.mark.parametrize("name", ["kopie", "kopie.zip"])
def test_a_backup_comes_back_in_another_lab(ask, here, tmp_path, name) -> None:
    ran = ask("backup", tmp_path / name, *here)
    assert (ran.code, "3 aanleveringen" in ran.out) == (0, True)
    other = tmp_path / "ander"
    ask("init", other, "--no-examples")
    there = ("--lab", other)
    assert ask("restore", tmp_path / name, *there).code == 0
    assert listed(ask, there) == listed(ask, here)
    assert ask("verify", *there).code == 0
    again = ask("restore", tmp_path / name, *there)
    assert (again.code, "[store-not-empty]" in again.err) == (2, True)
    over = ask("backup", tmp_path / name, *here)
    assert (over.code, "[store-not-empty]" in over.err) == (2, True)


def test_a_backup_of_a_damaged_store_says_what_is_missing(ask, filled, here, tmp_path) -> None:
    damage(filled, 2)
    ran = ask("backup", tmp_path / "kopie", *here)
    assert ran.code == 2
    assert "upload 2" in ran.err


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (str, "input-missing"),
        (lambda path: path.mkdir(), "store-not-backup"),
        (lambda path: path.write_bytes(b"geen zip"), "store-not-backup"),
    ],
)
def test_what_is_no_backup_is_refused(ask, own_lab, tmp_path, make, code) -> None:
    source = tmp_path / "kopie"
    make(source)
    ran = ask("restore", source, "--lab", own_lab.root)
    assert (ran.code, f"[{code}]" in ran.err) == (2, True)
    with own_lab.store() as store:
        assert store.uploads() == ()


def test_help_is_dutch_with_english_beside_it(ask) -> None:
    for command in ("template", "add", "uploads", "withdraw", "reinstate", "verify", "backup",
                    "restore", "sum"):  # fmt: skip
        ran = ask(command, "--help")
        assert (ran.code, " / " in ran.out) == (0, True), command
