"""The command add: checks all first, shows what would change, stores whole or nothing."""

from __future__ import annotations

import io
import json
import shutil

import openpyxl
import pytest

from identiteitslab.lab.asking import DRAWS
from identiteitslab.measurement.identity import content_hash
from identiteitslab.simulation.simulate import simulate


@pytest.fixture
def files(own_lab):
    """Give the csv files among the examples, by name."""
    return {path.stem: path for path in own_lab.examples if path.suffix == ".csv"}


@pytest.fixture
def corrected(files, tmp_path):
    """Give a csv file, and the same with one value corrected."""
    first = next(iter(files.values()))
    second = tmp_path / "verbeterd.csv"
    second.write_text(first.read_text(encoding="utf-8-sig").replace(";ja;", ";nee;", 1))
    return first, second


def stored(lab):
    with lab.store() as store:
        return store.uploads()


def test_a_folder_and_files_at_once(ask, own_lab, files, tmp_path) -> None:
    folder = tmp_path / "map"
    folder.mkdir()
    one, two, three = list(files.values())[:3]
    shutil.copy(one, folder)
    shutil.copy(two, folder)
    for name in ("~$open.xlsx", ".verborgen.csv", "notitie.docx"):
        (folder / name).write_bytes(b"x")
    ran = ask("add", folder, three, folder / one.name, "--lab", own_lab.root)
    assert ran.code == 0, ran.err
    assert [upload.number for upload in stored(own_lab)] == [1, 2, 3]


def test_the_same_rows_in_another_file_are_told_as_such(ask, own_lab, files, tmp_path) -> None:
    file = next(iter(files.values()))
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    turned = tmp_path / "omgekeerd.csv"
    turned.write_text("\n".join([lines[0], *reversed(lines[1:])]))
    ran = ask("add", file, turned, "--lab", own_lab.root)
    assert ran.code == 0, ran.err
    assert "waren er al, als aanlevering 1" in ran.out
    assert len(stored(own_lab)) == 1


def test_a_preview_stores_nothing_and_foretells_the_evaluation(ask, own_lab, files) -> None:
    one, two = list(files.values())[:2]
    ask("add", one, "--lab", own_lab.root)
    ran = ask("add", two, "--preview", "--lab", own_lab.root)
    assert ran.code == 0, ran.err
    assert "nog niet bewaard" in ran.out
    assert "nu → straks" in ran.out
    assert len(stored(own_lab)) == 1
    delivery = own_lab.check(two.name, two.read_bytes())
    foretold = own_lab.preview([delivery], draws=DRAWS).after
    ask("add", two, "--lab", own_lab.root)
    assert own_lab.evaluate().id == foretold.id
    assert own_lab.evaluate().standings == foretold.standings


def test_a_preview_of_what_is_there_says_that_nothing_changes(ask, own_lab, files) -> None:
    file = next(iter(files.values()))
    ask("add", file, "--lab", own_lab.root)
    ran = ask("add", file, "--preview", "--lab", own_lab.root, "--lang", "en")
    assert (ran.code, "nothing changes" in ran.out) == (0, True)


def test_a_correction_is_not_counted_beside_what_it_corrects(ask, own_lab, corrected) -> None:
    first, second = corrected
    ask("add", first, "--lab", own_lab.root)
    ran = ask("add", second, "--lab", own_lab.root)
    assert (ran.code, "[add-overlaps]" in ran.err) == (2, True)
    assert "--replace 1" in ran.err
    ran = ask("add", second, "--replace", 1, "--lab", own_lab.root)
    assert ran.code == 0, ran.err
    assert [(u.status, u.successor) for u in stored(own_lab)] == [
        ("superseded", 2),
        ("active", None),
    ]


def test_who_says_so_may_count_beside(ask, own_lab, corrected) -> None:
    first, second = corrected
    ran = ask("add", first, second, "--lab", own_lab.root)
    assert (ran.code, "[add-overlaps-file]" in ran.err) == (2, True)
    assert stored(own_lab) == ()
    assert ask("add", first, second, "--beside", "--lab", own_lab.root).code == 0
    assert [upload.active for upload in stored(own_lab)] == [True, True]


def test_a_receipt_as_text_for_each_file(ask, own_lab, files, tmp_path) -> None:
    receipt = tmp_path / "bewijs.txt"
    two = list(files.values())[:2]
    ask("add", *two, "--receipt", receipt, "--lab", own_lab.root)
    text = receipt.read_text()
    assert all(f"Ontvangstbewijs van {path.name}" in text for path in two)
    assert "Bewaard als aanlevering 2" in text


def test_a_receipt_as_json_holds_the_head_of_the_log(ask, own_lab, files, tmp_path) -> None:
    receipt = tmp_path / "bewijs.json"
    ask("add", next(iter(files.values())), "--receipt", receipt, "--lab", own_lab.root)
    with own_lab.store() as store:
        assert json.loads(receipt.read_text())["head"] == store.head()


def test_a_receipt_of_a_wrong_file_marks_its_faults(ask, own_lab, corrected, tmp_path) -> None:
    _, wrong = corrected
    wrong.write_text(wrong.read_text().replace(";ja;", ";misschien;", 2))
    receipt = tmp_path / "bewijs.xlsx"
    ran = ask("add", wrong, "--receipt", receipt, "--lab", own_lab.root)
    assert ran.code == 2
    sheet = openpyxl.load_workbook(receipt).worksheets[0]
    assert [row[5].value for row in sheet.iter_rows(min_row=2)] == ["cell-not-yes-no"] * 2
    assert stored(own_lab) == ()


