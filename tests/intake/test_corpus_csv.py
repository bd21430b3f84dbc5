"""Bad and odd csv tables: each is read right, refused with its reason, or announced."""

from __future__ import annotations

import pytest

PEOPLE = tuple({"deelnemer": str(number)} for number in range(1, 4))

READ = {
    "one-row": {"build": lambda m: m.csv(m.row()), "accepted": 1},
    "only-required-columns": {
        "build": lambda _: (
            b"gemeente;oplossing;ronde;indicator;waarde\nGM0014;dijkpas;1;sus;72,5\n"
        ),
        "accepted": 1,
    },
    "columns-in-another-order": {
        "build": lambda _: (
            b"waarde;indicator;ronde;oplossing;gemeente\n72,5;sus;1;dijkpas;GM0014\n"
        ),
        "accepted": 1,
    },
    "headers-in-capitals-with-space": {
        "build": lambda m: m.csv(m.row()).replace(b"gemeente;", b" Gemeente ;"),
        "accepted": 1,
    },
    "comma-between-cells": {
        "build": lambda m: m.text(m.row(waarde="75"), sep=",").encode(),
        "accepted": 1,
    },
    "comma-between-cells-quoted-decimal": {
        "build": lambda m: m.text(m.row(waarde='"72,5"'), sep=",").encode(),
        "accepted": 1,
    },
    "tab-between-cells": {"build": lambda m: m.text(m.row(), sep="\t").encode(), "accepted": 1},
    "excel-hint-line": {"build": lambda m: b"sep=;\r\n" + m.csv(m.row()), "accepted": 1},
    "blank-lines-before-header": {"build": lambda m: b"\r\n\r\n" + m.csv(m.row()), "accepted": 1},
    "utf8-mark": {"build": lambda m: b"\xef\xbb\xbf" + m.csv(m.row()), "accepted": 1},
    "utf16-little": {"build": lambda m: m.text(m.row()).encode("utf-16"), "accepted": 1},
    "utf16-big": {
        "build": lambda m: b"\xfe\xff" + m.text(m.row()).encode("utf-16-be"),
        "accepted": 1,
    },
    "windows-1252": {
        "build": lambda m: m.text(m.row(gemeente="Súdwest-Fryslân")).encode("cp1252"),
        "accepted": 1,
    },
    "lines-end-lf": {"build": lambda m: m.text(m.row(), end="\n").encode(), "accepted": 1},
    "lines-end-cr": {"build": lambda m: m.text(m.row(), end="\r").encode(), "accepted": 1},
    "lines-end-mixed": {
        "build": lambda m: (
            m.text(m.row(), end="\n").encode() + b"GM0014;dijkpas;1;;sus;70;;;;2;;;;\r\n"
        ),
        "accepted": 2,
    },
    "no-last-line-end": {"build": lambda m: m.csv(m.row()).rstrip(), "accepted": 1},
    "many-last-line-ends": {"build": lambda m: m.csv(m.row()) + b"\r\n" * 9, "accepted": 1},
    "blank-line-between": {
        "build": lambda m: m.csv(m.row()) + b"\r\nGM0014;dijkpas;1;;sus;70;;;;2;;;;\r\n",
        "accepted": 2,
        "blank": 1,
    },
    "row-of-separators": {"build": lambda m: m.csv(m.row(), {}, {}), "accepted": 1, "blank": 2},
    "row-of-spaces": {
        "build": lambda m: m.csv(m.row(), {"gemeente": "  ", "datum": "\u00a0"}),
        "accepted": 1,
        "blank": 1,
    },
    "empty-columns-at-the-end": {
        "build": lambda m: m.csv(m.row()).replace(b"\r\n", b";;\r\n"),
        "accepted": 1,
    },
    "empty-cells-beyond-the-header": {
        "build": lambda m: m.csv(m.row()).replace(b"2027\r\n", b"2027;;\r\n"),
        "accepted": 1,
    },
    "everything-quoted": {
        "build": lambda m: "\r\n".join(
            ";".join(f'"{cell}"' for cell in line.split(";"))
            for line in m.text(m.row(), m.row(deelnemer="2")).splitlines()
        ).encode(),
        "accepted": 2,
    },
    "unknown-column-dropped": {
        "build": lambda m: m.csv(m.row(kleur="blauw"), extra=("kleur",)),
        "accepted": 1,
    },
    "line-end-inside-a-cell": {
        "build": lambda m: m.csv(
            m.row(opmerking='"eerste\ntweede"'), m.row(deelnemer="2"), extra=("opmerking",)
        ),
        "accepted": 2,
    },
    "separator-inside-a-cell": {
        "build": lambda m: m.csv(m.row(opmerking='"a;b ""c"""'), extra=("opmerking",)),
        "accepted": 1,
    },
    "odd-line-separators-inside-a-cell": {
        "build": lambda m: m.csv(m.row(opmerking="a\u2028b\u0085c\vd\fe"), extra=("opmerking",)),
        "accepted": 1,
    },
    "spaces-around-cells": {
        "build": lambda m: m.csv(m.row(waarde=" 72,5 ", gemeente="\u00a0GM0014 ")),
        "accepted": 1,
    },
    "name-that-starts-with-apostrophe": {
        "build": lambda m: m.csv(m.row(gemeente="'s-Hertogenbosch")),
        "accepted": 1,
    },
    "apostrophe-eaten-by-a-spreadsheet": {
        "build": lambda m: m.csv(m.row(gemeente="s-Hertogenbosch")),
        "accepted": 1,
    },
    "curly-apostrophe": {
        "build": lambda m: m.csv(m.row(gemeente="’s-Gravenhage")),
        "accepted": 1,
    },
    "other-name": {"build": lambda m: m.csv(m.row(gemeente="Den Haag")), "accepted": 1},
    "name-in-loose-accents": {
        "build": lambda m: m.csv(m.row(gemeente="Su\u0301dwest-Frysla\u0302n")),
        "accepted": 1,
    },
    "mark-twice": {"build": lambda m: b"\xef\xbb\xbf" * 2 + m.csv(m.row()), "accepted": 1},
    "name-with-the-word-gemeente": {
        "build": lambda m: m.csv(m.row(gemeente="Gemeente Groningen")),
        "accepted": 1,
    },
    "floats-of-a-statistics-program": {
        "build": lambda m: m.csv(m.row(ronde="1.0", deelnemer="12.0")),
        "accepted": 1,
        "warned": {"number-with-point"},
    },
    "name-in-capitals": {"build": lambda m: m.csv(m.row(gemeente="GRONINGEN")), "accepted": 1},
    "code-as-number": {"build": lambda m: m.csv(m.row(gemeente="14")), "accepted": 1},
    "code-with-zeros": {"build": lambda m: m.csv(m.row(gemeente="0014")), "accepted": 1},
    "old-code": {
        "build": lambda m: m.csv(m.row(gemeente="GM0018")),
        "accepted": 1,
        "warned": {"gemeente-renamed"},
    },
    "solution-by-name": {
        "build": lambda m: m.csv(m.row(oplossing="Dijkpas (verzonnen)")),
        "accepted": 1,
    },
    "situation-by-name": {
        "build": lambda m: m.csv(m.row(situatie="Verhuizing doorgeven")),
        "accepted": 1,
    },
    "no-situation": {"build": lambda m: m.csv(m.row(situatie="")), "accepted": 1},
    "age-with-long-dash": {
        "build": lambda m: m.csv(m.row(leeftijdsgroep="18 – 29")),
        "accepted": 1,
    },
    "age-not-known": {"build": lambda m: m.csv(m.row(leeftijdsgroep="onbekend")), "accepted": 1},
    "skill-by-name": {
        "build": lambda m: m.csv(m.row(vaardigheid="minder dan basis")),
        "accepted": 1,
    },
    "iso-day": {"build": lambda m: m.csv(m.row(datum="2027-03-01")), "accepted": 1},
    "iso-day-with-time": {
        "build": lambda m: m.csv(m.row(datum="2027-03-01 10:30:00")),
        "accepted": 1,
    },
    "day-without-zeros": {"build": lambda m: m.csv(m.row(datum="1-3-2027")), "accepted": 1},
    "leap-day": {"build": lambda m: m.csv(m.row(datum="29-02-2028")), "accepted": 1},
    "decimal-point": {
        "build": lambda m: m.csv(m.row(waarde="72.5")),
        "accepted": 1,
        "warned": {"number-with-point"},
    },
    "dots-between-thousands-of-a-count": {
        "build": lambda m: m.csv(m.count(teller="1.234", noemer="12.345")),
        "accepted": 1,
        "warned": {"number-with-dots"},
    },
    "dots-and-comma": {
        "build": lambda m: m.csv(m.row(indicator="login-time", waarde="1.234,5")),
        "accepted": 1,
        "warned": {"number-with-dots"},
    },
    "whole-with-comma-zero": {
        "build": lambda m: m.csv(m.count(teller="990,0", noemer="1000,0")),
        "accepted": 1,
    },
    "yes-in-many-spellings": {
        "build": lambda m: m.csv(
            *(
                m.row(indicator="login-success", waarde=text, deelnemer=str(number))
                for number, text in enumerate(["ja", "Ja", "NEE", "j", "n", "WAAR", "1", "0"])
            )
        ),
        "accepted": 8,
    },
    "broken-off": {
        "build": lambda m: m.csv(m.row(indicator="login-time", waarde="300", afgebroken="ja")),
        "accepted": 1,
    },
    "not-broken-off-everywhere": {
        "build": lambda m: m.csv(m.row(afgebroken="nee")),
        "accepted": 1,
    },
    "mean-with-spread": {
        "build": lambda m: m.csv(m.row(noemer="38", spreiding="16,2", deelnemer="")),
        "accepted": 1,
    },
    "rate": {
        "build": lambda m: m.csv(m.count(indicator="helpdesk-rate", teller="0", noemer="12500")),
        "accepted": 1,
    },
    "level": {
        "build": lambda m: m.csv(
            m.count(indicator="eidas-level", waarde="2", teller="", noemer="")
        ),
        "accepted": 1,
    },
    "same-person-on-two-days": {
        "build": lambda m: m.csv(m.row(), m.row(datum="02-03-2027", waarde="75")),
        "accepted": 2,
    },
    "months-that-happen-to-add-up": {
        "build": lambda m: m.csv(
            m.count(teller="1", noemer="100", datum="01-01-2027"),
            m.count(teller="2", noemer="200", datum="01-02-2027"),
            m.count(teller="3", noemer="300", datum="01-03-2027"),
        ),
        "accepted": 3,
    },
    "by-name-of-uploader": {
        "build": lambda m: m.csv(m.row()),
        "accepted": 1,
        "uploader": "Groningen",
    },
    "wrong-extension": {"build": lambda m: m.csv(m.row()), "accepted": 1, "file": "metingen.xlsx"},
    "solution-that-needs-no-biometrics": {
        "build": lambda m: m.csv(m.count(indicator="false-match-rate")),
        "accepted": 1,
        "warned": {"indicator-not-for-solution"},
    },
    "score-from-a-shorter-questionnaire": {
        "build": lambda m: m.csv(m.row(waarde="71,3")),
        "accepted": 1,
    },
}


