"""What a report says, before it is printed."""

from __future__ import annotations

from importlib import import_module

import pytest

from identiteitslab.report.content import Picture
from identiteitslab.text.lookup import LANGUAGES, say

KINDS = ("note", "full")
CHAPTERS = 16


@pytest.fixture(params=[(kind, lang) for kind in KINDS for lang in LANGUAGES])
def content(request, reports):
    return reports[request.param].content


def test_every_row_fills_its_columns(content):
    for table in content.tables():
        assert table.columns
        assert {len(row) for row in table.rows} <= {len(table.columns)}, table.id


def test_tables_have_ids_and_titles_of_their_own(content):
    ids = [table.id for table in content.tables()]
    assert len(set(ids)) == len(ids)
    assert all(table.title for table in content.tables())


def test_every_table_names_a_source_that_exists(content):
    for table in content.tables():
        module, _, name = table.source.rpartition(".")
        assert hasattr(import_module(f"identiteitslab.{module}"), name), table.source


def test_every_figure_has_words_and_a_table(content):
    for block in content.blocks():
        if isinstance(block, Picture):
            assert block.figure.alt
            assert block.figure.conclusion
            assert block.table.rows
            assert block.figure.fictitious


def test_numbers_stand_where_columns_promise_them(content):
    for table in content.tables():
        for row in table.rows:
            for column, cell in zip(table.columns, row, strict=True):
                assert len(cell.numbers) in (0, len(column.parts) or 1), (table.id, cell)


@pytest.mark.parametrize("kind", KINDS)
def test_both_languages_say_the_same(reports, kind):
    dutch, english = (reports[kind, lang].content for lang in LANGUAGES)

    def numbers(content):
        return {t.id: [[c.numbers for c in row] for row in t.rows] for t in content.tables()}

    def titles(sections):
        return [len(one.blocks) for one in sections]

    assert titles(dutch.sections) == titles(english.sections)
    exact = {"standings", "minimums-failing", "themes", "flips", "contribution"}
    both = [{k: v for k, v in numbers(one).items() if k in exact} for one in (dutch, english)]
    assert both[0] == both[1]


def test_the_note_says_what_a_steering_group_needs(reports, evaluation):
    content = reports["note", "nl"].content
    assert content.lead
    assert content.band == say("fictitious.band", "nl")
    assert len(content.sections) == 5
    (standings,) = content.tables()
    assert [row[0].text for row in standings.rows] == [
        evaluation.catalogue.solutions[one.solution].name.nl for one in evaluation.standings
    ]
    failed = [one for one in evaluation.standings if one.outcome == "failed"]
    assert standings.apart == len(evaluation.standings) - len(failed)


def test_the_full_report_has_all_chapters(reports):
    content = reports["full", "nl"].content
    assert len(content.sections) == CHAPTERS
    assert len(list(content.figures())) >= 20


def test_a_knock_out_that_one_gemeente_saw_is_told(reports):
    (table,) = (
        one for one in reports["full", "en"].content.tables() if one.id == "without-gemeente"
    )
    told = {row[0].text: row[-1].text for row in table.rows}
    assert "Then takes part: Clog code (made up)" in told["Zwolle"]
    assert sum("takes part" in one for one in told.values()) == 1


def test_the_stamp_names_everything_it_was_made_from(reports, evaluation):
    stamp = reports["full", "nl"].content.stamp
    for part in (evaluation.id, evaluation.criteria_digest[:12], evaluation.data_version[:12]):
        assert part in stamp
    assert "c0ffee" * 10 in stamp


def test_files_of_made_up_data_say_so_in_their_name(reports, evaluation):
    assert reports["note", "nl"].name("pdf") == f"voorbeeld-notitie-{evaluation.id}.pdf"
    assert reports["full", "en"].name("xlsx") == f"example-report-{evaluation.id}.xlsx"
