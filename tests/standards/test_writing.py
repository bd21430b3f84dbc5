"""Text and numbers as the standards want them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identiteitslab.criteria.words import Words
from identiteitslab.standards.identity import identity
from identiteitslab.standards.writing import beside, decimal, json_bytes, literal


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_decimal_has_no_exponent_and_keeps_six_digits(value):
    text = decimal(value)
    assert "e" not in text.lower()
    assert float(text) == pytest.approx(value, rel=1e-5)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.78, "0.78"), (2.0, "2"), (1e-7, "0.0000001"), (-0.0, "0"), (1200, "1200")],
)
def test_decimals_are_short(value, text):
    assert decimal(value) == text


def test_endless_numbers_are_refused():
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_bytes({"a": float("nan")})


@given(st.text(alphabet="ab *_`<>[]{}\\#|&~^\n\t", max_size=30))
def test_literal_text_holds_no_bare_markup(text):
    found = literal(text)
    bare = found.replace("\\\\", "")
    for sign in "*_`<>[]{}#|&~^":
        assert bare.count(sign) == bare.count(f"\\{sign}")
    assert "\n" not in found


def test_two_languages_stand_beside_each_other_unless_they_are_the_same():
    assert beside(Words(nl="ja", en="yes")) == "ja / yes"
    assert beside(Words(nl="Privacy", en="Privacy")) == "Privacy"


def test_an_identity_follows_from_its_parts():
    assert identity("a", "b") == identity("a", "b")
    assert identity("a", "b") != identity("ab")