def test_good_rows_can_be_kept(ask, own_lab, corrected) -> None:
    _, wrong = corrected
    wrong.write_text(wrong.read_text().replace(";ja;", ";misschien;", 2))
    ran = ask("add", wrong, "--keep-good-rows", "--lab", own_lab.root)
    assert (ran.code, "2 rijen zijn fout" in ran.out) == (0, True)
    assert stored(own_lab)[0].rejected == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("FILE", "--receipt", "bewijs.pdf"), "receipt-form"),
        (("FILE", "OTHER", "--receipt", "bewijs.json"), "receipt-one-file"),
        (("FILE", "--receipt", "bestaat.txt"), "output-exists"),
        (("FILE", "--receipt", "geen/map/bewijs.txt"), "lab-folder-unwritable"),
        (("FILE", "OTHER", "--replace", "1"), "add-replace-one"),
        (("FILE", "--replace", "7"), "store-unknown"),
        (("FILE", "--replace", "0"), "usage"),
        (("leeg",), "input-folder-empty"),
        (("nergens.csv", "FILE"), "input-missing"),
        (("leeg.csv",), "file-empty"),
    ],
)
def test_wrong_input_stores_nothing(ask, own_lab, files, in_empty_folder, arguments, code) -> None:
    (in_empty_folder / "leeg").mkdir()
    (in_empty_folder / "leeg.csv").touch()
    (in_empty_folder / "bestaat.txt").touch()
    before = sorted(in_empty_folder.iterdir())
    one, two = list(files.values())[:2]
    real = {"FILE": one, "OTHER": two}
    ran = ask("add", *(real.get(a, a) for a in arguments), "--lab", own_lab.root)
    assert ran.code == 2
    assert ran.err.count(f"[{code}]") == 2
    assert "Traceback" not in ran.err
    assert stored(own_lab) == ()
    assert sorted(in_empty_folder.iterdir()) == before


def test_what_was_withdrawn_does_not_come_back_unasked(ask, own_lab, files) -> None:
    one, two = list(files.values())[:2]
    ask("add", one, "--lab", own_lab.root)
    ask("withdraw", 1, "--reason", "verkeerde ronde", "--lab", own_lab.root)
    ran = ask("add", two, one, "--lab", own_lab.root)
    assert (ran.code, "[store-withdrawn]" in ran.err) == (2, True)
    assert len(stored(own_lab)) == 1


def test_the_whole_way(ask, own_lab, tmp_path) -> None:
    """From template to restored backup, filled in with simulated measurements."""
    made = simulate(own_lab.catalogue, gemeenten=2, solutions=2, participants=12, seed=3)
    pilot, (name, data) = next(
        pair for pair in zip(made.pilots, made.files(), strict=True) if pair[1][0].endswith("xlsx")
    )
    here = ("--lab", own_lab.root)
    template, bewijs = tmp_path / "sjabloon.xlsx", tmp_path / "bewijs.json"
    about = ("--solution", pilot.solution, "--gemeente", pilot.gemeente, "--out", template)
    assert ask("template", *about, *here).code == 0
    fill_in(template, data)
    assert ask("add", template, "--preview", *here).code == 0
    assert ask("add", template, "--receipt", bewijs, *here).code == 0
    receipt = json.loads(bewijs.read_text())
    assert (receipt["faults"], receipt["warnings"], receipt["dropped_columns"]) == ([], [], [])
    (upload,) = stored(own_lab)
    assert upload.content_hash == content_hash(own_lab.check(name, data).rows)
    assert ask("withdraw", 1, "--reason", "proef", *here).code == 0
    assert ask("reinstate", 1, "--reason", "toch goed", *here).code == 0
    assert ask("verify", "--witness", receipt["head"], *here).code == 0
    assert ask("backup", tmp_path / "kopie.zip", *here).code == 0
    other = tmp_path / "ander-lab"
    ask("init", other, "--no-examples")
    assert ask("restore", tmp_path / "kopie.zip", "--lab", other).code == 0
    one, two = (json.loads(ask("uploads", "--json", "--lab", r).out) for r in (own_lab.root, other))
    assert one == two
    assert [each["status"] for each in two] == ["active"]


def fill_in(template, answers: bytes) -> None:
    """Copy a simulated pilot into a template, cell by cell, as a person would type it."""
    source, book = openpyxl.load_workbook(io.BytesIO(answers)), openpyxl.load_workbook(template)
    for row, (key, value) in enumerate(source["Pilot"].iter_rows(values_only=True), 1):
        assert book["Pilot"].cell(row, 1).value == key
        book["Pilot"].cell(row, 2, value)
    for name in ("Deelnemers", "Tellingen", "Beoordelingen"):
        sheet = book[name]
        columns = {cell.value: cell.column for cell in sheet[1]}
        head, *rows = source[name].iter_rows(values_only=True)
        lines = {sheet.cell(row, 1).value: row for row in range(sheet.max_row, 1, -1)}
        for cells in rows:
            line = lines.pop(cells[0], sheet.max_row + 1)
            for heading, value in zip(head, cells, strict=True):
                sheet.cell(line, columns[heading], value)
    book.save(template)
