"""Personal data wherever a file can hide it, and columns that only look like it.

All numbers, names and addresses are made up; the service numbers pass the eleven-test by design.
"""

from __future__ import annotations

import io

import numpy as np
import openpyxl
import pytest
from openpyxl.comments import Comment

from identiteitslab.intake.check_file import check_file
from identiteitslab.intake.patterns import passes_eleven
from identiteitslab.text.lookup import LANGUAGES

BSN = "123456782"
IBAN = "NL91ABNA0417164300"


def numbers(count: int, *, passing: bool, seed: int = 1) -> list[str]:
    drawn = np.random.default_rng(seed).integers(100_000_000, 999_999_999, 40 * count)
    chosen = drawn[passes_eleven(drawn) == passing]
    return [str(number) for number in chosen[:count]]


SIX = tuple(numbers(6, passing=True, seed=2))


def extra(header: str, *cells: str):
    """Give a builder of a table with one column more."""

    def build(make):
        rows = (make.row(deelnemer=str(n), **{header: c}) for n, c in enumerate(cells, start=1))
        return make.csv(*rows, extra=(header,))

    return build


def known(column: str, text: str):
    return lambda make: make.csv(make.row(**{column: text}))


def hidden(change):
    """Give a builder that hides something in a right workbook."""

    def build(make):
        book = openpyxl.load_workbook(io.BytesIO(make.book({"deelnemer": 1, "seq": 6})))
        change(book)
        target = io.BytesIO()
        book.save(target)
        return target.getvalue()

    return build


def on_hidden_sheet(*cells: str):
    def change(book):
        sheet = book.create_sheet("Blad9")
        sheet.sheet_state = "veryHidden"
        for cell in cells:
            sheet.append([cell])

    return hidden(change)


def part(name: str, xml: str):
    return lambda make: make.patched(make.book(), name, lambda _: xml.encode())


