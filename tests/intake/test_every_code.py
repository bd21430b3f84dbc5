"""Every fault that the intake has words for can be brought about by a file."""

from __future__ import annotations

import io
import tomllib
import zipfile
from importlib.resources import files

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import identiteitslab.text
from identiteitslab.intake.check_file import check_file
from identiteitslab.intake.examine import MOST_REJECTED
from identiteitslab.measurement.sums import summarise

BSN = "123456782"
PERSON = {"deelnemer": 1, "leeftijdsgroep": "18-29", "vaardigheid": "basic", "seq": 6}
SUS = {f"sus {item}": 3 for item in range(1, 11)}
ONE = {"teller": "", "noemer": ""}

CELLS = {
    "cell-missing": {"ronde": ""},
    "cell-not-allowed": {"afgebroken": "ja"},
    "cell-not-yes-no": {"indicator": "login-success", "waarde": "misschien"},
    "cell-says-nothing": {"waarde": "n.v.t."},
    "cell-is-error": {"waarde": "#DEEL/0!"},
    "cell-is-formula": {"waarde": "=1+1"},
    "hidden-signs": {"gemeente": "Gronin\u200bgen"},
    "mixed-scripts": {"gemeente": "Grоningen"},
    "number-unreadable": {"waarde": "goed"},
    "number-two-ways": {"indicator": "login-time", "waarde": "1.234"},
    "number-is-percent": {"waarde": "72,5%"},
    "number-is-time": {"indicator": "login-time", "waarde": "00:34"},
    "number-is-date": {"indicator": "seq", "waarde": "1-mei"},
    "number-has-words": {"indicator": "login-time", "waarde": "34 s"},
    "number-beyond-sums": {"indicator": "login-time", "waarde": "1e400"},
    "number-outside": {"ronde": "0"},
    "number-with-point": {"waarde": "72.5"},
    "date-unreadable": {"datum": "1 maart 2027"},
    "date-two-ways": {"datum": "03/01/2027"},
    "date-impossible": {"datum": "30-02-2027"},
    "date-out-of-range": {"datum": "01-03-1927"},
    "gemeente-unknown": {"gemeente": "Gronignen"},
    "gemeente-renamed": {"gemeente": "GM0370"},
    "oplossing-unknown": {"oplossing": "dijkpass"},
    "situatie-unknown": {"situatie": "verhuizen"},
    "indicator-unknown": {"indicator": "tevredenheid"},
    "leeftijdsgroep-unknown": {"leeftijdsgroep": "34"},
    "vaardigheid-unknown": {"vaardigheid": "hoog"},
    "value-not-positive": {"indicator": "login-time", "waarde": "0"},
    "value-out-of-range": {"waarde": "101"},
    "value-looks-like-share": {"waarde": "0,725"},
    "share-not-count": {"indicator": "login-success", "waarde": "0,85"},
    "spread-impossible": {"noemer": "38", "spreiding": "160", "deelnemer": ""},
    "row-is-total": {"gemeente": "Totaal"},
    "personal-bsn": {"deelnemer": BSN},
    "personal-email": {"deelnemer": "j.jansen@voorbeeld.nl"},
    "personal-phone": {"deelnemer": "06-12345678"},
    "personal-iban": {"deelnemer": "NL91ABNA0417164300"},
    "personal-name": {"deelnemer": "Jan Jansen"},
    "personal-address": {"situatie": "Dorpsstraat 12, 1234 AB Dorp"},
}
"""A right row of a score with some cells changed."""

COUNTS = {
    "count-not-whole": {"teller": "0,85", "noemer": "1"},
    "count-above-total": {"teller": "49", "noemer": "48"},
    "total-zero": {"teller": "0", "noemer": "0"},
    "number-with-dots": {"teller": "1.234", "noemer": "12.345"},
    "value-not-whole": {"indicator": "open-high-findings", "waarde": "1,5", **ONE},
    "level-unknown": {"indicator": "eidas-level", "waarde": "7", **ONE},
    "gap-is-computed": {"indicator": "skill-gap", **ONE},
    "situation-outside-context": {
        "indicator": "no-smartphone-route", "waarde": "1", "situatie": "rent-home", **ONE,
    },
}  # fmt: skip
"""A right counted row with some cells changed."""


def opened(change):
    def build(make):
        book = openpyxl.load_workbook(io.BytesIO(make.book(PERSON)))
        change(book)
        return saved(book)

    return build


def saved(book) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def merged(book) -> None:
    book["Deelnemers"].append([2, "75+", "basic", None, 5])
    book["Deelnemers"].merge_cells("B2:B3")


def part(name: str, content: bytes = b"<a/>"):
    return lambda make: make.patched(make.book(), name, lambda _: content)


def zipped(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, b"<a/>")
    return target.getvalue()


def sums(change):
    """Give a builder of partial sums, changed after they were made."""

    def build(make, place):
        people = [
            make.row(deelnemer=str(n), leeftijdsgroep=a) for n, a in ((1, "18-29"), (2, "75+"))
        ]
        table = summarise(check_file("a.csv", make.csv(*people), place).rows)
        target = io.BytesIO()
        pq.write_table(change(table), target)
        return target.getvalue()

    return build


def with_column(table: pa.Table, name: str, values: list[object]) -> pa.Table:
    return table.set_column(table.column_names.index(name), name, pa.array(values))


