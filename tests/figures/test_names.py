"""Names from outside cannot steer what stands around them."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from identiteitslab.figures.names import STEERING, clean, isolate, text_width, told, wrap
from identiteitslab.figures.plotly_text import bold, plain
from identiteitslab.figures.svg_tags import short, tag


def test_a_name_becomes_one_line_without_steering_signs() -> None:
    assert clean("  a\n\tb\u202e\u0000c\ud800\ufffe ") == "a b c"


def test_only_a_right_to_left_name_is_isolated() -> None:
    assert isolate("Zeemeeuw") == "Zeemeeuw"
    assert isolate("זהות") == "\u2068זהות\u2069"


def test_a_name_in_a_sentence_is_short() -> None:
    assert told("x" * 400, 20) == "x" * 19 + "…"
    assert told("kort") == "kort"


def test_a_text_is_broken_between_words_and_then_cut() -> None:
    assert wrap("een twee drie", 80, 15) == ("een twee", "drie")
    lines = wrap("woord " * 80, 100, 15)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert wrap("", 100, 15) == ("",)


@given(st.text(max_size=400), st.floats(30, 300), st.integers(1, 3))
def test_lines_fit_and_hold_no_steering_signs(text: str, width: float, most: int) -> None:
    lines = wrap(clean(text), width, 15, most)
    assert len(lines) <= most
    for line in lines:
        bare = line.removeprefix("\u2068").removesuffix("\u2069")
        assert text_width(bare, 15) <= width or len(bare) == 1
        assert not STEERING & set(bare)


@given(st.text())
def test_any_text_makes_readable_xml(text: str) -> None:
    element = ET.fromstring(tag("text", text, fill=text, x=1.25))  # noqa: S314 - our own element
    assert element.tag == "text"
    assert not list(element)
    assert element.get("x") == "1.2"


def test_numbers_are_short() -> None:
    assert [short(n) for n in (1.0, -0.04, 2.345, 10)] == ["1", "0", "2.3", "10"]


@given(st.text())
def test_plotly_text_holds_no_markup(text: str) -> None:
    assert not set("<>$") & set(plain(text).replace("<br>", ""))


def test_plotly_text_keeps_its_signs() -> None:
    assert plain("<b>&$") == "&lt;b&gt;&amp;&#36;"
    assert bold("a\nb") == "<b>a<br>b</b>"
