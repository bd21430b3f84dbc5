"""Numbers and dates as people read them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identiteitslab.text.numbers import date, exact, number, percent, significant

if TYPE_CHECKING:
    from identiteitslab.text.lookup import Lang


@pytest.mark.parametrize(
    ("value", "decimals", "dutch", "english"),
    [
        (1234567, 0, "1.234.567", "1,234,567"),
        (72.46, 1, "72,5", "72.5"),
        (0.5, 2, "0,50", "0.50"),
        (-3.14159, 2, "−3,14", "−3.14"),
        (-0.001, 1, "0,0", "0.0"),
        (0, 0, "0", "0"),
    ],
)
def test_a_fixed_number_of_decimals(value: float, decimals: int, dutch: str, english: str) -> None:
    assert number(value, "nl", decimals) == dutch
    assert number(value, "en", decimals) == english


@pytest.mark.parametrize(
    ("value", "digits", "dutch"),
    [
        (0.00012345, 2, "0,00012"),
        (0.13, 2, "0,13"),
        (15.27, 2, "15"),
        (15.27, 3, "15,3"),
        (12345.6, 2, "12.346"),
        (-0.0462, 2, "−0,046"),
        (0.0, 2, "0"),
        (float("inf"), 2, "∞"),
    ],
)
def test_as_many_decimals_as_the_first_figures_need(value: float, digits: int, dutch: str) -> None:
    assert significant(value, "nl", digits) == dutch


@pytest.mark.parametrize(
    ("value", "dutch"),
    [
        (51.7, "51,7"),
        (1825, "1.825"),
        (0.000001, "0,000001"),
        (100.0, "100"),
        (0.0, "0"),
        (-2.5, "−2,5"),
    ],
)
def test_all_decimals_and_no_more(value: float, dutch: str) -> None:
    assert exact(value, "nl") == dutch


@given(value=st.decimals(-10_000, 10_000, places=4))
def test_nothing_is_lost(value: float) -> None:
    text = exact(float(value), "en").replace(",", "").replace("−", "-")
    assert float(text) == float(value)


@pytest.mark.parametrize(
    ("share", "lang", "text"),
    [(0.78, "nl", "78%"), (0.9999, "nl", "99,99%"), (0.29, "en", "29%"), (1e-6, "en", "0.0001%")],
)
def test_shares_as_percentages(share: float, lang: Lang, text: str) -> None:
    assert percent(share, lang) == text


def test_dates_in_words() -> None:
    day = dt.date(2026, 11, 14)
    assert date(day, "nl") == "14 november 2026"
    assert date(day.replace(month=3), "nl") == "14 maart 2026"
    assert date(day.replace(month=3), "en") == "14 March 2026"
