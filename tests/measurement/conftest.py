"""Indicators of every kind, and canonical rows from plain Python."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import strategies as st

from identiteitslab.criteria.read import read_catalogue
from identiteitslab.measurement.kind import MAX_COUNT, MAX_FX

if TYPE_CHECKING:
    from identiteitslab.criteria.model import Indicator

Row = dict[str, Any]

OF_KIND = {
    "amount": "log-retention",
    "count": "excess-attributes",
    "duration": "login-time",
    "gap": "skill-gap",
    "level": "eidas-level",
    "proportion": "login-success",
    "rate": "complaint-rate",
    "score": "sus",
}


@pytest.fixture(scope="session")
def indicator_of() -> dict[str, Indicator]:
    """Give one indicator of the starter lab for each kind."""
    indicators = read_catalogue(Path(__file__).parents[2]).indicators
    return {kind: indicators[name] for kind, name in OF_KIND.items()}


@pytest.fixture(scope="session")
def random_rows() -> st.SearchStrategy[list[Row]]:
    """Give canonical rows as plain Python: few cells, so that they meet; large values too."""
    return st.lists(_ROW, max_size=25)


def _row(cell: tuple[str, str, int, str, str], person: tuple[str, str], what: Row, on: Row) -> Row:
    gemeente, solution, number, situation, indicator = cell
    who = {"age_band": person[0], "digital_skill": person[1]}
    where = {"gemeente": gemeente, "solution": solution, "round": number, "situation": situation}
    return {**where, "indicator": indicator, **who, **what, **on}


_CELL = st.sampled_from(
    [
        ("GM0014", "dijkpas", 1, "", "sus"),
        ("GM0014", "dijkpas", 2, "moving-house", "sus"),
        ("GM0363", "grutto", 1, "", "login-success"),
    ]
)
_PERSON = st.tuples(st.sampled_from(["", "18-29", "75+"]), st.sampled_from(["", "basic"]))
_VALUE = st.fixed_dictionaries(
    {
        "people": st.integers(1, 10**6),
        "value_fx": st.integers(-MAX_FX, MAX_FX),
        "spread_fx": st.integers(0, MAX_FX),
        "events": st.none(),
        "exposure": st.none(),
        "censored": st.booleans(),
    }
)
_COUNT = st.fixed_dictionaries(
    {
        "people": st.integers(1, 10**6),
        "value_fx": st.none(),
        "spread_fx": st.just(0),
        "events": st.integers(0, MAX_COUNT),
        "exposure": st.integers(0, MAX_COUNT),
        "censored": st.just(False),
    }
)
_ON = st.fixed_dictionaries(
    {
        "participant": st.none() | st.integers(1, 99),
        "measured_on": st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2028, 1, 1)),
        "source_row": st.integers(1, 999),
    }
)
_ROW = st.builds(_row, _CELL, _PERSON, st.one_of(_VALUE, _COUNT), _ON)
