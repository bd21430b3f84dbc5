"""The grammar of cells: one reading or none."""

from __future__ import annotations

import datetime as dt
import re

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from identiteitslab.intake import grammar
from identiteitslab.intake.match import FEW, SHORT, matches
from identiteitslab.intake.write import decimal


def read(text: str, *, whole: bool = False, comma_sure: bool = True) -> float:
    found = grammar.numbers(pa.array([text], pa.string()), whole=whole, comma_sure=comma_sure)
    return float(found.value[0])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0), ("7", 7), ("-7", -7), ("72,5", 72.5), ("0,123", 0.123), ("0.123", 0.123),
        ("72.5", 72.5), ("1,234", 1.234), ("1.234,5", 1234.5), ("1.234.567", 1234567),
        ("123456789012", 123456789012), ("0,00001", 0.00001), ("-0,5", -0.5),
    ],
)  # fmt: skip
def test_numbers_with_one_reading(text: str, value: float) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("48", 48), ("0048", 48), ("48,0", 48), ("1.234", 1234), ("1.234.567", 1234567), ("48.0", 48)],
)
def test_whole_numbers_with_one_reading(text: str, value: float) -> None:
    assert read(text, whole=True) == value


@pytest.mark.parametrize(
    "text",
    ["", "1.234", "-1.234", "1,5,0", "1.5.0", "12.34.567", "1.23,4", "1,234.5", ",5", "5,", ".5",
     "5.", "007,5", "1e3", "+5", "5-", "1_0", "٣", "３", "¼", "½", "Ⅷ", "1 2", "1\n2", "0x1", "nan",
     "inf", "--5", "1.2345.678", "9" * 17, "0." + "1" * 40, "−5",
     "5%", "€5", "5 s", "1/2", "12:30"],
)  # fmt: skip
def test_no_number_or_two_readings(text: str) -> None:
    assert np.isnan(read(text))


def test_whose_comma_is_it() -> None:
    assert np.isnan(read("1,234", comma_sure=False))
    assert read("12,34", comma_sure=False) == 12.34
    assert np.isnan(read("1,234", whole=True))
    both = grammar.numbers(pa.array(["34.5", "1,234"]), whole=False, comma_sure=True)
    assert both.two_ways.tolist() == [False, True]


@given(st.floats(-1e11, 1e11, allow_nan=False))
def test_what_we_write_we_read(value: float) -> None:
    assert read(decimal(value)) == round(value, 4) + 0.0


@given(st.text(max_size=12))
def test_a_number_read_from_any_text_is_ascii_and_within_reach(text: str) -> None:
    value = read(text.strip())
    if not np.isnan(value):
        assert re.fullmatch(r"-?[0-9.,]+", text.strip())
        assert abs(value) <= 1e16


@given(st.dates(dt.date(2020, 1, 1), dt.date(2049, 12, 31)))
def test_days_in_both_notations(day: dt.date) -> None:
    assert grammar.day(day.strftime("%d-%m-%Y")) == day
    assert grammar.day(day.isoformat()) == day
    assert grammar.day(f"{day.isoformat()}T23:59:59") == day


@given(st.text(max_size=14))
def test_any_text_is_a_day_or_a_reason(text: str) -> None:
    assert isinstance(grammar.day(text.strip() or "x"), dt.date | str)


PATTERNS = [r"^-?(?:0|[1-9][0-9]{0,14})(?:,[0-9]{1,20})?$", r"(?i)\bbsn\b", r"[A-Z]{2} ?$"]


@given(st.lists(st.text(max_size=20).map(str.strip), max_size=20), st.sampled_from(PATTERNS))
def test_few_and_many_texts_match_alike(texts: list[str], pattern: str) -> None:
    few = matches(pa.array(texts, pa.string()), pattern)
    many = matches(pa.array(texts + ["x"] * (FEW + 1), pa.string()), pattern)
    long = matches(pa.array([*texts, "x" * (SHORT + 1)], pa.string()), pattern)
    assert few.tolist() == many[: len(texts)].tolist() == long[:-1].tolist()