FILES = {
    "file-empty": lambda _: b"",
    "file-too-large": lambda _: b"PK\3\4" + bytes(20 << 20),
    "file-broken": lambda m: m.book()[:2000],
    "file-encrypted": lambda _: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
    "file-old-workbook": lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "file-binary-workbook": part("xl/workbook.bin"),
    "file-packed": lambda _: b"\x1f\x8b\x08" + bytes(50),
    "file-not-workbook": lambda _: zipped("word/document.xml"),
    "file-unknown": lambda _: b"%PDF-1.7",
    "text-binary": lambda m: m.csv(m.row()).replace(b"72,5", b"7\x002"),
    "text-encoding": lambda m: m.csv(m.row()) + b"\x81\x8d\x8f\r\n",
    "csv-broken": lambda m: m.csv(m.row(waarde='"7"2')),
    "cell-too-long": lambda m: m.csv(m.row(x='"' + "a" * 200_000 + '"'), extra=("x",)),
    "rows-none": lambda m: m.csv(),
    "rows-too-many-wrong": lambda m: m.csv(*[m.row(waarde="goed")] * (MOST_REJECTED + 1)),
    "header-missing": lambda _: b'[{"gemeente": "GM0014"}]',
    "header-twice": lambda m: m.csv(m.row(x="1"), extra=("x",)).replace(b";x\r", b";waarde\r"),
    "header-misspelt": lambda m: m.csv(m.row()).replace(b"afgebroken", b"afgebrokn"),
    "row-width": lambda m: m.csv() + b"GM0014;dijkpas;1\r\n",
    "row-is-header": lambda m: m.csv(m.row()) * 2,
    "row-twice": lambda m: m.csv(m.row(), m.row()),
    "row-contradicts": lambda m: m.csv(m.row(), m.row(waarde="75")),
    "row-is-example": lambda m: m.csv(m.row(), m.row(gemeente="voorbeeld GM0014")),
    "indicator-not-for-solution": lambda m: m.csv(m.count(indicator="false-match-rate")),
    "personal-birth": lambda m: m.csv(
        m.row(geboortedatum="12-03-1985"), extra=("geboortedatum",)
    ),
    "sheets-unknown": opened(lambda b: b.remove(b["Pilot"])),
    "sheets-both": opened(lambda b: b.create_sheet("metingen")),
    "sheet-hidden": opened(lambda b: setattr(b["Deelnemers"], "sheet_state", "hidden")),
    "sheet-misspelt": opened(lambda b: setattr(b["Deelnemers"], "title", "Deelnemers (2)")),
    "sheet-ignored": opened(lambda b: b.create_sheet("Notities").append(["les geleerd"])),
    "sheet-partly-hidden": opened(
        lambda b: setattr(b["Deelnemers"].row_dimensions[2], "hidden", True)),
    "cells-merged": opened(merged),
    "key-missing": lambda m: m.book(gemeente=""),
    "key-twice": opened(lambda b: b["Pilot"].append(["gemeente", "Almere"])),
    "workbook-macros": part("xl/vbaProject.bin"),
    "workbook-embeds": part("xl/embeddings/oleObject1.bin"),
    "workbook-too-many-parts": lambda _: zipped(*(f"xl/{n}.xml" for n in range(600))),
    "workbook-too-large": part("xl/worksheets/sheet9.xml", b"<a>" + b" " * (40 << 20)),
    "workbook-unsafe-xml": part("xl/styles.xml", b"<!DOCTYPE a []><a/>"),
    "items-incomplete": lambda m: m.book({**PERSON, **SUS, "sus 4": None}),
    "items-and-score": lambda m: m.book({**PERSON, **SUS, "sus": 72.5}),
}  # fmt: skip
SUMS = {
    "sums-columns": sums(lambda t: t.drop_columns(["events"])),
    "sums-types": sums(lambda t: with_column(t, "n_rows", ["x"] * t.num_rows)),
    "sums-empty": sums(lambda t: with_column(t, "people", [None] * t.num_rows)),
    "sums-key-twice": sums(lambda t: pa.concat_tables([t, t.slice(0, 1)])),
    "sums-impossible": sums(lambda t: with_column(t, "people", [0] * t.num_rows)),
    "sums-do-not-add": sums(lambda t: t.slice(1)),
}
ELSEWHERE = {
    # what no file is known to bring about: a reader that dies (test_gate), a defect of our own
    "file-too-heavy", "file-unexpected",
    # what the form of the row says first, as cell-missing; the kind says it to who encodes itself
    "spread-missing",
    # needs somebody who delivers for one gemeente only: below
    "gemeente-not-yours",
}  # fmt: skip


def codes(delivery) -> set[str]:
    return {fault.code for fault in (*delivery.faults, *delivery.warnings)}


@pytest.mark.parametrize("code", CELLS)
def test_one_wrong_cell(code: str, make, place) -> None:
    assert code in codes(check_file("a.csv", make.csv(make.row(**CELLS[code])), place))


@pytest.mark.parametrize("code", COUNTS)
def test_one_wrong_count(code: str, make, place) -> None:
    assert code in codes(check_file("a.csv", make.csv(make.count(**COUNTS[code])), place))


@pytest.mark.parametrize("code", FILES)
def test_one_wrong_file(code: str, make, place) -> None:
    assert code in codes(check_file("a.csv", FILES[code](make), place))


@pytest.mark.parametrize("code", SUMS)
def test_one_wrong_sum(code: str, make, place) -> None:
    assert codes(check_file("a.parquet", SUMS[code](make, place), place)) >= {code}


def test_a_row_of_another_gemeente(make, place) -> None:
    delivery = check_file("a.csv", make.csv(make.row()), place, uploader="Almere")
    assert codes(delivery) == {"gemeente-not-yours"}


def test_no_code_is_left_without_its_file() -> None:
    text = files(identiteitslab.text).joinpath("nl", "intake.toml").read_text(encoding="utf-8")
    shown = [*CELLS, *COUNTS, *FILES, *SUMS, *ELSEWHERE]
    assert len(shown) == len(set(shown))
    assert set(tomllib.loads(text)["error"]) == set(shown)
