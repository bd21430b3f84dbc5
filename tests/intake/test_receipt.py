"""What a person takes home: receipt in text and JSON, and the faults marked in a workbook."""

from __future__ import annotations

import io
import json

import openpyxl
import pytest

from identiteitslab.intake.check_file import check_file
from identiteitslab.intake.marked import marked_workbook
from identiteitslab.intake.receipt import as_json, as_text, make_receipt


@pytest.fixture(scope="module")
def table(make) -> bytes:
    return make.csv(
        make.row(kleur="rood"), {}, make.row(deelnemer="2", waarde="101"),
        make.row(deelnemer="3", gemeente="=cmd", waarde="x"), extra=("kleur",),
    )  # fmt: skip


@pytest.fixture(scope="module")
def delivery(place, table):
    return check_file("a.csv", table, place)


def test_a_receipt_in_words(delivery) -> None:
    told = as_text(make_receipt(delivery, upload="7", head="abc123"), "nl")
    assert told.splitlines()[:6] == [
        "Ontvangstbewijs van a.csv",
        f"Kenmerk van het bestand (sha256): {delivery.file_hash}",
        "Rijen: 4 gelezen, 1 goed, 2 fout, 1 leeg.",
        "Bewaard als aanlevering 7. Logboek: abc123",
        "- GM0014, dijkpas, ronde 1, sus: 1 rijen",
        "Niet gelezen kolommen: kleur",
    ]
    assert "rij 4, kolom waarde" in told


def test_a_check_is_no_receipt(delivery) -> None:
    told = as_text(make_receipt(delivery), "en")
    assert told.startswith("Check of a.csv (not yet stored)")
    assert "Log:" not in told


def test_a_long_list_is_cut_in_words_but_not_in_json(place, make) -> None:
    many = check_file("a.csv", make.csv(*(make.row(waarde="x", deelnemer=str(n))
                                          for n in range(70))), place)  # fmt: skip
    receipt = make_receipt(many)
    assert as_text(receipt, "nl").endswith("… en nog 20\n")
    assert len(json.loads(as_json(receipt))["faults"]) == 70


def test_json_says_all_and_always_the_same(delivery) -> None:
    receipt = make_receipt(delivery, upload="7", head="abc")
    content = json.loads(as_json(receipt))
    assert (content["rows_in"], content["accepted"], content["rejected"]) == (4, 1, 2)
    assert content["faults"][0]["where"] == {
        "file": "a.csv", "sheet": "", "row": 4, "column": "waarde", "key": ""
    }  # fmt: skip
    assert as_json(receipt) == as_json(make_receipt(delivery, upload="7", head="abc"))


def test_faults_are_marked_where_they_stand(delivery, table) -> None:
    book = openpyxl.load_workbook(io.BytesIO(marked_workbook(delivery, table, "nl")))
    listed, rows = book.worksheets
    assert [row[5].value for row in listed.iter_rows(min_row=2)] == [
        fault.code for fault in delivery.faults
    ]
    head = [cell.value for cell in rows[1]]
    assert head[:3] == ["rij", "gemeente", "oplossing"]
    assert [rows.cell(row, 1).value for row in (2, 3)] == [4, 5]
    marked = {
        (cell.row, head[cell.column - 1])
        for row in rows.iter_rows() for cell in row if cell.comment
    }  # fmt: skip
    assert marked == {(2, "waarde"), (3, "gemeente"), (3, "waarde")}
    formula = rows.cell(3, 2)
    assert (formula.value, formula.data_type) == ("=cmd", "s")


def test_faults_of_a_workbook_are_marked_on_its_own_sheet(place, make) -> None:
    data = make.book({"deelnemer": 1, "seq": 9}, {"deelnemer": 2, "seq": 6})
    found = check_file("a.xlsx", data, place)
    book = openpyxl.load_workbook(io.BytesIO(marked_workbook(found, data, "en")))
    assert book.sheetnames == ["Messages", "1 Deelnemers"]
    assert [cell.value for cell in book["1 Deelnemers"][2]][:2] == [2, "1"]


def test_nothing_of_a_refused_file_is_repeated(place, make) -> None:
    data = make.csv(make.row(mail="j.jansen@voorbeeld.nl"), extra=("mail",))
    found = check_file("a.csv", data, place)
    book = openpyxl.load_workbook(io.BytesIO(marked_workbook(found, data, "nl")))
    cells = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row]
    assert len(book.worksheets) == 1
    assert not any("jansen" in cell for cell in cells)
    assert "jansen" not in as_json(make_receipt(found)) + as_text(make_receipt(found), "en")
