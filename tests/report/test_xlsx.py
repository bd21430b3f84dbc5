"""The workbook: numbers are numbers, and no text is ever calculated."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from identiteitslab.report.print.xlsx import sheet_names, xlsx
from identiteitslab.text.lookup import LANGUAGES, say

EVERY = [(kind, lang) for kind in ("note", "full") for lang in LANGUAGES]


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture(params=EVERY, ids="-".join)
def both(request, reports, made):
    return reports[request.param].content, opened(made(*request.param, "xlsx"))


def test_read_me_comes_first_and_then_a_sheet_a_table(both):
    content, book = both
    tables = [table.id for table in content.tables()]
    first = {"nl": "Lees mij", "en": "Read me"}[content.lang]
    assert book.sheetnames == [first, *sheet_names(tables)]


def test_nothing_is_calculated(both):
    for sheet in both[1]:
        for row in sheet.iter_rows():
            assert all(cell.data_type in ("n", "s") for cell in row)


def test_every_number_of_the_report_is_there_as_a_number(both):
    content, book = both
    for table, sheet in zip(content.tables(), book.worksheets[1:], strict=True):
        told = [n for row in table.rows for cell in row for n in cell.numbers]
        kept = [
            cell.value
            for row in sheet.iter_rows(min_row=4)
            for cell in row
            if cell.data_type == "n" and cell.value is not None
        ]
        assert kept == pytest.approx(told), table.id


def test_every_sheet_says_that_data_are_made_up(both):
    content, book = both
    band = say("fictitious.band", content.lang)
    assert book.worksheets[0]["B1"].value == band
    assert {sheet["A2"].value for sheet in book.worksheets[1:]} == {band}


def test_it_is_made_on_the_day_of_the_evaluation(both):
    content, book = both
    assert book.properties.created == dt.datetime.combine(content.day, dt.time())


def test_texts_stay_texts(naughty):
    for report in (naughty.report, naughty.note):
        values = [
            cell
            for sheet in opened(report.make("xlsx"))
            for row in sheet.iter_rows()
            for cell in row
        ]
        assert all(cell.data_type in ("n", "s") for cell in values)
        formulas = [cell for cell in values if str(cell.value).startswith("=HYPERLINK")]
        assert formulas
        assert {cell.data_type for cell in formulas} == {"s"}


def test_names_of_sheets_fit_and_differ():
    long = "criteria-" + "a" * 40
    names = list(sheet_names([long, long + "b", long.upper(), "a/b:c"]))
    assert len({name.casefold() for name in names}) == 4
    assert all(0 < len(name) <= 31 for name in names)
    assert names[3] == "a-b-c"


def test_the_same_content_gives_the_same_bytes(reports, made):
    for key in EVERY:
        assert xlsx(reports[key].content) == made(*key, "xlsx")
