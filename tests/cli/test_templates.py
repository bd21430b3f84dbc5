"""The command template: one pilot, from the criteria, and never over something else."""

from __future__ import annotations

import openpyxl
import pytest


def test_a_workbook_knows_its_pilot_and_its_criteria(ask, lab, tmp_path) -> None:
    file = tmp_path / "sjabloon.xlsx"
    arguments = ("--solution", "Dijkpas", "--gemeente", "groningen", "--round", 2, "--out", file)
    ran = ask("template", *arguments, "--situation", "moving-house", "--lab", lab.root)
    assert (ran.code, "Groningen" in ran.out) == (0, True)
    book = openpyxl.load_workbook(file)
    pilot = {key.value: value.value for key, value in book["Pilot"]["A1:B4"]}
    assert pilot == {
        "gemeente": "GM0014", "oplossing": "dijkpas", "ronde": "2", "situatie": "moving-house"
    }  # fmt: skip
    assert lab.catalogue.digest in {p.value for p in book.custom_doc_props.props}
    notes = [cell.comment.text for cell in book["Deelnemers"][1] if cell.comment]
    assert any("Zo meet u" in note for note in notes)


def test_an_empty_template_holds_no_measurements_and_nothing_wrong(ask, lab, tmp_path) -> None:
    for form in ("csv", "xlsx"):
        file = tmp_path / f"sjabloon.{form}"
        flag = ["--csv"] if form == "csv" else []
        pilot = ("--solution", "grutto", "--gemeente", "GM0363")
        assert ask("template", *pilot, *flag, "--out", file, "--lab", lab.root).code == 0
        delivery = lab.check(file.name, file.read_bytes())
        assert {fault.code for fault in delivery.faults} <= {"rows-none"}, form
        assert delivery.accepted == 0


def test_without_a_name_it_stands_here(ask, lab, in_empty_folder) -> None:
    pilot = ("--solution", "grutto", "--gemeente", "Amsterdam")
    assert ask("template", *pilot, "--csv", "--lab", lab.root).code == 0
    assert [path.name for path in in_empty_folder.iterdir()] == ["GM0363-grutto-1.csv"]


def test_it_speaks_english(ask, lab, tmp_path) -> None:
    file = tmp_path / "template.xlsx"
    pilot = ("--solution", "grutto", "--gemeente", "Amsterdam")
    ran = ask("template", *pilot, "--out", file, "--lang", "en", "--lab", lab.root)
    assert "template for Amsterdam" in ran.out
    sheet = openpyxl.load_workbook(file)["Lees mij"]
    assert any("Never" in str(cell.value) for cell in sheet["A"])


def test_it_only_overwrites_when_told(ask, lab, tmp_path) -> None:
    file = tmp_path / "sjabloon.csv"
    file.write_text("van een ander")
    command = ("template", "--solution", "grutto", "--gemeente", "Amsterdam", "--csv",
               "--out", file, "--lab", lab.root)  # fmt: skip
    ran = ask(*command)
    assert (ran.code, "[output-exists]" in ran.err) == (2, True)
    assert file.read_text() == "van een ander"
    assert ask(*command, "--force").code == 0
    assert file.read_text(encoding="utf-8-sig").startswith("gemeente;")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"--solution": "gruto"}, "oplossing-unknown"),
        ({"--gemeente": "Amsterdan"}, "gemeente-unknown"),
        ({"--situation": "verhuizen"}, "situatie-unknown"),
        ({"--round": "0"}, "usage"),
        ({"--out": "geen/map/sjabloon.xlsx"}, "lab-folder-unwritable"),
        ({"--out": "."}, "output-exists"),
    ],
)
def test_wrong_input_is_told_and_leaves_nothing(ask, lab, in_empty_folder, wrong, code) -> None:
    options = {"--solution": "grutto", "--gemeente": "Amsterdam", "--out": "a.xlsx", **wrong}
    ran = ask("template", *(word for pair in options.items() for word in pair), "--lab", lab.root)
    assert ran.code == 2
    assert f"[{code}]" in ran.err
    assert list(in_empty_folder.iterdir()) == []
