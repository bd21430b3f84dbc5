"""Bad and odd workbooks: each is read right, refused with its reason, or announced."""

from __future__ import annotations

import datetime as dt
import io
import re

import openpyxl
import pytest
from openpyxl.comments import Comment

SUS = {f"sus {item}": 3 + item % 2 for item in range(1, 11)}
PERSON = {"deelnemer": 1, "leeftijdsgroep": "18-29", "vaardigheid": "basic"}
SHEET = "xl/worksheets/sheet{}.xml"


def opened(change):
    """Give a builder that changes a right workbook with another program."""

    def build(make):
        book = openpyxl.load_workbook(io.BytesIO(make.book({**PERSON, "seq": 6, "sus": 72.5})))
        change(book)
        target = io.BytesIO()
        book.save(target)
        return target.getvalue()

    return build


def table(*rows, name="metingen", change=None):
    """Give a builder of a workbook that holds the columns of the csv table."""

    def build(make):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = name
        sheet.append(list(make.columns))
        for row in rows:
            sheet.append([row.get(column) for column in make.columns])
        if change:
            change(book)
        target = io.BytesIO()
        book.save(target)
        return target.getvalue()

    return build


ROW = {
    "gemeente": "GM0014",
    "oplossing": "dijkpas",
    "ronde": 1,
    "indicator": "sus",
    "waarde": 72.5,
    "deelnemer": 1,
    "datum": dt.date(2027, 3, 1),
}


def cell(sheet, address, value, number_format=None):
    def change(book):
        book[sheet][address] = value
        if number_format:
            book[sheet][address].number_format = number_format

    return change


