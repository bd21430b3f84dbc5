"""The command that exports: what it writes, what it refuses, and that nothing stays half."""

import json
import shutil
from pathlib import Path

import pytest

TOP = ["catalog.jsonld", "criteria.jsonld", "datapackage", "oscal-assessment-results.json"]


def _names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_all_standards_are_written_and_named(ask, lab, tmp_path):
    ran = ask("export", "--out", tmp_path / "uit", "--lab", lab.root, "--lang", "nl")
    assert ran.code == 0, ran.err
    assert _names(tmp_path / "uit") == TOP
    assert _names(tmp_path) == ["uit"]
    assert "datapackage/sums.csv" in ran.out
    assert "omdat groepen te klein zijn" in ran.out


def test_only_what_is_asked_for_is_written_about_the_question_that_was_asked(ask, lab, tmp_path):
    out = tmp_path / "uit"
    asked = ["--context", "private", "--profile", "security-first", "--on", "2027-05-01"]
    only = ["--only", "package", "--only", "criteria"]
    ran = ask("export", "--out", out, *only, *asked, "--lab", lab.root)
    assert ran.code == 0, ran.err
    assert _names(out) == ["criteria.jsonld", "datapackage"]
    made = json.loads((out / "datapackage/datapackage.json").read_text(encoding="utf-8"))
    question = made["madeFrom"]["question"]
    assert (question["context"], question["profile"]) == ("private", "security-first")
    assert made["created"] == "2027-05-01T00:00:00Z"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--only", "ocsal"], "Bedoelt u oscal?"),
        (["--profile", "balansed"], "balanced"),
        (["--situation", "moving-huose"], "moving-house"),
    ],
)
def test_wrong_names_are_refused_and_nothing_is_written(ask, lab, tmp_path, asked, told):
    ran = ask("export", "--out", tmp_path / "uit", *asked, "--lab", lab.root)
    assert ran.code == 2
    assert told in ran.err
    assert not list(tmp_path.iterdir())


def test_a_folder_with_something_in_it_is_left_alone(ask, lab, tmp_path):
    out = tmp_path / "uit"
    out.mkdir()
    (out / "brief.txt").write_text("van mij")
    for force, told in (([], "niet leeg"), (["--force"], "brief.txt")):
        ran = ask("export", "--out", out, *force, "--lab", lab.root)
        assert ran.code == 2
        assert told in ran.err
    assert (out / "brief.txt").read_text() == "van mij"
    assert _names(tmp_path) == ["uit"]


@pytest.mark.parametrize("make", [Path.touch, lambda path: path.symlink_to(path.parent)])
def test_what_is_no_folder_is_not_replaced(ask, lab, tmp_path, make):
    out = tmp_path / "uit"
    make(out)
    ran = ask("export", "--out", out, "--force", "--lab", lab.root)
    assert ran.code == 2
    assert "bestaat al" in ran.err


def test_a_folder_that_does_not_exist_around_it_is_a_clear_fault(ask, lab, tmp_path):
    ran = ask("export", "--out", tmp_path / "weg" / "uit", "--lab", lab.root)
    assert ran.code == 2
    assert "lab-folder-unwritable" in ran.err
    assert not list(tmp_path.iterdir())


def test_a_lab_without_a_publisher_is_told_so(ask, lab, tmp_path):
    root = tmp_path / "lab"
    shutil.copytree(lab.root, root)
    (root / "lab.toml").write_text('name = "Lab"\n')
    ran = ask("export", "--out", tmp_path / "uit", "--lab", root)
    assert ran.code == 0, ran.err
    assert "Zonder DCAT" in ran.out
    assert "catalog.jsonld" not in _names(tmp_path / "uit")


def test_a_lab_without_measurements_exports_nothing(ask, own_lab, tmp_path):
    ran = ask("export", "--out", tmp_path / "uit", "--lab", own_lab.root)
    assert ran.code == 2
    assert "no-measurements" in ran.err
    assert not (tmp_path / "uit").exists()
