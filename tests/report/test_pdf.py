"""The PDF: made for paper and for screen readers, and always the same."""

from __future__ import annotations

import io
import re
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest

from identiteitslab.report.print.pdf import DRAWN, pdf, printable
from identiteitslab.text.lookup import LANGUAGES, say

EVERY = [(kind, lang) for kind in ("note", "full") for lang in LANGUAGES]


@pytest.fixture(params=EVERY, ids="-".join)
def both(request, reports, made):
    """Give the content and the opened PDF of each report."""
    kind, lang = request.param
    with pikepdf.open(io.BytesIO(made(kind, lang, "pdf"))) as opened:
        yield reports[kind, lang].content, opened


def elements(opened):
    """Give all elements of the structure tree as (type, element)."""
    found = []

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for one in node:
                walk(one)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append((str(node.S), node))
            if "/K" in node:
                walk(node.K)

    walk(opened.Root.StructTreeRoot)
    return found


def pages(data):
    """Give the text of every page."""
    with pypdfium2.PdfDocument(data) as opened:
        told = []
        for page in opened:
            words = page.get_textpage()
            told.append(words.get_text_range())
            words.close()
            page.close()
        return told


def test_title_language_and_marks(both):
    content, opened = both
    assert str(opened.Root.Lang) == {"nl": "nl-NL", "en": "en-GB"}[content.lang]
    assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)
    assert bool(opened.Root.MarkInfo.Marked)
    with opened.open_metadata() as told:
        assert told["dc:title"] == content.title
        assert told["pdfuaid:part"] == "1"
        assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("2", "A")


def test_every_figure_has_its_description(both):
    content, opened = both
    told = [str(node.Alt) for kind, node in elements(opened) if kind == "/Figure"]
    assert told == [figure.alt for figure in content.figures()]


def test_every_table_has_headings(both):
    content, opened = both
    tables = [node for kind, node in elements(opened) if kind == "/Table"]
    assert len(tables) == len(list(content.tables()))
    heads = [node for kind, node in elements(opened) if kind == "/TH"]
    columns = sum(len(table.columns) - table.grouped for table in content.tables())
    assert len(heads) == columns
    assert all("Scope" in str(node.A) for node in heads)


def test_headings_do_not_skip_a_level(both):
    _, opened = both
    levels = [int(kind[2]) for kind, _ in elements(opened) if re.fullmatch(r"/H\d", kind)]
    assert levels[0] == 1
    assert all(now <= before + 1 for before, now in pairwise(levels))


def test_all_typefaces_are_inside(both):
    _, opened = both
    fonts = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary)
             and one.get("/Type") == "/FontDescriptor"]  # fmt: skip
    assert fonts
    assert all({"/FontFile2", "/FontFile3"} & set(one.keys()) for one in fonts)


@pytest.mark.parametrize(("kind", "lang"), EVERY)
def test_every_page_says_that_data_are_made_up(made, kind, lang):
    told = pages(made(kind, lang, "pdf"))
    assert all(say("fictitious.band", lang) in page for page in told)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_note_is_one_page(made, lang):
    assert len(pages(made("note", lang, "pdf"))) == 1


def test_real_data_carry_no_band(reports):
    from dataclasses import replace

    content = replace(reports["note", "nl"].content, band="")
    assert all("verzonnen. Niet" not in page for page in pages(pdf(content)))


def test_names_never_become_markup(naughty):
    told = "".join(pages(naughty.report.make("pdf"))).replace("\u200b", "")
    assert '#read("/etc/passwd") *vet* $x$' in re.sub(r"\s+", " ", told)
    assert "root:" not in told
    assert "{naam} %s" in told


def test_a_sign_that_stands_as_its_number_is_explained(naughty, made):
    told = re.sub(r"\s+", " ", "".join(pages(naughty.note.make("pdf"))))
    assert "[U+65E5][U+672C][U+8A9E]" in told.replace("\u200b", "").replace("\ufffe", "")
    assert say("report.signs", "nl") in told
    assert say("report.signs", "nl")[:30] not in "".join(pages(made("note", "nl", "pdf")))


def test_a_note_with_endless_names_stays_short(naughty):
    assert len(pages(naughty.note.make("pdf"))) <= 2


def test_a_sign_without_a_typeface_is_replaced():
    assert printable("中é€✓") == "[U+4E2D]é€✓"
    assert printable("😀\ufe0f\U0010fffe") == "[U+1F600][U+10FFFE]"
    assert printable("a\x00b\u202ec\nd") == "a bc d"


def test_every_sign_that_is_kept_can_be_drawn(reports):
    from dataclasses import replace

    from identiteitslab.report.content import Items, Section

    signs = [printable(f"a {chr(c)}") for low, high in DRAWN for c in range(low, high + 1)]
    lines = tuple("".join(signs[at : at + 40]) for at in range(0, len(signs), 40))
    content = replace(reports["note", "nl"].content, sections=(Section("x", (Items(lines),)),))
    assert pdf(content).startswith(b"%PDF")


def test_the_same_content_gives_the_same_bytes(reports, made):
    for key in EVERY:
        assert pdf(reports[key].content) == made(*key, "pdf")
