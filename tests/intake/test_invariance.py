"""The same measurements in another order, container, dialect or encoding are the same delivery."""

from __future__ import annotations

import io
import random

import openpyxl
import pytest

from identiteitslab.intake.check_file import check_file
from identiteitslab.intake.export import table_rows
from identiteitslab.intake.template import csv_template, workbook_template
from identiteitslab.intake.write import write_table
from identiteitslab.measurement.identity import content_hash

SEED = 4


def many(make) -> list[dict[str, str]]:
    """Give right rows of every kind."""
    draw = random.Random(SEED)
    people = [
        make.row(indicator=name, waarde=value, deelnemer=str(number), leeftijdsgroep=age)
        for number, age in enumerate(("18-29", "30-39", "75+", ""), start=1)
        for name, value in (
            ("sus", f"{draw.randrange(41) * 2.5:g}".replace(".", ",")),
            ("seq", str(draw.randrange(1, 8))),
            ("login-success", draw.choice(["ja", "nee"])),
            ("login-time", f"{draw.uniform(5, 300):.2f}".replace(".", ",")),
        )
    ]
    return [
        *people,
        make.row(indicator="login-time", waarde="300", afgebroken="ja", deelnemer="9"),
        make.row(indicator="seq", waarde="5,1", noemer="38", spreiding="1,2", deelnemer="",
                 leeftijdsgroep="", vaardigheid="", datum="05-05-2027"),
        make.count(),
        make.count(indicator="helpdesk-rate", teller="0", noemer="12500", situatie=""),
        make.count(indicator="eidas-level", waarde="2", teller="", noemer="", datum=""),
        make.count(indicator="cost-per-login", waarde="0,21", teller="", noemer=""),
        make.count(indicator="open-high-findings", waarde="3", teller="", noemer=""),
        make.count(indicator="excess-attributes", teller="36", noemer="120"),
    ]  # fmt: skip


def shuffled(_make, rows):
    return write_table(random.Random(SEED).sample(rows, len(rows)))


def other_columns(make, rows):
    names = make.columns[::-1]
    cells = [names, *([row.get(name, "") for name in names] for row in rows)]
    return "\n".join(map(";".join, cells)).encode()


def commas(make, rows):
    quoted = [{n: f'"{c}"' if "," in c else c for n, c in row.items()} for row in rows]
    return make.text(*quoted, sep=",").encode()


def workbook(make, rows):
    book = openpyxl.Workbook()
    book.active.title = "metingen"
    book.active.append(list(make.columns))
    for row in rows:
        cells = (row.get(name, "") for name in make.columns)
        book.active.append([_typed(cell) for cell in cells])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _typed(cell: str) -> float | str | None:
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        return cell or None


OTHERWISE = {
    "shuffled": shuffled,
    "columns-turned-round": other_columns,
    "tabs": lambda m, rows: m.text(*rows, sep="\t").encode(),
    "commas": commas,
    "utf16": lambda m, rows: m.text(*rows).encode("utf-16"),
    "windows": lambda m, rows: m.text(*rows).encode("cp1252"),
    "unix-lines": lambda m, rows: m.text(*rows, end="\n").encode(),
    "blank-rows": lambda m, rows: m.csv(*(r for row in rows for r in ({}, row))),
    "dropped-column": lambda m, rows: m.csv(*({**r, "x": "y"} for r in rows), extra=("x",)),
    "names-for-codes": lambda m, rows: m.csv(*({**r, "gemeente": "Groningen"} for r in rows)),
    "iso-days": lambda m, rows: m.csv(
        *({**r, "datum": "-".join(r["datum"].split("-")[::-1])} for r in rows)
    ),
    "workbook": workbook,
}


@pytest.mark.parametrize("name", OTHERWISE)
def test_the_same_rows_otherwise_are_the_same_delivery(place, make, name: str) -> None:
    rows = many(make)
    plain = check_file("a.csv", make.csv(*rows), place)
    other = check_file("b.csv", OTHERWISE[name](make, rows), place)
    assert (plain.faults, other.faults) == ((), ())
    assert plain.accepted == len(rows)
    assert content_hash(plain.rows) == content_hash(other.rows)


def test_another_value_is_another_delivery(place, make) -> None:
    first, second = (
        check_file("a.csv", make.csv(make.row(waarde=value)), place) for value in ("72,5", "75")
    )
    assert content_hash(first.rows) != content_hash(second.rows)


def test_exported_rows_come_back_the_same(place, make) -> None:
    plain = check_file("a.csv", make.csv(*many(make)), place)
    back = check_file("a.csv", write_table(table_rows(plain.rows, place.catalogue)), place)
    assert back.faults == ()
    assert back.warnings == ()
    assert content_hash(back.rows) == content_hash(plain.rows)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("solution", ["zeemeeuw", "dijkpas"])
def test_a_template_that_is_filled_in_comes_back_without_a_message(place, lang, solution) -> None:
    empty = workbook_template(place.catalogue, "GM0014", solution, 2, lang=lang)
    book = openpyxl.load_workbook(io.BytesIO(empty))
    people, counts, levels = (book[name] for name in ("Deelnemers", "Tellingen", "Beoordelingen"))
    filled = 0
    for column in range(1, people.max_column + 1):
        name, shown = people.cell(1, column).value, people.cell(2, column).value
        people.cell(3, column).value = 1 if name == "deelnemer" else shown
        filled += " " not in name or name.endswith(" 1")
    for row in range(2, levels.max_row + 1):
        levels.cell(row, 2).value = 1
    counts.cell(2, 3).value, counts.cell(2, 4).value = 1, 48
    target = io.BytesIO()
    book.save(target)
    delivery = check_file("a.xlsx", target.getvalue(), place)
    assert (delivery.faults, delivery.warnings, delivery.dropped_columns) == ((), (), ())
    assert delivery.accepted == filled - 4 + levels.max_row - 1 + 1
    assert set(delivery.rows["round"].to_pylist()) == {2}


def test_templates_without_measurements_hold_none(judge, place) -> None:
    for make_template in (workbook_template, csv_template):
        empty = make_template(place.catalogue, "GM0014", "dijkpas", 1, lang="nl")
        judge(lambda _, empty=empty: empty, refused={"rows-none"})


def test_a_template_offers_choices_explains_and_remembers_its_criteria(place) -> None:
    empty = workbook_template(place.catalogue, "GM0014", "dijkpas", 1, lang="nl")
    assert empty == workbook_template(place.catalogue, "GM0014", "dijkpas", 1, lang="nl")
    book = openpyxl.load_workbook(io.BytesIO(empty))
    people = book["Deelnemers"]
    assert people.freeze_panes == "B2"
    assert book["Lijsten"].sheet_state == "hidden"
    sources = {rule.formula1 for rule in people.data_validations.dataValidation}
    assert any("Lijsten" in source for source in sources)
    notes = {cell.value: cell.comment.text for cell in people[1]}
    assert "seconden" in notes["login-time"]
    assert book.custom_doc_props["identiteitslab-criteria"].value == place.catalogue.digest
    assert "false-match-rate" not in {row[0].value for row in book["Tellingen"]}
