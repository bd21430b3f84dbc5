"""The page Rapport: it offers every file, and makes one only when somebody asks for it."""

from __future__ import annotations

import csv
import io

import pytest

from identiteitslab.dashboard.views import exports
from identiteitslab.report.files import FORMS
from identiteitslab.text.lookup import LANGUAGES, say


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_offers_note_and_report_in_every_form(visit, lab, lang):
    page = visit(lab, "rapport", lang=lang)
    labels = [button.proto.label for button in page.get("download_button")]
    each = [say(f"page.report.{form}", lang) for form in FORMS]
    assert labels == [*each, *each, say("page.report.csv", lang)]


def test_what_it_offers_is_what_the_report_makes(visit, lab, evaluation, monkeypatch):
    from identiteitslab.dashboard.pages import report as page_of_report

    offered = []
    taken = page_of_report.Report

    def remember(*given, **named):
        offered.append(taken(*given, **named))
        return offered[-1]

    monkeypatch.setattr(page_of_report, "Report", remember)
    visit(lab, "rapport")
    note, full = offered
    assert (note.kind, full.kind) == ("note", "full")
    assert note.evaluation.id == evaluation.id
    with lab.store() as store:
        assert note.head == store.head()
    assert "content" not in vars(full)
    assert note.make("html").startswith(b"<!doctype html>")


def test_the_table_is_csv_that_nothing_calculates(evaluation):
    rows = list(csv.reader(io.StringIO(exports.as_csv(evaluation, "nl").decode("utf-8-sig")),
                           delimiter=";"))  # fmt: skip
    assert len(rows) == 1 + len(evaluation.standings)
    assert exports.file_name(evaluation, "nl") == f"voorbeeld-vergelijking-{evaluation.id}.csv"
    assert exports._plain("=1+1") == "'=1+1"
