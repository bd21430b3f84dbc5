"""The command that makes the report: what it writes, what it refuses, and nothing half-written."""

from __future__ import annotations

import json
import os
from pathlib import Path

import openpyxl
import pikepdf
import pytest

from identiteitslab.lab.lab import Lab


@pytest.fixture
def here(in_empty_folder):
    return in_empty_folder


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_the_note_in_every_form(ask, lab, here, evaluation):
    ran = ask("report", "--note", "--form", "all", "--lab", lab.root)
    assert ran.code == 0
    stem = f"voorbeeld-notitie-{evaluation.id}"
    assert names(here) == [f"{stem}.{form}" for form in ("html", "json", "pdf", "xlsx")]
    assert ran.out.count("✓") == 4
    with pikepdf.open(here / f"{stem}.pdf") as opened:
        assert len(opened.pages) == 1
    assert openpyxl.load_workbook(here / f"{stem}.xlsx").sheetnames[0] == "Lees mij"
    told = json.loads((here / f"{stem}.json").read_text(encoding="utf-8"))
    assert told["id"] == evaluation.id
    with lab.store() as store:
        assert told["log_head"] == store.head()


def test_the_full_report_is_a_pdf_unless_asked_otherwise(ask, lab, here, evaluation):
    assert ask("report", "--lab", lab.root, "--lang", "en").code == 0
    assert names(here) == [f"example-report-{evaluation.id}.pdf"]


def test_the_form_follows_from_the_name(ask, lab, here):
    assert ask("report", "--note", "--out", "stuurgroep.html", "--lab", lab.root).code == 0
    assert (here / "stuurgroep.html").read_bytes().startswith(b"<!doctype html>")


def test_the_question_can_be_another(ask, lab, here):
    asked = ("--context", "private", "--profile", "security-first", "--seed", 7)
    out = ("--out", "a.json", "--lab", lab.root)
    assert ask("report", "--note", *asked, *out).code == 0
    question = json.loads((here / "a.json").read_text(encoding="utf-8"))["question"]
    assert (question["context"], question["seed"]) == ("private", 7)


REFUSED = {
    ("--note", "--out", "a.docx"): "eindigt niet op .pdf",
    ("--note", "--form", "html", "--out", "a.pdf"): "eindigt niet op .html",
    ("--note", "--form", "all", "--out", "a.pdf"): "er worden 4 bestanden gemaakt",
    ("--note", "--out", "geen-map/a.pdf"): "kan niet worden geschreven",
    ("--note", "--profile", "balansed"): "Bedoelt u balanced?",
    ("--note", "--situation", "moving-huose"): "Bedoelt u moving-house?",
    ("--form", "docx"): "docx",
}


@pytest.mark.parametrize("asked", REFUSED, ids=" ".join)
def test_what_cannot_be_is_refused_and_nothing_is_written(ask, lab, here, asked):
    ran = ask("report", *asked, "--lab", lab.root)
    assert ran.code == 2
    assert REFUSED[asked] in ran.err
    assert names(here) == []


def test_what_stands_there_stays_unless_forced(ask, lab, here):
    file = here / "a.html"
    file.write_text("mijn werk", encoding="utf-8")
    ran = ask("report", "--note", "--out", "a.html", "--lab", lab.root)
    assert (ran.code, file.read_text(encoding="utf-8")) == (2, "mijn werk")
    assert "bestaat al" in ran.err
    assert ask("report", "--note", "--out", "a.html", "--force", "--lab", lab.root).code == 0
    assert file.read_bytes().startswith(b"<!doctype html>")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_the_right_to_write(ask, lab, here):
    here.chmod(0o500)
    ran = ask("report", "--note", "--lab", lab.root)
    here.chmod(0o700)
    assert ran.code == 2
    assert names(here) == []


def test_a_disk_that_fails_leaves_nothing(ask, lab, here, monkeypatch):
    def full(self, data):
        with self.open("wb") as half:
            half.write(data[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    ran = ask("report", "--note", "--form", "html", "--lab", lab.root)
    assert ran.code == 2
    assert "No space left" in ran.err
    assert names(here) == []


def test_a_lab_without_measurements_has_no_report(ask, own_lab, here):
    ran = ask("report", "--lab", own_lab.root)
    assert ran.code == 2
    assert "Er zijn nog geen metingen" in ran.err
    assert names(here) == []


def test_a_decision_comes_along(ask, own_filled_lab, here):
    from identiteitslab.decision.log.decision import Answer, Choice, Draft, Owner
    from identiteitslab.lab.deciding import decide

    lab = Lab.open(own_filled_lab.root)
    yes = Answer(answer="yes")
    phases = lab.catalogue.phases
    draft = Draft(
        question="Gaan we door met de Dijkpas?",
        options=("dijkpas", "zeemeeuw"),
        choice=Choice(verdict="choose", solutions=("dijkpas",)),
        reason="De balie blijft open.",
        owner=Owner(role="wethouder", body="college van B en W"),
        phase="evalueren",
        gate=dict.fromkeys(phases.gate("evalueren"), yes),
        grounds=dict.fromkeys(phases.grounds, yes),
    )
    number = decide(lab, draft, lab.evaluate()).number
    assert ask("report", "--out", "a.html", "--lab", lab.root).code == 0
    text = (here / "a.html").read_text(encoding="utf-8")
    assert f"Besluit {number} van" in text
    assert "Reden: De balie blijft open." in text


def test_more_forms_go_into_a_new_folder(ask, lab, in_empty_folder):
    ran = ask("report", "--note", "--form", "all", "--out", "stukken", "--lab", lab.root)
    assert ran.code == 0, ran.err
    found = {path.suffix for path in (in_empty_folder / "stukken").iterdir()}
    assert found == {".pdf", ".html", ".xlsx", ".json"}


def test_a_folder_that_cannot_be_made_is_told(ask, lab, in_empty_folder):
    (in_empty_folder / "bezet").write_text("")
    ran = ask("report", "--note", "--form", "all", "--out", "bezet/stukken", "--lab", lab.root)
    assert ran.code == 2
    assert "[lab-folder-unwritable]" in ran.err
