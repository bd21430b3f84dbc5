from itertools import combinations

import numpy as np
import pytest

from identiteitslab.comparison import combination as module
from identiteitslab.comparison.combination import best_sets
from identiteitslab.comparison.sets.minimums import SetMinimum
from identiteitslab.comparison.sets.offer import IndicatorValues, make_offer
from identiteitslab.comparison.sets.values import set_totals

NAMES = tuple("abcdef")
RULES = ("min", "max", "use_weighted_mean", "union", "per_person_best", "min")


def percent(values):
    return 100 * np.clip(values, 0, 1)


@pytest.fixture
def offer():
    random = np.random.default_rng(3)
    indicators = []
    for place, rule in enumerate(RULES):
        middle = random.uniform(0.3, 0.8, (6, 2, 1, 1))
        values = np.clip(middle + random.normal(0, 0.05, (6, 2, 2, 300)), 0, 1)
        indicators.append(IndicatorValues(f"i{place}", values, percent, 1, rule, f"t{place % 2}"))
    return make_offer(NAMES, indicators, situations={"move": 2, "age": 1}, groups={"g": 1, "h": 3})


def expected_total(offer, members):
    position = np.full((len(offer.indicators), offer.draws), 0.5)
    found = set_totals(offer, np.array([members]), position)
    return float(found.mean(axis=2)[0] @ offer.situation_share)


def test_the_best_set_is_the_best_of_all(offer):
    found = best_sets(offer, k=3, seed=1, price=2.0)
    every = [c for size in (1, 2, 3) for c in combinations(range(6), size)]
    totals = {c: expected_total(offer, c) - 2 * (len(c) - 1) for c in every}
    best = max(totals, key=totals.__getitem__)
    assert found.method == "enumeration"
    assert found.considered == len(every) == len(found.sets)
    assert found.best.solutions == tuple(NAMES[n] for n in best)
    assert found.best.total == pytest.approx(totals[best], abs=0.3)
    assert found.best.cautious <= found.best.total <= found.best.hopeful
    assert found.best.low <= found.best.total <= found.best.high
    assert sum(one.chance for one in found.sets) == pytest.approx(1)
    assert [len(one.solutions) for one in found.frontier] == [1, 2, 3]
    assert found.to_frame()["total"].is_monotonic_decreasing


def test_a_combination_of_one_equals_the_single_solution(offer):
    found = best_sets(offer, k=1, seed=1)
    for one in found.sets:
        row = NAMES.index(one.solutions[0])
        alone = sum(
            float((100 * i.values[row].mean(axis=2) @ offer.group_share) @ offer.situation_share)
            for i in offer.indicators
        ) / len(offer.indicators)
        assert one.total == pytest.approx(alone, abs=1e-6)
        assert one.cautious == pytest.approx(one.hopeful) == pytest.approx(one.total)


def test_the_weakest_situation_and_people_reached(offer):
    found = best_sets(offer, k=2, seed=1, reach="i3")
    for one in found.sets:
        assert one.situations[one.weakest] == min(one.situations.values())
        assert 0 < one.reached <= 1
    alone = best_sets(offer, k=2, seed=1, situations=["age"])
    assert set(alone.best.situations) == {"age"}


def test_members_that_must_be_in_or_out(offer):
    found = best_sets(offer, k=3, seed=1, must_include=["b"], exclude=["a", "c"])
    assert all("b" in one.solutions for one in found.sets)
    assert not any({"a", "c"} & set(one.solutions) for one in found.sets)
    assert found.considered == 1 + 3 + 3


def test_complexity_has_its_price(offer):
    free = best_sets(offer, k=3, seed=1)
    dear = best_sets(offer, k=3, seed=1, price=100.0)
    assert len(dear.best.solutions) == 1
    assert dear.best.total == pytest.approx(
        next(one.total for one in free.sets if one.solutions == dear.best.solutions)
    )


def test_minimums_are_respected_in_every_situation(offer):
    values = offer.indicators[0].values.mean(axis=(2, 3))
    limit = float(np.sort(values.min(axis=1))[3]) - 0.001
    found = best_sets(offer, k=2, seed=1, minimums=[SetMinimum("i0", limit, sure=False)])
    good = {NAMES[row] for row in np.flatnonzero(values.min(axis=1) >= limit)}
    assert found.sets
    assert all(set(one.solutions) <= good for one in found.sets)
    one_place = SetMinimum("i0", limit, situation="age", sure=False)
    wider = best_sets(offer, k=2, seed=1, minimums=[one_place])
    assert len(wider.sets) >= len(found.sets)


