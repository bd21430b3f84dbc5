"""Files as people in gemeenten make them, expected before they were tried."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from identiteitslab.intake.columns import TABLE


def extra(header: str, *values: str):
    return lambda m: m.csv(
        *(m.row(deelnemer=str(n), **{header: value}) for n, value in enumerate(values, start=1)),
        extra=(header,),
    )


BSN = "123456782"
PERSONAL = {
    "phone-in-brackets": (extra("x", "(06) 12345678"), "phone"),
    "phone-with-points": (extra("x", "06.12.34.56.78"), "phone"),
    "phone-with-dash": (extra("x", "06–12345678"), "phone"),
    "bsn-in-three-words": (extra("burger service nr", BSN), "bsn"),
    "bsn-with-text-mark": (
        extra("nr", *("'" + n for n in ("123456782", "111222333", "999990019", "999993653"))),
        "bsn",
    ),
    "names-turned": (extra("x", "Vries, Jan de", "Bakker, Sanne"), "name"),
    "names-in-capitals": (extra("x", "JAN DE VRIES", "SANNE BAKKER"), "name"),
    "given-names": (extra("wie", "Jan", "Sanne", "Fatima"), "name"),
    "name-within-a-word-cell": (lambda m: m.csv(m.row(indicator="sus (Jan de Vries)")), "name"),
    "born-in-words": (extra("x", "geboren op 12 maart 1956"), "birth"),
    "postcode-and-number": (extra("x", "9711AB 12", "9712 CD 3", "9713EF 4 b"), "address"),
    "street-first": (
        extra("x", "Laan van Meerdervoort 1", "Noorderhaven 3-II", "Turfsingel 8 bis"),
        "address",
    ),
}


@pytest.mark.parametrize("name", PERSONAL)
def test_personal_data_as_people_write_it(judge, name: str) -> None:
    build, kind = PERSONAL[name]
    judge(build, refused={f"personal-{kind}"})


HARMLESS = {
    "moments": extra("moment", "06-10-2026 14:30", "06-11-2026 09:15"),
    "one-given-name": extra("zaal", "Anna", "Stadhuis", "Forum"),
    "paths": extra("taak", "klikpad 1", "klikpad 2", "klikpad 3"),
    "shops": extra("plek", "Supermarkt 1", "Supermarkt 2", "Supermarkt 3"),
    "capitals": extra("toestel", "SAMSUNG GALAXY", "APPLE IPHONE"),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_like_it_passes(judge, make, name: str) -> None:
    judge(HARMLESS[name], accepted=HARMLESS[name](make).count(b"\r\n") - 1)


def workbook(make, sheet: str = "Blad2", formula: str = "", value: float = 72.5,
             form: str = "General", indicator: str = "sus") -> bytes:  # fmt: skip
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        table = book.add_worksheet("metingen")
        table.write_row(0, 0, TABLE)
        row = make.row(waarde="", indicator=indicator)
        table.write_row(1, 0, [row.get(name, "") for name in TABLE])
        table.write_number(1, TABLE.index("waarde"), value, book.add_format({"num_format": form}))
        if formula:
            book.add_worksheet("Links").write_formula(0, 0, formula, None, "mail")
        else:
            book.add_worksheet(sheet)
    return target.getvalue()


def test_the_name_of_a_sheet_may_be_that_of_a_person(judge) -> None:
    told = judge(lambda m: workbook(m, "Jan de Vries"), refused={"personal-name"})
    assert "Vries" not in repr(told)


def test_a_formula_may_hold_an_address(judge) -> None:
    formula = '=HYPERLINK("mailto:jan@example.nl","mail")'
    judge(lambda m: workbook(m, formula=formula), refused={"personal-email"})


@pytest.mark.parametrize(("value", "form"), [(1, "0%"), (0.725, "0.0%"), (1, "0.0\\ %;[Red]-0%")])
def test_a_percentage_is_never_read_as_the_share_behind_it(judge, value, form: str) -> None:
    told = judge(lambda m: workbook(m, value=value, form=form), wrong={"number-is-percent"})
    assert told.faults[0].where.column == "waarde"


@pytest.mark.parametrize("form", ['0" % van de schaal"', "0.00"])
def test_a_percent_sign_that_is_only_text_changes_nothing(judge, form: str) -> None:
    judge(lambda m: workbook(m, form=form), accepted=1)


def test_a_name_that_is_no_text_does_not_stop_the_service(judge) -> None:
    judge(lambda m: m.csv(m.row()), accepted=1, file="metingen\udcff.csv")


@pytest.mark.parametrize("row", [";".join(TABLE) + ";k" * 2_000, ";" * 60_000])
def test_a_table_of_thousands_of_columns_is_refused_at_once(judge, row: str) -> None:
    judge(lambda _: row.encode() + b"\r\n1\r\n", refused={"file-too-heavy"})
