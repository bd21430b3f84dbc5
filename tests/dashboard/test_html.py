"""Markup that is safe by construction."""

from hypothesis import given
from hypothesis import strategies as st

from identiteitslab.dashboard.parts.html import Html, join, tag
from identiteitslab.dashboard.parts.tables import Column, Row, table

NAUGHTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "=HYPERLINK(1)",
    "\u202egnirts",
    "x" * 400,
    "' onmouseover='alert(1)",
]


@given(text=st.text())
def test_plain_text_never_becomes_markup(text):
    made = tag("p", text, title=text)
    assert made.count("<") == 2
    assert made.count('"') == 2


def test_markup_stays_markup_and_text_beside_it_does_not():
    assert join(tag("b", "a"), "<b>") == "<b>a</b>&lt;b&gt;"
    assert isinstance(join("a"), Html)


def test_attributes():
    made = tag("td", data_label="x", class_="y", hidden=True, open=False, style=None)
    assert made == '<td data-label="x" class="y" hidden></td>'
    assert tag("br") == "<br>"


def test_a_table_of_naughty_names_holds_only_its_own_tags():
    rows = [Row(name, (name,), name) for name in NAUGHTY]
    made = table(NAUGHTY[0], [Column(NAUGHTY[1]), Column(NAUGHTY[2], number=True)], rows)
    assert "<script" not in made
    assert "<img" not in made
    assert made.count("<tr") == len(NAUGHTY) + 1
    assert made.count("<td") == len(NAUGHTY)