@pytest.mark.parametrize("name", READ)
def test_tables_that_are_read(judge, name: str) -> None:
    judge(**READ[name])


def value(text: str, code: str, **cells: str) -> dict[str, object]:
    return {"build": lambda m: m.csv(m.row(waarde=text, **cells)), "wrong": {code}}


def cell(column: str, text: str, code: str) -> dict[str, object]:
    return {"build": lambda m: m.csv(m.row(**{column: text})), "wrong": {code}}


def counted(code: str | set[str], **cells: str) -> dict[str, object]:
    codes = {code} if isinstance(code, str) else code
    return {"build": lambda m: m.csv(m.count(**cells)), "wrong": codes}


def time(text: str, code: str) -> dict[str, object]:
    return value(text, code, indicator="login-time")


def yes(text: str, code: str, **cells: str) -> dict[str, object]:
    return value(text, code, indicator="login-success", **cells)


WRONG = {
    "thousand-or-decimal": time("1.234", "number-two-ways"),
    "thousand-or-decimal-in-a-score": value("1.234", "number-two-ways"),
    "english-thousand-of-a-count": counted("number-two-ways", noemer="1,000", teller="1"),
    "month-first-somewhere": {
        "build": lambda m: m.csv(
            m.row(datum="03-13-2027"), m.row(datum="03-04-2027", deelnemer="2"),
            m.row(datum="2027-03-04", deelnemer="3"), m.row(datum="05-05-2027", deelnemer="4"),
        ),
        "accepted": 2,
        "wrong": {"date-unreadable", "date-two-ways"},
    },
    "three-zeros-behind-a-dot": counted("number-two-ways", teller="40", noemer="48.000"),
    "thousand-among-points": {
        "build": lambda m: m.csv(
            m.count(noemer="1.234"), m.count(noemer="1200.0", datum="02-03-2027")),
        "accepted": 1,
        "wrong": {"number-two-ways"},
        "warned": {"number-with-point"},
    },
    "english-number": time("1,234.5", "number-unreadable"),
    "two-commas": value("72,5,0", "number-unreadable"),
    "underscore": time("1_000", "number-has-words"),
    "arabic-digits": time("٩٣", "number-unreadable"),
    "wide-digits": time("９３", "number-unreadable"),
    "superscript": time("3³", "number-has-words"),
    "not-a-number": time("nan", "cell-says-nothing"),
    "infinite": time("infinity", "number-unreadable"),
    "infinite-by-exponent": time("1e400", "number-beyond-sums"),
    "exponent": time("1,5E+05", "number-beyond-sums"),
    "hexadecimal": time("0x1F", "number-has-words"),
    "plus-sign": time("+34", "number-unreadable"),
    "long-minus": value("−5", "number-unreadable"),
    "minus-behind": value("5-", "number-has-words"),
    "negative": time("-34", "value-not-positive"),
    "zero-seconds": time("0", "value-not-positive"),
    "space-in-number": time("1 234", "number-unreadable"),
    "unit": time("34 s", "number-has-words"),
    "euro": value("€ 0,21", "number-has-words", indicator="cost-per-login", deelnemer=""),
    "percent": value("72,5%", "number-is-percent"),
    "fraction": value("3/4", "number-has-words"),
    "clock": time("00:34", "number-is-time"),
    "month-of-a-spreadsheet": value("1-mei", "number-is-date", indicator="seq"),
    "month-and-year-of-a-spreadsheet": value("mei-20", "number-is-date", indicator="seq"),
    "day-as-value": value("01-05-2027", "number-is-date", indicator="seq"),
    "error-of-a-spreadsheet": value("#DEEL/0!", "cell-is-error"),
    "error-of-an-english-spreadsheet": value("#N/A", "cell-says-nothing"),
    "reference-error": value("#VERW!", "cell-is-error"),
    "formula": value("=1+1", "cell-is-formula"),
    "not-applicable": value("n.v.t.", "cell-says-nothing"),
    "missing-mark": value("-", "cell-says-nothing"),
    "null": value("NULL", "cell-says-nothing"),
    "word": value("goed", "number-unreadable"),
    "zero-width": value("72\u200b,5", "hidden-signs"),
    "above-scale": value("101", "value-out-of-range"),
    "below-scale": value("-1", "value-out-of-range"),
    "percentage-on-a-scale-of-seven": value("85", "value-out-of-range", indicator="seq"),
    "share-on-a-scale-of-hundred": value("0,725", "value-looks-like-share"),
    "huge": time("9" * 20, "number-beyond-sums"),
    "eleven-digits": counted("number-beyond-sums", noemer="10000000001"),
    "seventeen-digits": counted("number-beyond-sums", noemer="10000000000000000"),
    "share-for-yes": yes("0,85", "share-not-count"),
    "percentage-for-yes": yes("85", "share-not-count"),
    "percent-for-yes": yes("85%", "share-not-count"),
    "one-without-participant": yes("1", "share-not-count", deelnemer=""),
    "one-for-a-whole-service": counted(
        "share-not-count", indicator="availability", waarde="1", teller="", noemer=""
    ),
    "perhaps": yes("misschien", "cell-not-yes-no"),
    "cross": yes("x", "cell-not-yes-no"),
    "cyrillic-yes": yes("jа", "mixed-scripts"),
    "more-than-all": counted("count-above-total", teller="49", noemer="48"),
    "share-as-count": counted("count-not-whole", teller="0,85", noemer="1"),
    "percentage-as-count": counted("count-not-whole", teller="97,3", noemer="100"),
    "negative-count": counted({"count-not-whole"}, teller="-1", noemer="48"),
    "out-of-nothing": counted({"total-zero"}, teller="0", noemer="0"),
    "no-total": counted("cell-missing", noemer=""),
    "nothing-measured": counted("cell-missing", teller="", noemer=""),
    "value-and-count": counted("cell-not-allowed", waarde="ja"),
    "spread-without-number": {
        "build": lambda m: m.csv(m.row(spreiding="16,2")),
        "wrong": {"cell-missing"},
    },
    "number-without-spread": {
        "build": lambda m: m.csv(m.row(noemer="38", deelnemer="")),
        "wrong": {"cell-missing"},
    },
    "impossible-spread": {
        "build": lambda m: m.csv(m.row(noemer="38", spreiding="160", deelnemer="")),
        "wrong": {"spread-impossible"},
    },
    "half-level": counted(
        "level-unknown", indicator="eidas-level", waarde="1,5", teller="", noemer=""
    ),
    "level-too-high": counted(
        "level-unknown", indicator="eidas-level", waarde="7", teller="", noemer=""
    ),
    "level-in-words": counted(
        "number-unreadable", indicator="eidas-level", waarde="hoog", teller="", noemer=""
    ),
    "half-finding": counted(
        "value-not-whole", indicator="open-high-findings", waarde="1,5", teller="", noemer=""
    ),
    "value-for-a-rate": counted(
        {"cell-missing", "cell-not-allowed"},
        indicator="helpdesk-rate", waarde="3", teller="", noemer="",
    ),
    "gap": counted("gap-is-computed", indicator="skill-gap", waarde="", teller="", noemer=""),
    "score-broken-off": cell("afgebroken", "ja", "cell-not-allowed"),
    "broken-off-unclear": cell("afgebroken", "soms", "cell-not-yes-no"),
    "unknown-gemeente": cell("gemeente", "Gronignen", "gemeente-unknown"),
    "two-gemeenten-of-that-name": cell("gemeente", "Bergen", "gemeente-unknown"),
    "gemeente-from-double-decoding": cell("gemeente", "SÃºdwest-FryslÃ¢n", "gemeente-unknown"),
    "homoglyph": cell("gemeente", "Grоningen", "mixed-scripts"),
    "zero-width-in-name": cell("gemeente", "Gronin\u200bgen", "hidden-signs"),
    "right-to-left-mark": cell("oplossing", "\u202edijkpas", "hidden-signs"),
    "code-of-no-gemeente": cell("gemeente", "GM9999", "gemeente-unknown"),
    "no-gemeente": cell("gemeente", "", "cell-missing"),
    "unknown-solution": cell("oplossing", "dijkpass", "oplossing-unknown"),
    "no-solution": cell("oplossing", "", "cell-missing"),
    "unknown-situation": cell("situatie", "verhuizen", "situatie-unknown"),
    "unknown-indicator": cell("indicator", "tevredenheid", "indicator-unknown"),
    "no-indicator": cell("indicator", "", "cell-missing"),
    "exact-age": cell("leeftijdsgroep", "34", "leeftijdsgroep-unknown"),
    "age-made-a-date": cell("leeftijdsgroep", "18-feb", "leeftijdsgroep-unknown"),
    "unknown-skill": cell("vaardigheid", "hoog", "vaardigheid-unknown"),
    "no-round": cell("ronde", "", "cell-missing"),
    "round-in-words": cell("ronde", "1e", "number-has-words"),
    "round-zero": cell("ronde", "0", "number-outside"),
    "half-round": cell("ronde", "1,5", "number-outside"),
    "participant-with-letter": cell("deelnemer", "P01", "number-unreadable"),
    "participant-negative": cell("deelnemer", "-1", "number-outside"),
    "american-day": cell("datum", "03/01/2027", "date-two-ways"),
    "short-year": cell("datum", "01-03-27", "date-two-ways"),
    "day-with-dots": cell("datum", "01.03.2027", "date-two-ways"),
    "impossible-day": cell("datum", "30-02-2027", "date-impossible"),
    "no-leap-day": cell("datum", "29-02-2027", "date-impossible"),
    "thirteenth-month": cell("datum", "01-13-2027", "date-unreadable"),
    "day-in-words": cell("datum", "1 maart 2027", "date-unreadable"),
    "day-as-number": cell("datum", "46447", "date-unreadable"),
    "year-in-the-past": cell("datum", "01-03-1927", "date-out-of-range"),
    "year-in-the-future": cell("datum", "01-03-2072", "date-out-of-range"),
    "first-day-of-a-spreadsheet": cell("datum", "1900-01-01", "date-out-of-range"),
    "private-situation-for-public-indicator": {
        "build": lambda m: m.csv(
            m.count(indicator="no-smartphone-route", waarde="1", teller="", noemer="",
                    situatie="rent-home")
        ),
        "wrong": {"situation-outside-context"},
    },
    "row-too-short": {
        "build": lambda m: m.csv() + b"GM0014;dijkpas;1\r\n",
        "wrong": {"row-width"},
    },
    "row-too-long": {
        "build": lambda m: m.csv(m.row()).replace(b"2027\r\n", b"2027;x\r\n"),
        "wrong": {"row-width"},
    },
    "unquoted-decimal-comma": {
        "build": lambda m: m.text(m.row(), sep=",").encode(),
        "wrong": {"row-width"},
    },
    "footnote": {
        "build": lambda m: m.csv(m.row()) + b"Bron: eigen meting\r\n",
        "accepted": 1,
        "wrong": {"row-width"},
    },
    "header-again": {
        "build": lambda m: m.csv(m.row()) + m.csv(m.row(deelnemer="2")),
        "accepted": 2,
        "wrong": {"row-is-header"},
    },
    "row-called-total": {
        "build": lambda m: m.csv(m.row(), {"gemeente": "Totaal", "teller": "5"}),
        "accepted": 1,
        "wrong": {"row-is-total"},
    },
    "row-called-mean": {
        "build": lambda m: m.csv(m.row(), m.row(deelnemer="Gemiddelde")),
        "accepted": 1,
        "wrong": {"row-is-total"},
    },
    "row-that-adds-up-groups": {
        "build": lambda m: m.csv(
            m.count(teller="40", noemer="48", leeftijdsgroep="18-29"),
            m.count(teller="30", noemer="40", leeftijdsgroep="75+"),
            m.count(teller="70", noemer="88"),
        ),
        "accepted": 2,
        "wrong": {"row-is-total"},
    },
    "row-that-adds-up-people": {
        "build": lambda m: m.csv(
            *(m.row(indicator="login-success", waarde=w, deelnemer=n) for w, n in zip(
                ("ja", "nee", "ja"), "123", strict=True)),
            m.count(indicator="login-success", teller="2", noemer="3"),
        ),
        "accepted": 3,
        "wrong": {"row-is-total"},
    },
    "row-that-averages-people": {
        "build": lambda m: m.csv(
            *(m.row(waarde=w, deelnemer=n) for w, n in (("70", "1"), ("75", "2"), ("77,5", "3"))),
            m.row(waarde="74,2", noemer="3", spreiding="3,8", deelnemer="", leeftijdsgroep="",
                  vaardigheid=""),
        ),
        "accepted": 3,
        "wrong": {"row-is-total"},
    },
    "same-row-twice": {
        "build": lambda m: m.csv(m.row(), m.row(), m.row(deelnemer="2")),
        "accepted": 2,
        "wrong": {"row-twice"},
    },
    "same-row-in-other-words": {
        "build": lambda m: m.csv(m.row(), m.row(gemeente="Groningen", datum="2027-03-01")),
        "accepted": 1,
        "wrong": {"row-twice"},
    },
    "two-answers-of-one-person": {
        "build": lambda m: m.csv(m.row(), m.row(waarde="75"), m.row(deelnemer="2")),
        "accepted": 1,
        "wrong": {"row-contradicts"},
    },
    "two-counts-of-one-thing": {
        "build": lambda m: m.csv(m.count(), m.count(teller="980")),
        "wrong": {"row-contradicts"},
    },
    "two-levels": {
        "build": lambda m: m.csv(
            *(m.count(indicator="eidas-level", waarde=w, teller="", noemer="") for w in "12")
        ),
        "wrong": {"row-contradicts"},
    },
    "ones-among-shares": {
        "build": lambda m: m.csv(
            *(m.row(indicator="login-success", waarde=w, deelnemer=n) for w, n in zip(
                ("0,85", "1", "0,9"), "123", strict=True)),
        ),
        "wrong": {"share-not-count"},
    },
    "one-among-shares-of-a-score": {
        "build": lambda m: m.csv(
            *(m.row(waarde=w, deelnemer=n) for w, n in zip(("0,725", "1"), "12", strict=True))
        ),
        "wrong": {"value-looks-like-share"},
    },
    "of-another-gemeente": {
        "build": lambda m: m.csv(m.row(), m.row(gemeente="Almere", deelnemer="2")),
        "accepted": 1,
        "wrong": {"gemeente-not-yours"},
        "uploader": "GM0014",
    },
    "english-number-in-a-comma-file": {
        "build": lambda m: m.text(
            m.row(indicator="login-time", waarde='"1,234"'), sep=","
        ).encode(),
        "wrong": {"number-two-ways"},
    },
    "comma-among-points": {
        "build": lambda m: m.csv(
            m.row(indicator="login-time", waarde="34.5"),
            m.row(indicator="login-time", waarde="1,234", deelnemer="2"),
        ),
        "accepted": 1,
        "wrong": {"number-two-ways"},
        "warned": {"number-with-point"},
    },
    "many-faults-in-one-row": {
        "build": lambda m: m.csv(
            m.row(gemeente="x", oplossing="y", ronde="z", datum="w", waarde="v")
        ),
        "wrong": {"gemeente-unknown", "oplossing-unknown", "number-unreadable", "date-unreadable"},
    },
    "good-rows-kept": {
        "build": lambda m: m.csv(m.row(), m.row(deelnemer="2", waarde="101")),
        "accepted": 1,
        "wrong": {"value-out-of-range"},
        "keep_good_rows": True,
    },
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_rows_that_are_refused(judge, name: str) -> None:
    delivery = judge(**WRONG[name])
    assert delivery.storable is WRONG[name].get("keep_good_rows", False)


REFUSED = {
    "nothing": {"build": lambda _: b"", "refused": {"file-empty"}},
    "only-space": {"build": lambda _: b" \r\n\t\r\n", "refused": {"file-empty"}},
    "only-a-header": {"build": lambda m: m.csv(), "refused": {"rows-none"}},
    "only-blank-rows": {"build": lambda m: m.csv({}, {}), "refused": {"rows-none"}},
    "no-header": {
        "build": lambda m: m.csv(m.row(), m.row(deelnemer="2")).split(b"\r\n", 1)[1],
        "refused": {"header-missing"},
    },
    "title-above-header": {
        "build": lambda m: b"Metingen ronde 1\r\n" + m.csv(m.row()),
        "refused": {"header-missing"},
    },
    "english-headers": {
        "build": lambda _: (
            b"municipality;solution;round;indicator;value\r\nGM0014;dijkpas;1;sus;70\r\n"
        ),
        "refused": {"header-missing", "header-misspelt"},
    },
    "required-column-away": {
        "build": lambda m: m.csv(m.row()).replace(b"ronde;", b"").replace(b";1;mov", b";mov"),
        "refused": {"header-missing"},
    },
    "header-twice": {
        "build": lambda m: m.csv(m.row(x="70"), extra=("x",)).replace(b";x\r", b";waarde\r"),
        "refused": {"header-twice"},
    },
    "header-misspelt": {
        "build": lambda m: m.csv(m.row()).replace(b"afgebroken", b"afgebrokn"),
        "refused": {"header-misspelt"},
    },
    "pipe-between-cells": {
        "build": lambda m: m.text(m.row(), sep="|").encode(),
        "refused": {"header-missing"},
    },
    "quote-not-closed": {
        "build": lambda m: m.csv(m.row(), m.row(opmerking='"weg'), extra=("opmerking",)),
        "refused": {"csv-broken"},
    },
    "text-after-quote": {
        "build": lambda m: m.csv(m.row(waarde='"7"2')),
        "refused": {"csv-broken"},
    },
    "cell-without-end": {
        "build": lambda m: m.csv(m.row(opmerking='"' + "a" * 200_000 + '"'), extra=("opmerking",)),
        "refused": {"cell-too-long"},
    },
    "utf16-without-mark": {
        "build": lambda m: m.text(m.row()).encode("utf-16-le"),
        "refused": {"text-binary"},
    },
    "utf32": {"build": lambda m: m.text(m.row()).encode("utf-32"), "refused": {"text-encoding"}},
    "half-utf16": {
        "build": lambda m: m.text(m.row()).encode("utf-16")[:-1],
        "refused": {"text-encoding"},
    },
    "mark-but-not-utf8": {
        "build": lambda m: b"\xef\xbb\xbf" + m.csv(m.row()) + b"\xff\xfe",
        "refused": {"text-encoding"},
    },
    "bytes-of-no-alphabet": {
        "build": lambda m: m.csv(m.row()) + b"\x81\x8d\x8f\r\n",
        "refused": {"text-encoding"},
    },
    "zero-byte": {
        "build": lambda m: m.csv(m.row()).replace(b"72,5", b"7\x002,5"),
        "refused": {"text-binary"},
    },
}


@pytest.mark.parametrize("name", REFUSED)
def test_files_that_are_refused(judge, name: str) -> None:
    assert not judge(**REFUSED[name]).storable


def test_physical_lines_stand_in_the_messages(judge) -> None:
    delivery = judge(
        lambda m: m.csv(
            m.row(opmerking='"a\nb\nc"'), {}, m.row(waarde="101", deelnemer="2"),
            extra=("opmerking",),
        )
        + b"\r\n\r\n" + b"GM0014;dijkpas;1;;sus;102;;;;3;;;;;\r\n",
        accepted=1, wrong={"value-out-of-range"}, blank=3,
    )  # fmt: skip
    assert [row.row for row in delivery.rejected] == [6, 9]
    assert [fault.where.row for fault in delivery.faults] == [6, 9]


def test_a_message_names_column_value_and_suggestion(judge) -> None:
    delivery = judge(lambda m: m.csv(m.row(gemeente="Gronignen")), wrong={"gemeente-unknown"})
    (fault,) = delivery.faults
    assert fault.describe("nl") == (
        "metingen.csv, rij 2, kolom gemeente: De gemeente Gronignen kennen wij niet. "
        "Bedoelt u Groningen? De code van het CBS mag ook. [gemeente-unknown]"
    )


def test_values_are_what_was_meant(judge) -> None:
    delivery = judge(
        lambda m: m.csv(
            m.row(waarde="72,5"),
            m.row(indicator="seq", waarde="6.5"),
            m.row(indicator="login-success", waarde="Nee"),
            m.count(teller="1.234", noemer="12.345"),
            m.row(indicator="login-time", waarde="1.234,5", afgebroken="ja"),
        ),
        accepted=5,
        warned={"number-with-point", "number-with-dots"},
    )
    rows = delivery.rows
    assert rows["value_fx"].to_pylist() == [725_000, 65_000, None, None, 71_184]
    assert rows["events"].to_pylist() == [None, None, 0, 1234, None]
    assert rows["exposure"].to_pylist() == [None, None, 1, 12_345, None]
    assert rows["censored"].to_pylist() == [False, False, False, False, True]


def test_dropped_columns_are_named(judge) -> None:
    delivery = judge(lambda m: m.csv(m.row(kleur="blauw"), extra=("kleur",)), accepted=1)
    assert delivery.dropped_columns == ("kleur",)