PERSONAL = {
    "bsn-header": (extra("BSN", "nee", BSN), "bsn"),
    "bsn-header-other-word": (extra("burgerservicenummer", "123456789", ""), "bsn"),
    "sofi-header": (extra("sofinr", BSN), "bsn"),
    "bsn-column-without-hint": (extra("nummer", *numbers(9, passing=True)), "bsn"),
    "few-bsn-without-hint": (extra("nummer", *SIX[:4]), "bsn"),
    "bsn-with-dots": (extra("nummer", *(f"{n[:3]}.{n[3:6]}.{n[6:]}" for n in SIX[:5])), "bsn"),
    "bsn-as-float": (extra("nummer", *(f"{n},0" for n in SIX[:5])), "bsn"),
    "bsn-of-eight-digits": (
        extra("nummer", *(str(n) for n in (10000008, 10000033, 10000045, 10000057))), "bsn"),
    "bsn-in-wide-digits": (
        extra("nummer", *(n.translate({48 + d: 0xFF10 + d for d in range(10)}) for n in SIX[:4])),
        "bsn"),
    "bsn-with-zero-width": (extra("nummer", *(f"{n[:4]}\u200b{n[4:]}" for n in SIX[:4])), "bsn"),
    "bsn-as-participant": (known("deelnemer", BSN), "bsn"),
    "bsn-as-gemeente": (known("gemeente", BSN), "bsn"),
    "bsn-in-a-remark": (extra("opmerking", f"zie BSN {BSN} van deze meneer"), "bsn"),
    "bsn-as-value": (
        lambda m: m.csv(*(m.row(indicator="login-time", waarde=n, deelnemer=str(i))
                          for i, n in enumerate(numbers(8, passing=True)))), "bsn"),
    "bsn-beyond-the-header": (
        lambda m: m.csv(m.row()) + f"GM0014;dijkpas;1;;sus;70;;;;2;;;;;bsn {BSN}\r\n".encode(),
        "bsn"),
    "e-mail": (extra("contact", "j.jansen@voorbeeld.nl"), "email"),
    "e-mail-as-participant": (known("deelnemer", "j.jansen@voorbeeld.nl"), "email"),
    "e-mail-as-header": (extra("j.jansen@voorbeeld.nl", "1"), "email"),
    "e-mail-spelt-out": (extra("contact", "jansen (at) voorbeeld.nl"), "email"),
    "mobile": (extra("contact", "06-12345678"), "phone"),
    "mobile-plain": (extra("contact", "0612345678"), "phone"),
    "abroad": (extra("contact", "+31 6 1234 5678"), "phone"),
    "fixed-line": (extra("contact", "020-1234567"), "phone"),
    "phone-without-zero": (extra("telefoon", "612345678"), "phone"),
    "iban": (extra("rekening", IBAN), "iban"),
    "iban-mistyped": (extra("rekening", "NL19ABNA0417164300"), "iban"),
    "iban-with-spaces": (extra("rekening", "NL91 ABNA 0417 1643 00"), "iban"),
    "names": (extra("naam", "Jan Jansen", "Fatima el Amrani"), "name"),
    "names-without-hint": (extra("wie", "Jan Jansen", "Fatima el Amrani"), "name"),
    "first-names": (extra("voornaam", "Jan", "Fatima"), "name"),
    "initials": (extra("wie", "J. Jansen", "F. el Amrani"), "name"),
    "titled-name": (extra("opmerking", "gesproken met mevrouw Jansen"), "name"),
    "name-as-participant": (known("deelnemer", "Jan Jansen"), "name"),
    "first-name-as-participant": (known("deelnemer", "Jan"), "name"),
    "name-as-solution": (known("oplossing", "Jan Jansen"), "name"),
    "births": (extra("geboortedatum", "12-03-1985"), "birth"),
    "births-without-hint": (
        extra("datum 2", "12-03-1985", "01-07-1950", "30-11-1999", "02-02-1971"), "birth"),
    "birth-year": (extra("geboortejaar", "1985"), "birth"),
    "births-as-day-of-measurement": (
        lambda m: m.csv(*(m.row(deelnemer=str(n), datum=d) for n, d in enumerate(
            ("12-03-1985", "01-07-1950", "30-11-1999")))), "birth"),
    "addresses": (extra("adres", "Dorpsstraat 12"), "address"),
    "addresses-without-hint": (
        extra("waar", "Dorpsstraat 12", "Kerklaan 3a", "Molenweg 44", "Lindeplein 7"), "address"),
    "postcodes": (extra("postcode", "1234 AB"), "address"),
    "full-address": (extra("waar", "Dorpsstraat 12, 1234 AB Dorp"), "address"),
    "no-header-but-people": (
        lambda _: f"Jan;{BSN};j@voorbeeld.nl\r\nPiet;{SIX[1]};p@voorbeeld.nl\r\n".encode(),
        "email"),
    "hidden-sheet": (on_hidden_sheet("bsn", BSN), "bsn"),
    "hidden-sheet-e-mail": (on_hidden_sheet("x", "j.jansen@voorbeeld.nl"), "email"),
    "hidden-column": (
        hidden(lambda b: (b["Deelnemers"].cell(1, 9, "bsn"), b["Deelnemers"].cell(2, 9, BSN))),
        "bsn"),
    "number-cell": (
        hidden(lambda b: (b["Deelnemers"].cell(1, 9, "bsn"), b["Deelnemers"].cell(2, 9, int(BSN)))),
        "bsn"),
    "key-of-the-pilot": (
        hidden(lambda b: b["Pilot"].append(["contactpersoon", "Jan Jansen"])), "name"),
    "comment": (
        hidden(lambda b: setattr(b["Deelnemers"]["A2"], "comment", Comment(f"BSN {BSN}", "x"))),
        "bsn"),
    "comment-without-a-word": (
        hidden(lambda b: setattr(b["Deelnemers"]["A2"], "comment", Comment(BSN, "x"))), "bsn"),
    "comment-in-pieces": (
        part("xl/comments9.xml", "<comments><comment><text><r><t>j.jansen@voor</t></r>"
             "<r><rPr><b/></rPr><t>beeld.nl</t></r></text></comment></comments>"), "email"),
    "property": (hidden(lambda b: setattr(b.properties, "description", BSN)), "bsn"),
    "maker-by-e-mail": (
        hidden(lambda b: setattr(b.properties, "creator", "j.jansen@voorbeeld.nl")), "email"),
    "page-header": (
        hidden(lambda b: setattr(b["Deelnemers"].oddHeader.center, "text", f"bsn {BSN}")), "bsn"),
    "sheet-name": (hidden(lambda b: b.create_sheet(f"bsn {BSN}")), "bsn"),
    "link": (
        hidden(lambda b: setattr(b["Deelnemers"]["A2"], "hyperlink",
                                 "mailto:j.jansen@voorbeeld.nl")), "email"),
    "drop-down": (
        part("xl/worksheets/sheet9.xml", '<worksheet><sheetData/><dataValidations>'
             '<dataValidation prompt="mail j.jansen@voorbeeld.nl"/></dataValidations></worksheet>'),
        "email"),
    "pivot-cache": (
        part("xl/pivotCache/pivotCacheDefinition1.xml",
             '<pivotCacheDefinition><cacheField name="bsn"/><s v="'
             f'{BSN}"/></pivotCacheDefinition>'), "bsn"),
    "text-no-longer-in-a-cell": (
        part("xl/sharedStrings.xml", "<sst><si><t>j.jansen@voorbeeld.nl</t></si></sst>"), "email"),
    "entity-in-an-e-mail": (
        part("docProps/custom.xml", "<p><v>j.jansen&#64;voorbeeld.nl</v></p>"), "email"),
    "threaded-comment": (
        part("xl/threadedComments/threadedComment1.xml",
             "<t><threadedComment><text>bel 06-12345678</text></threadedComment></t>"), "phone"),
}  # fmt: skip