def test_without_an_allowed_set_the_nearest_is_named(offer):
    found = best_sets(offer, k=2, seed=1, minimums=[SetMinimum("i0", 0.99)])
    assert found.best is None
    assert found.frontier == ()
    assert found.to_frame().empty
    (short,) = found.nearest.short_of
    assert short.outcome == "failed"
    assert short.short == pytest.approx(0.99 - short.value)


def test_a_size_without_any_allowed_set_is_left_out():
    """Two solutions each pass alone; together their events add up beyond the limit."""
    values = np.repeat(np.array([3.0, 4.0])[:, None, None, None], 8, axis=3)
    offer = make_offer(
        ("a", "b"),
        [IndicatorValues("events", values, lambda x: 100 - x, 1, "sum", higher_is_better=False)],
    )
    minimums = [SetMinimum("events", 5, lower=False)]
    found = best_sets(offer, k=2, seed=1, minimums=minimums)
    assert [one.solutions for one in found.sets] == [("a",), ("b",)]
    assert found.considered == 3


def test_what_is_not_shown_can_be_refused(offer):
    middle = float(np.median(offer.indicators[0].values[0]))
    unsure = SetMinimum("i0", middle)
    lenient = best_sets(offer, k=1, seed=1, minimums=[unsure])
    strict = best_sets(offer, k=1, seed=1, minimums=[unsure], shown_only=True)
    assert {one.solutions for one in strict.sets} < {one.solutions for one in lenient.sets}
    assert all(one.minimums[0].outcome == "met" for one in strict.sets)


def test_a_minimum_on_what_does_not_apply_does_not_count():
    values = np.full((2, 1, 1, 50), 0.2)
    face = IndicatorValues("f", values, percent, 0, "min", applies=np.array([False, True]))
    other = IndicatorValues("x", values, percent, 1, "min")
    found = best_sets(
        make_offer(("a", "b"), [face, other]), k=1, seed=1, minimums=[SetMinimum("f", 0.5)]
    )
    assert [one.solutions for one in found.sets] == [("a",)]
    assert found.best.minimums == ()


def test_too_many_sets_go_through_a_linear_program(offer, monkeypatch):
    wanted = best_sets(offer, k=4, seed=1, price=1.0)
    monkeypatch.setattr(module, "MOST_SETS", 0)
    found = best_sets(offer, k=4, seed=1, price=1.0)
    assert found.method == "milp"
    assert found.best.solutions == wanted.best.solutions
    monkeypatch.setattr(module, "MOST_SETS", 25)
    mixed = best_sets(offer, k=4, seed=1, price=1.0, must_include=["a"])
    assert mixed.method == "milp"
    assert all("a" in one.solutions for one in mixed.sets)


def test_a_first_look_keeps_the_best(offer, monkeypatch):
    wanted = best_sets(offer, k=4, seed=1)
    monkeypatch.setattr("identiteitslab.comparison.sets.judge.KEPT", 5)
    found = best_sets(offer, k=4, seed=1)
    assert len(found.sets) == 20
    assert found.best.solutions == wanted.best.solutions
    assert found.best.total == pytest.approx(wanted.best.total)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"k": 7}, "sizes run from 1 to 7"),
        ({"k": 0}, "sizes run from 1 to 0"),
        ({"situations": ["school"]}, r"situations\[0\] is 'school': expected one of move, age"),
        ({"groups": ["x"]}, r"groups\[0\] is 'x'"),
        ({"must_include": ["x"]}, "must_include is 'x'"),
        ({"minimums": [SetMinimum("x", 1)]}, "indicator is 'x'"),
        ({"minimums": [SetMinimum("i0", 1, situation="x")]}, "situation is 'x'"),
        ({"reach": "x"}, "indicator is 'x'"),
    ],
)
def test_bad_questions_are_named(offer, change, message):
    with pytest.raises(ValueError, match=message):
        best_sets(offer, **({"k": 2, "seed": 1} | change))
