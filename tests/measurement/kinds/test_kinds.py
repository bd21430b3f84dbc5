"""How each kind turns delivered cells into whole numbers, and what it refuses."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from identiteitslab.measurement.kind import FX, Readings
from identiteitslab.measurement.known_kinds import known_kinds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identiteitslab.criteria.model import Indicator
    from identiteitslab.measurement.kind import Encoded

KINDS = known_kinds()


def _cells(given: Sequence[float] | None, size: int) -> np.ndarray:
    return np.full(size, np.nan) if given is None else np.array(given, dtype=np.float64)


def _readings(
    value: Sequence[float] | None = None,
    events: Sequence[float] | None = None,
    exposure: Sequence[float] | None = None,
    spread: Sequence[float] | None = None,
) -> Readings:
    size = max(len(cells) for cells in (value, events, exposure, spread) if cells is not None)
    cells = [_cells(column, size) for column in (value, events, exposure, spread)]
    return Readings(*cells, censored=np.zeros(size, dtype=np.bool_))


def _encode(kind: str, indicator: Indicator, **columns: Sequence[float]) -> Encoded:
    return KINDS[kind].encode(_readings(**columns), indicator)


def _faults(kind: str, indicator: Indicator, **columns: Sequence[float]) -> dict[str, list[bool]]:
    found = KINDS[kind].faults(_readings(**columns), indicator)
    return {code: rows.tolist() for code, rows in found.items() if rows.any()}


@given(yes=st.lists(st.booleans(), min_size=1, max_size=30))
def test_yes_and_no_are_one_out_of_one(yes: list[bool], indicator_of: dict[str, Indicator]) -> None:
    encoded = _encode("proportion", indicator_of["proportion"], value=yes)
    assert encoded.events.tolist() == [int(answer) for answer in yes]
    assert encoded.exposure.tolist() == encoded.people.tolist() == [1] * len(yes)
    assert encoded.has_count.all()


@given(counts=st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=9))
def test_counted_shares_keep_their_counts(
    counts: list[tuple[int, int]], indicator_of: dict[str, Indicator]
) -> None:
    events = [hits for hits, _ in counts]
    exposure = [hits + misses + 1 for hits, misses in counts]
    columns = {"events": events, "exposure": exposure}
    encoded = _encode("proportion", indicator_of["proportion"], **columns)
    assert (encoded.events.tolist(), encoded.exposure.tolist()) == (events, exposure)
    assert encoded.people.tolist() == exposure
    logged = indicator_of["proportion"].model_copy(update={"measured_by": "operations_log"})
    assert _encode("proportion", logged, **columns).people.tolist() == [1] * len(counts)


def test_shares_that_cannot_be(indicator_of: dict[str, Indicator]) -> None:
    columns = {"events": [5, 4, 0, 2.5, 3], "exposure": [4, 4, 0, 4, 4]}
    assert _faults("proportion", indicator_of["proportion"], **columns) == {
        "count-not-whole": [False, False, False, True, False],
        "total-zero": [False, False, True, False, False],
        "count-above-total": [True, False, False, False, False],
    }


@given(tenths=st.lists(st.integers(0, 1000), min_size=1, max_size=20))
def test_scores_are_exact(tenths: list[int], indicator_of: dict[str, Indicator]) -> None:
    encoded = _encode("score", indicator_of["score"], value=[t / 10 for t in tenths])
    assert encoded.value_fx.tolist() == [t * FX // 10 for t in tenths]
    assert encoded.people.tolist() == [1] * len(tenths)


def test_a_delivered_mean_stands_for_its_people(indicator_of: dict[str, Indicator]) -> None:
    columns = {"value": [71.4, 80], "exposure": [38, np.nan], "spread": [16.2, np.nan]}
    encoded = _encode("score", indicator_of["score"], **columns)
    assert encoded.people.tolist() == [38, 1]
    assert encoded.value_fx.tolist() == [714_000, 800_000]
    assert encoded.spread_fx.tolist() == [162_000, 0]


def test_scores_that_cannot_be(indicator_of: dict[str, Indicator]) -> None:
    columns = {
        "value": [-1, 101, 50, 50, 50, np.inf],
        "exposure": [np.nan, np.nan, 0, 2.5, 9, np.nan],
        "spread": [np.nan, np.nan, 101, 1, np.nan, np.nan],
    }
    assert _faults("score", indicator_of["score"], **columns) == {
        "value-out-of-range": [True, True, False, False, False, True],
        "spread-impossible": [False, False, True, False, False, False],
        "count-not-whole": [False, False, False, True, False, False],
        "total-zero": [False, False, True, False, False, False],
        "spread-missing": [False, False, False, False, True, False],
    }


@given(scores=st.lists(st.floats(0, 100), min_size=2, max_size=40), digits=st.integers(0, 3))
def test_a_spread_that_people_can_have_passes(
    scores: list[float], digits: int, indicator_of: dict[str, Indicator]
) -> None:
    told = [round(float(x), digits) for x in (np.mean(scores), np.std(scores, ddof=1))]
    columns = {"value": told[:1], "exposure": [len(scores)], "spread": told[1:]}
    assert not any(_faults("score", indicator_of["score"], **columns).get("spread-impossible", []))


def test_a_spread_that_is_too_wide_for_its_mean_does_not(
    indicator_of: dict[str, Indicator],
) -> None:
    columns = {"value": [70, 70, 100, 95], "exposure": [40, 40, 10, 10], "spread": [90, 46, 10, 30]}
    found = _faults("score", indicator_of["score"], **columns)["spread-impossible"]
    assert found == [True, False, True, True]


@pytest.mark.parametrize("kind", ["duration", "amount"])
@given(values=st.lists(st.floats(1e-3, 1e6), min_size=1, max_size=20))
def test_positive_values_are_kept_as_logarithms(
    kind: str, values: list[float], indicator_of: dict[str, Indicator]
) -> None:
    encoded = _encode(kind, indicator_of[kind], value=values)
    for fx, value in zip(encoded.value_fx.tolist(), values, strict=True):
        assert math.isclose(math.exp(fx / FX), value, rel_tol=0.51 / FX)


@pytest.mark.parametrize("kind", ["duration", "amount"])
def test_positive_values_only(kind: str, indicator_of: dict[str, Indicator]) -> None:
    found = _faults(kind, indicator_of[kind], value=[0, -3, 2, np.nan])
    assert found["value-not-positive"] == [True, True, False, False]


def test_an_amount_stays_within_its_bounds(indicator_of: dict[str, Indicator]) -> None:
    bounded = indicator_of["amount"].model_copy(update={"bounds": (1.0, 10.0)})
    found = _faults("amount", bounded, value=[0.5, 1, 10, 11])
    assert found == {"value-out-of-range": [True, False, False, True]}


@given(levels=st.lists(st.integers(0, 3), min_size=1, max_size=20))
def test_levels_are_exact(levels: list[int], indicator_of: dict[str, Indicator]) -> None:
    encoded = _encode("level", indicator_of["level"], value=levels)
    assert encoded.value_fx.tolist() == [level * FX for level in levels]


def test_levels_that_do_not_exist(indicator_of: dict[str, Indicator]) -> None:
    found = _faults("level", indicator_of["level"], value=[0, 4, 1.5, -1, np.nan])
    assert found == {"level-unknown": [False, True, True, True, False]}


@given(counts=st.lists(st.integers(0, 10_000), min_size=1, max_size=20))
def test_counts_are_exact(counts: list[int], indicator_of: dict[str, Indicator]) -> None:
    encoded = _encode("count", indicator_of["count"], value=counts)
    assert (encoded.events.tolist(), set(encoded.exposure.tolist())) == (counts, {1})
    totals = _encode("count", indicator_of["count"], events=counts, exposure=[7] * len(counts))
    assert (totals.events.tolist(), set(totals.exposure.tolist())) == (counts, {7})


def test_counts_that_cannot_be(indicator_of: dict[str, Indicator]) -> None:
    assert _faults("count", indicator_of["count"], value=[1.5, -1, 2]) == {
        "value-not-whole": [True, True, False]
    }
    assert _faults("count", indicator_of["count"], events=[1, 2.5], exposure=[0, 2]) == {
        "count-not-whole": [False, True],
        "total-zero": [True, False],
    }


def test_rates_keep_events_and_exposure(indicator_of: dict[str, Indicator]) -> None:
    rate = indicator_of["rate"]
    encoded = _encode("rate", rate, events=[3, 0], exposure=[12_500, 40])
    assert (encoded.events.tolist(), encoded.exposure.tolist()) == ([3, 0], [12_500, 40])
    assert _faults("rate", rate, events=[9, -1], exposure=[4, 0]) == {
        "count-not-whole": [False, True],
        "total-zero": [False, True],
    }


def test_a_gap_is_never_delivered(indicator_of: dict[str, Indicator]) -> None:
    assert _faults("gap", indicator_of["gap"], value=[10.0]) == {"gap-is-computed": [True]}


@pytest.mark.parametrize(
    ("kind", "on_link", "natural"),
    [
        ("amount", 2.5, 2.5),
        ("count", 2.5, 2.5),
        ("duration", 30.0, 30.0),
        ("gap", 0.2, 20.0),
        ("level", 2.0, 2.0),
        ("proportion", 0.7, 0.7),
        ("rate", 0.0003, 3.0),
        ("score", 0.68, 68.0),
    ],
)
def test_numbers_come_back_in_the_unit_of_the_indicator(
    kind: str, on_link: float, natural: float, indicator_of: dict[str, Indicator]
) -> None:
    found = KINDS[kind].natural(np.array([on_link]), indicator_of[kind])
    assert found == pytest.approx([natural])


def test_a_score_of_one_to_seven(indicator_of: dict[str, Indicator]) -> None:
    seven = indicator_of["score"].model_copy(update={"bounds": (1.0, 7.0)})
    assert KINDS["score"].natural(np.array([0.0, 0.5, 1.0]), seven).tolist() == [1, 4, 7]
