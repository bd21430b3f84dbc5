"""What PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) ask, as far as it can be read here."""

from __future__ import annotations

import io
from collections import Counter

import pikepdf
import pytest

from identiteitslab.text.lookup import LANGUAGES

PAINTS = {
    "f",
    "F",
    "f*",
    "B",
    "B*",
    "b",
    "b*",
    "S",
    "s",
    "sh",
    "Do",
    "Tj",
    "TJ",
    "'",
    '"',
    "INLINE IMAGE",
}
INSIDE = {
    "/Table": {"/Caption", "/THead", "/TBody", "/TFoot", "/TR"},
    "/THead": {"/TR"},
    "/TBody": {"/TR"},
    "/TR": {"/TH", "/TD"},
    "/L": {"/LI", "/Caption"},
    "/LI": {"/Lbl", "/LBody"},
}
"""What may stand under what in the tree (ISO 32000-1, 14.8.4)."""


@pytest.fixture(params=[(k, lang) for k in ("note", "full") for lang in LANGUAGES], ids="-".join)
def opened(request, made):
    with pikepdf.open(io.BytesIO(made(*request.param, "pdf"))) as pdf:
        yield pdf


def children(node):
    inside = node.get("/K", [])
    return list(inside) if isinstance(inside, pikepdf.Array) else [inside]


def elements(opened):
    """Give every element of the structure tree."""
    waiting = children(opened.Root.StructTreeRoot)
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield one
            waiting += children(one)


def marked(page):
    """Give the numbers of marked content on a page; everything painted stands in some mark."""
    numbers, depth = [], 0
    for given, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            depth += 1
            about = given[1] if len(given) > 1 else None
            if isinstance(about, pikepdf.Dictionary) and "/MCID" in about:
                numbers.append(int(about.MCID))
        elif name == "EMC":
            depth -= 1
        assert depth or name not in PAINTS, f"{name} stands outside every mark"
    assert depth == 0
    return numbers


def test_everything_painted_is_in_the_tree_or_is_decoration(opened):
    told = Counter()
    for one in elements(opened):
        for part in children(one):
            if isinstance(part, pikepdf.Dictionary) and part.get("/Type") == "/MCR":
                told[part.Pg.objgen, int(part.MCID)] += 1
            elif not isinstance(part, pikepdf.Dictionary):
                told[one.Pg.objgen, int(part)] += 1
    painted = Counter((page.obj.objgen, number) for page in opened.pages for number in marked(page))
    assert painted == told != Counter()
    assert set(told.values()) == {1}


def test_what_stands_in_the_tree_stands_where_it_may(opened):
    for one in elements(opened):
        kinds = {str(part.S) for part in children(one)
                 if isinstance(part, pikepdf.Dictionary) and "/S" in part}  # fmt: skip
        assert kinds <= INSIDE.get(str(one.S), kinds), str(one.S)
        assert one.P is not None


def test_rows_of_a_table_are_equally_long(opened):
    for table in (one for one in elements(opened) if one.S == "/Table"):
        rows = [
            row
            for part in children(table)
            for row in (children(part) if part.S != "/TR" else [part])
        ]
        wide = {sum(span(cell) for cell in children(row)) for row in rows}
        assert len(wide) == 1


def span(cell):
    about = cell.get("/A", [])
    every = list(about) if isinstance(about, pikepdf.Array) else [about]
    return max((int(one.get("/ColSpan", 1)) for one in every), default=1)


def test_figures_say_where_they_are(opened):
    for one in (one for one in elements(opened) if one.S == "/Figure"):
        about = one.A if isinstance(one.A, pikepdf.Array) else [one.A]
        assert any("/BBox" in each for each in about)


def test_links_can_be_reached_and_are_described(opened):
    for page in opened.pages:
        notes = list(page.get("/Annots", []))
        assert not notes or page.Tabs == "/S"
        for note in notes:
            assert note.Subtype == "/Link"
            assert str(note.Contents)
            assert "/StructParent" in note
            assert int(note.F) & 4, "a link that is not printed"


def test_nothing_runs_and_nothing_is_hidden_inside(opened):
    assert not opened.is_encrypted
    assert not {"/OpenAction", "/AA", "/AcroForm", "/Collection"} & set(opened.Root.keys())
    names = set(opened.Root.get("/Names", pikepdf.Dictionary()).keys())
    assert not {"/JavaScript", "/EmbeddedFiles"} & names
    for one in opened.objects:
        if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
            assert one.get("/S") not in ("/JavaScript", "/Launch", "/ResetForm", "/ImportData")
            assert "/LZWDecode" not in str(one.get("/Filter", ""))


def test_colours_are_the_same_everywhere(opened):
    (intent,) = opened.Root.OutputIntents
    assert intent.S == "/GTS_PDFA1"
    assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp", "no ICC profile"


def test_every_text_can_be_read_out(opened):
    known = (one for one in opened.objects if isinstance(one, pikepdf.Dictionary))
    fonts = [one for one in known if one.get("/Subtype") == "/Type0"]
    assert fonts
    for font in fonts:
        assert font.ToUnicode.read_bytes()
        (below,) = font.DescendantFonts
        assert below.get("/CIDToGIDMap", "/Identity") is not None
        assert str(font.BaseFont)[7:8] == "+", "a typeface that is not a subset"


def test_what_the_file_says_of_itself_is_readable(opened):
    assert opened.Root.Metadata.get("/Filter") is None
    assert len(opened.trailer.ID) == 2
    assert opened.pdf_version >= "1.7"
    assert {"/Nums", "/Kids"} & set(opened.Root.StructTreeRoot.ParentTree.keys())
    with opened.open_metadata() as told:
        assert told["dc:language"] or opened.Root.Lang