READ = {
    "one-person": {"build": lambda m: m.book(), "accepted": 1},
    "questionnaire": {"build": lambda m: m.book({**PERSON, **SUS}), "accepted": 1},
    "broken-off": {
        "build": lambda m: m.book({**PERSON, "login-time": 300, "login-time afgebroken": "ja"}),
        "accepted": 1,
    },
    "counts-and-levels": {
        "build": lambda m: m.book(
            counts=[{"indicator": "availability", "teller": 990, "noemer": 1000}],
            levels=[{"indicator": "eidas-level", "niveau": 2, "rol": "toetser", "document": "D1"}],
        ),
        "accepted": 3,
    },
    "indicators-without-a-value": {
        "build": lambda m: m.book(counts=[{"indicator": "availability"}]),
        "accepted": 1,
        "blank": 1,
    },
    "person-without-a-value": {
        "build": lambda m: m.book({**PERSON, "seq": 6}, {**PERSON, "deelnemer": 2}),
        "accepted": 1,
        "blank": 1,
    },
    "example-row-of-the-template": {
        "build": lambda m: m.book({"deelnemer": "voorbeeld", "seq": 7}, {**PERSON, "seq": 6}),
        "accepted": 1,
        "blank": 1,
    },
    "example-row-further-down": {
        "build": lambda m: m.book({**PERSON, "seq": 6}, {"deelnemer": "voorbeeld", "seq": 7}),
        "accepted": 1,
        "blank": 1,
        "warned": {"row-is-example"},
    },
    "gemeente-by-name": {"build": lambda m: m.book(gemeente="Groningen"), "accepted": 1},
    "gemeente-as-number": {"build": opened(cell("Pilot", "B1", 14)), "accepted": 2},
    "round-as-number": {"build": opened(cell("Pilot", "B3", 2)), "accepted": 2},
    "no-situation": {"build": lambda m: m.book(situatie=""), "accepted": 1},
    "number-as-text": {"build": opened(cell("Deelnemers", "F2", "72,5")), "accepted": 2},
    "formula-with-a-value": {
        "build": lambda m: m.replaced(
            m.book({**PERSON, "seq": 6}), SHEET.format(2), "<v>6</v>", "<f>3+3</f><v>6</v>"
        ),
        "accepted": 1,
    },
    "yes-as-boolean": {"build": lambda m: m.book({**PERSON, "login-success": True}), "accepted": 1},
    "hidden-list": {
        "build": opened(lambda b: setattr(b.create_sheet("Lijsten"), "sheet_state", "hidden")),
        "accepted": 2,
    },
    "another-sheet": {
        "build": opened(lambda b: b.create_sheet("Notities").append(["les geleerd"])),
        "accepted": 2,
        "warned": {"sheet-ignored"},
    },
    "an-empty-sheet": {"build": opened(lambda b: b.create_sheet("Blad1")), "accepted": 2},
    "sheets-in-another-order": {
        "build": opened(lambda b: b.move_sheet("Pilot", 3)),
        "accepted": 2,
    },
    "sheet-name-in-capitals": {
        "build": lambda m: m.replaced(m.book(), "xl/workbook.xml", "Deelnemers", "DEELNEMERS"),
        "accepted": 1,
    },
    "unknown-column": {"build": lambda m: m.book({**PERSON, "seq": 6, "kleur": "blauw"}),
                       "accepted": 1},
    "hidden-row": {
        "build": opened(lambda b: setattr(b["Deelnemers"].row_dimensions[2], "hidden", True)),
        "accepted": 2,
        "warned": {"sheet-partly-hidden"},
    },
    "frozen-and-coloured": {
        "build": opened(lambda b: setattr(b["Deelnemers"], "freeze_panes", "B2")),
        "accepted": 2,
    },
    "note-on-a-cell": {
        "build": opened(
            lambda b: setattr(
                b["Deelnemers"]["E1"], "comment", Comment("schaal 1-7", "Jan Jansen")
            )
        ),
        "accepted": 2,
    },
    "maker-in-the-properties": {
        "build": opened(lambda b: setattr(b.properties, "creator", "Jan Jansen")),
        "accepted": 2,
    },
    "workbook-of-1904": {
        "build": table(
            ROW, change=lambda b: setattr(b, "epoch", openpyxl.utils.datetime.CALENDAR_MAC_1904)
        ),
        "accepted": 1,
    },
    "table-in-a-workbook": {"build": table(ROW), "accepted": 1},
    "table-on-a-sheet-of-any-name": {"build": table(ROW, name="Blad1"), "accepted": 1},
    "day-as-text": {"build": table({**ROW, "datum": "01-03-2027"}), "accepted": 1},
    "day-with-time": {"build": table({**ROW, "datum": dt.datetime(2027, 3, 1, 10, 30)}),  # noqa: DTZ001
                      "accepted": 1},
    "cells-without-address": {
        "build": lambda m: m.patched(
            m.book({**PERSON, "datum": "1-3-2027", "seq": 6}), SHEET.format(2),
            lambda part: re.sub(rb'<c r="[A-Z]+[0-9]+"', b"<c", part),
        ),
        "accepted": 1,
    },
    "named-as-csv": {"build": lambda m: m.book(), "accepted": 1, "file": "metingen.csv"},
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_workbooks_that_are_read(judge, name: str) -> None:
    judge(**{"file": "metingen.xlsx", **READ[name]})


WRONG = {
    "formula-without-a-value": (opened(cell("Deelnemers", "E2", "=3+3")), 1, {"cell-is-error"}),
    "formula-never-computed": (
        lambda m: m.replaced(
            m.book({**PERSON, "seq": 6}), SHEET.format(2), "<v>6</v>", "<f>3+3</f><v>0</v>"
        ),
        0,
        {"cell-is-error"},
    ),
    "error-in-a-cell": (opened(cell("Deelnemers", "E2", "#DIV/0!")), 1, {"cell-is-error"}),
    "day-for-a-score": (opened(cell("Deelnemers", "E2", dt.date(2027, 5, 1))), 1,
                        {"number-is-date"}),
    "score-made-up-as-day": (opened(cell("Deelnemers", "E2", 5, "d-mmm")), 1, {"number-is-date"}),
    "time-for-a-duration": (table({**ROW, "indicator": "login-time", "waarde": dt.time(0, 0, 34)}),
                            0, {"number-is-time"}),
    "yes-for-a-number": (opened(cell("Deelnemers", "E2", True)), 1, {"number-unreadable"}),
    "number-for-a-day": (table({**ROW, "datum": 46447}), 0, {"date-unreadable"}),
    "day-sixty": (table({**ROW, "datum": 60}, change=lambda b: setattr(
        b.active["N2"], "number_format", "dd-mm-yyyy")), 0, {"date-out-of-range"}),
    "percent-made-up": (opened(cell("Deelnemers", "F2", 0.725, "0%")), 1,
                        {"number-is-percent"}),
    "answers-missing": (lambda m: m.book({**PERSON, **SUS, "sus 4": None}), 0,
                        {"items-incomplete"}),
    "answer-outside": (lambda m: m.book({**PERSON, **SUS, "sus 4": 6}), 0, {"number-outside"}),
    "answers-and-score": (lambda m: m.book({**PERSON, **SUS, "sus": 72.5}), 0,
                          {"items-and-score"}),
    "no-number-of-participant": (lambda m: m.book({"seq": 6}, {"deelnemer": 2, "seq": 5}), 1,
                                 {"cell-missing"}),
    "same-person-twice": (lambda m: m.book({**PERSON, "seq": 6}, {**PERSON, "seq": 5}), 0,
                          {"row-contradicts"}),
    "date-for-an-age": (opened(cell("Deelnemers", "B2", dt.date(2027, 10, 12))), 0,
                        {"leeftijdsgroep-unknown"}),
    "role-without-level": (
        lambda m: m.book(levels=[{"indicator": "eidas-level", "rol": "toetser"}]), 1,
        {"cell-missing"}),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_cells_that_are_refused(judge, name: str) -> None:
    build, accepted, wrong = WRONG[name]
    judge(build, accepted, wrong, file="metingen.xlsx")


def merged(book):
    book["Deelnemers"].append([2, "75+", "basic", None, 5])
    book["Deelnemers"].merge_cells("B2:B3")


REFUSED = {
    "sheet-hidden": (
        opened(lambda b: setattr(b["Deelnemers"], "sheet_state", "hidden")), {"sheet-hidden"}),
    "sheet-very-hidden": (
        opened(lambda b: setattr(b["Deelnemers"], "sheet_state", "veryHidden")), {"sheet-hidden"}),
    "cells-merged": (opened(merged), {"cells-merged"}),
    "sheet-misspelt": (
        opened(lambda b: setattr(b["Deelnemers"], "title", "Deelnemers (2)")),
        {"sheet-misspelt"}),
    "no-pilot": (opened(lambda b: b.remove(b["Pilot"])), {"sheets-unknown"}),
    "only-a-pilot": (
        opened(lambda b: [b.remove(b[n]) for n in ("Deelnemers", "Tellingen", "Beoordelingen")]),
        {"sheets-unknown"}),
    "pilot-and-table": (opened(lambda b: b.create_sheet("metingen")), {"sheets-both"}),
    "pilot-without-gemeente": (lambda m: m.book(gemeente=""), {"key-missing"}),
    "pilot-of-unknown-gemeente": (lambda m: m.book(gemeente="Gronignen"), {"gemeente-unknown"}),
    "pilot-of-unknown-solution": (lambda m: m.book(oplossing="dijkpass"), {"oplossing-unknown"}),
    "pilot-twice-gemeente": (
        opened(lambda b: b["Pilot"].append(["gemeente", "Almere"])), {"key-twice"}),
    "pilot-with-impossible-day": (lambda m: m.book(van="30-02-2027"), {"date-impossible"}),
    "header-misspelt": (opened(cell("Deelnemers", "E1", "login-sucess")), {"header-misspelt"}),
    "header-twice": (opened(cell("Deelnemers", "F1", "seq")), {"header-twice"}),
    "no-participant-column": (opened(cell("Deelnemers", "A1", "nummer")), {"header-missing"}),
    "nothing-filled-in": (
        lambda m: m.book({"deelnemer": None}), {"rows-none"}),
    "empty-workbook": (
        table(name="Blad1", change=lambda b: b.active.delete_rows(1)), {"sheets-unknown"}),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_workbooks_that_are_refused(judge, name: str) -> None:
    build, refused = REFUSED[name]
    judge(build, refused=refused, file="metingen.xlsx")


def test_a_message_names_sheet_row_and_column(judge) -> None:
    delivery = judge(
        lambda m: m.book({**PERSON, "seq": 6}, {**PERSON, "deelnemer": 2, "seq": 8}),
        accepted=1, wrong={"value-out-of-range"}, file="a.xlsx",
    )  # fmt: skip
    (fault,) = delivery.faults
    where = fault.where
    assert (where.file, where.sheet, where.row, where.column) == ("a.xlsx", "Deelnemers", 3, "seq")


def test_a_fault_of_a_person_is_told_once(judge) -> None:
    delivery = judge(
        lambda m: m.book({**PERSON, "leeftijdsgroep": "34", "seq": 6, "login-success": "ja"}),
        wrong={"leeftijdsgroep-unknown"}, file="a.xlsx",
    )  # fmt: skip
    assert len(delivery.rejected) == 2
    assert len(delivery.faults) == 1


def test_what_is_assessed_is_not_kept_but_not_named_as_dropped_either(judge) -> None:
    level = {"indicator": "eidas-level", "niveau": 2, "rol": "toetser", "geldig tot": "01-01-2029"}
    assert judge(lambda m: m.book(levels=[level]), 2, file="a.xlsx").dropped_columns == ()


def test_a_day_of_1904_is_the_day_that_was_meant(judge) -> None:
    delivery = judge(file="a.xlsx", **READ["workbook-of-1904"])
    assert delivery.rows["measured_on"].to_pylist() == [dt.date(2027, 3, 1)]
