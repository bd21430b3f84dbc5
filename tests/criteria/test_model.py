"""Dated entries, gates and limits of an indicator."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from identiteitslab.criteria.model import Criterion, Indicator, Minimum, ValueFunction
from identiteitslab.criteria.words import Words

if TYPE_CHECKING:
    from identiteitslab.criteria.catalogue import Catalogue

WORDS = Words(nl="reden", en="reason")
DAY = dt.date(2027, 1, 1)


def _value(since: str, middle: float) -> ValueFunction:
    return ValueFunction(
        since=dt.date.fromisoformat(since),
        scale="linear",
        points=((0, 0), (middle, 50), (1, 100)),
        basis="judgement",
        evidence="judgement",
        rationale=WORDS,
    )


def _minimum(since: str, at_least: float, **more: Any) -> Minimum:
    settings = {"context": "public", "test": "lower95", "basis": "judgement", **more}
    return Minimum(since=dt.date.fromisoformat(since), at_least=at_least, reason=WORDS, **settings)


@pytest.fixture
def dated(starter: Catalogue) -> Indicator:
    """An indicator whose norms change, written in another order than they hold."""
    return starter.indicators["login-success"].model_copy(
        update={
            "value": (
                _value("2029-01-01", 0.8),
                _value("2027-01-01", 0.6),
                _value("2028-01-01", 0.7),
            ),
            "minimum": (
                _minimum("2028-07-01", 0.75),
                _minimum("2027-01-01", 0.7),
                _minimum("2027-06-01", 0.5, context="private"),
            ),
        }
    )


@pytest.mark.parametrize(
    ("day", "middle"),
    [
        ("2026-12-31", 0.6),
        ("2027-01-01", 0.6),
        ("2027-12-31", 0.6),
        ("2028-01-01", 0.7),
        ("2028-12-31", 0.7),
        ("2029-01-01", 0.8),
        ("2040-01-01", 0.8),
    ],
)
def test_value_function_in_force(day: str, middle: float, dated: Indicator) -> None:
    assert dated.value_on(dt.date.fromisoformat(day)).points[1] == (middle, 50)


@pytest.mark.parametrize(
    ("day", "public", "private"),
    [("2026-01-01", 0.7, 0.5), ("2028-06-30", 0.7, 0.5), ("2028-07-01", 0.75, 0.5)],
)
def test_minimum_in_force(day: str, public: float, private: float, dated: Indicator) -> None:
    on = dt.date.fromisoformat(day)
    limits = [dated.minimum_on(on, "public"), dated.minimum_on(on, "private")]
    assert [m.limit for m in limits if m is not None] == [public, private]


def test_no_minimum_in_a_context(dated: Indicator) -> None:
    only_public = dated.model_copy(update={"minimum": dated.minimum[:2]})
    assert only_public.minimum_on(DAY, "private") is None


def test_the_side_of_a_limit() -> None:
    floor = _minimum("2027-01-01", 0.0)
    assert (floor.limit, floor.lower) == (0.0, True)
    ceiling = floor.model_copy(update={"at_least": None, "at_most": 0.0})
    assert (ceiling.limit, ceiling.lower) == (0.0, False)


@pytest.mark.parametrize("more", [{"at_most": 0.9}, {"at_least": None}])
def test_a_limit_has_one_side(more: dict[str, object]) -> None:
    content = _minimum("2027-01-01", 0.7).model_dump() | more
    with pytest.raises(ValidationError, match="at_least or at_most"):
        Minimum.model_validate(content)


def test_gates_are_not_scored(starter: Catalogue) -> None:
    gates = {name for name, indicator in starter.indicators.items() if not indicator.scored}
    assert gates == {"eidas-level", "open-high-findings", "residual-high-risks"}
    assert [name for name, c in starter.by_id.items() if not c.scored] == ["assurance-level"]


@pytest.mark.parametrize("share", [float("nan"), float("inf"), -0.1, 1.1])
def test_shares_are_finite_and_within_one(share: float, starter: Catalogue) -> None:
    content = starter.indicators["sus"].model_dump() | {"share": share}
    with pytest.raises(ValidationError):
        Indicator.model_validate(content)


def test_blank_words_are_refused() -> None:
    with pytest.raises(ValidationError):
        Words(nl=" \n", en="text")


def test_models_are_frozen(starter: Catalogue) -> None:
    criterion: Criterion = starter.by_id["errors"]
    with pytest.raises(ValidationError):
        criterion.name = WORDS  # type: ignore[misc]