@pytest.mark.parametrize("name", PERSONAL)
def test_personal_data_stops_the_whole_file_and_is_never_repeated(place, make, name) -> None:
    build, kind = PERSONAL[name]
    found = check_file("metingen.csv", build(make), place, keep_good_rows=True)
    codes = {fault.code for fault in found.faults}
    assert f"personal-{kind}" in codes
    assert all(code.startswith("personal-") for code in codes)
    assert not found.storable
    assert (found.accepted, found.rejected, found.dropped_columns) == (0, (), ())
    told = repr(found) + "".join(f.describe(lang) for f in found.faults for lang in LANGUAGES)
    for secret in (BSN, *SIX, IBAN, "jansen", "Jansen", "Fatima", "Dorpsstraat", "12345678",
                   "voorbeeld.nl", "1985", "1234 AB"):  # fmt: skip
        assert secret not in told


NAMES = {
    f"bsn {BSN}.csv": ("personal-bsn", "bestand.csv"),
    "metingen_j.jansen@voorbeeld.nl.xlsx": ("personal-email", "bestand.xlsx"),
    "metingen_Jan_Jansen.csv": ("personal-name", "bestand.csv"),
    "Fatima el Amrani metingen.xlsx": ("personal-name", "bestand.xlsx"),
    f"{IBAN}.csv": ("personal-iban", "bestand.csv"),
    "06-12345678.csv": ("personal-phone", "bestand.csv"),
}


@pytest.mark.parametrize("file", NAMES)
def test_a_file_name_with_personal_data_is_replaced(judge, file: str) -> None:
    code, shown = NAMES[file]
    delivery = judge(lambda m: m.csv(m.row()), refused={code}, file=file)
    assert delivery.name == shown
    assert file not in repr(delivery)


HARMLESS = {
    "random-codes": extra("kenmerk", *numbers(1, passing=True), *numbers(7, passing=False)),
    "three-codes": extra("kenmerk", *numbers(3, passing=True)),
    "codes-with-letters": extra("kenmerk", *(f"Z{n}" for n in SIX)),
    "organisations": extra("rsin", *numbers(9, passing=True)),
    "bsn-yes-no": extra("bsn getoond", "ja", "nee"),
    "mail-yes-no": extra("e-mailadres gevraagd", "ja", "nee"),
    "days": extra("einddatum", "01-03-2027", "02-03-2027", "03-03-2027", "04-03-2027"),
    "compact-days": extra("dag", *(f"202703{day:02}" for day in range(1, 20))),
    "times": extra("tijdstip", "01-02-2027 10:30", "06-03-2027 11:45"),
    "places": extra("plaats", "Den Haag", "Utrecht Centrum", "Balie Oost"),
    "name-of-gemeente": extra("naam gemeente", "Groningen", "Almere"),
    "name-of-product": extra("naam app", "Berichtenbox", "Wegwijzer"),
    "gemeente-under-name": extra("naam", "Groningen", "Almere"),
    "devices": extra("toestel", "iPhone 15 Pro", "Samsung A52", "Fairphone 4"),
    "memory": extra("geheugen", "1000 MB", "2000 MB", "4000 MB", "8000 MB"),
    "remarks": extra("opmerking", "ging goed", "- wilde niet verder", "haakte af na 5 minuten"),
    "one-street": extra("locatie", "Stadhuisplein 1", "Stadhuisplein 1", "Stadhuisplein 1"),
    "decimals": extra("seconden", "34,5678901", "12,3456789", "99,1234567", "11,1111111"),
    "large-counts": lambda m: m.csv(
        *(m.count(noemer=n, datum=f"0{i}-03-2027") for i, n in enumerate(SIX[:3], start=1))),
    "versions": extra("versie", "1.2.3.4", "10.0.19045.1"),
    "zip-codes-in-digits": extra("wijk", "1234", "5678", "9012"),
    "exact-ages": extra("leeftijd", "34", "67", "51"),
}  # fmt: skip


@pytest.mark.parametrize("name", HARMLESS)
def test_columns_that_only_look_personal_are_dropped_and_named(judge, make, name) -> None:
    rows = HARMLESS[name](make).count(b"\r\n") - 1
    delivery = judge(HARMLESS[name], accepted=rows)
    assert len(delivery.dropped_columns) == (name != "large-counts")


@pytest.mark.parametrize("file", ["metingen_20270115.csv", "Metingen Jan 2027.csv",
                                  "ronde 1 (definitief).csv", "../../etc/metingen.csv",
                                  "Groningen-Jan-Groningen.csv"])  # fmt: skip
def test_ordinary_file_names_pass(judge, file: str) -> None:
    assert judge(lambda m: m.csv(m.row()), accepted=1, file=file).name in file


def test_columns_of_random_codes_are_hardly_ever_taken_for_service_numbers() -> None:
    drawn = np.random.default_rng(7).integers(0, 10**9, (10_000, 12))
    passed = passes_eleven(drawn.ravel()).reshape(drawn.shape).sum(axis=1)
    assert (passed >= 0.8 * 12).sum() <= 1
