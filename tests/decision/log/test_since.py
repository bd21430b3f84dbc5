"""What moved since: place, minimums and score, and only what a reader can see."""

from __future__ import annotations

import copy

import pytest

from identiteitslab.decision.log.compare import differences
from identiteitslab.decision.log.decision import plain
from identiteitslab.decision.log.since import since, unchanged


@pytest.fixture
def then(evaluation):
    return plain(evaluation)


@pytest.fixture
def now(then):
    return copy.deepcopy(then)


def test_nothing_moved(then, now) -> None:
    assert since(then, now) == unchanged()
    assert not unchanged().changed


def test_a_score_moves_when_its_whole_points_do(then, now) -> None:
    then["solutions"][0]["score"]["mean"] = now["solutions"][0]["score"]["mean"] = 70.2
    now["solutions"][0]["score"]["mean"] += 0.01
    assert since(then, now).moved == ()
    now["solutions"][0]["score"]["mean"] += 5
    (moved,) = since(then, now).moved
    assert moved.solution == then["solutions"][0]["solution"]
    assert moved.now.score - moved.then.score == pytest.approx(5.01)
    assert since(then, now).changed


def test_a_minimum_that_turns_is_told(then, now) -> None:
    one = next(s for s in now["solutions"] if s["not_shown"])
    one["failing"].append(one["not_shown"].pop())
    one["minimums"] = "failed"
    (moved,) = since(then, now).moved
    assert (moved.then.outcome, moved.now.outcome) == ("not_shown", "failed")
    assert moved.now.failing
    assert len(moved.now.open) == len(moved.then.open) - 1
    (turned,) = moved.turned
    assert turned == (moved.now.failing[-1], "not_shown", "failed")


def test_another_order_is_told(then, now) -> None:
    now["solutions"][:2] = reversed(now["solutions"][:2])
    found = since(then, now)
    assert found.order
    assert {(m.then.place, m.now.place) for m in found.moved} == {(1, 2), (2, 1)}


def test_who_came_and_who_went(then, now) -> None:
    now["solutions"][-1]["solution"] = "nieuw"
    gone, came = since(then, now).moved
    assert (gone.now, came.then) == (None, None)
    assert came.solution == "nieuw"


@pytest.mark.parametrize("name", ["criteria", "measurements", "code"])
def test_each_input_is_told_apart(then, now, name) -> None:
    now["made_from"][name] = "anders"
    found = since(then, now)
    told = {one for one in ("criteria", "measurements", "code") if getattr(found, one)}
    assert told == {name}
    assert found.changed is (name != "code")


def test_differences_name_every_place_to_the_last_bit(then, now) -> None:
    assert differences(then, now) == ()
    now["solutions"][1]["score"]["low"] += 1e-13
    now["notice"] = None
    del now["coverage"]["until"]
    now["weights"]["nieuw"] = 1.0
    now["solutions"].append("meer")
    found = {one.path: (one.then, one.now) for one in differences(then, now)}
    last = f"solutions.{len(now['solutions'])}"
    assert set(found) == {
        "solutions.2.score.low", "notice", "coverage.until", "weights.nieuw", last,
    }  # fmt: skip
    assert found["weights.nieuw"] == (None, 1.0)
    assert found["coverage.until"] == (then["coverage"]["until"], None)


def test_a_number_is_not_a_truth() -> None:
    assert [one.path for one in differences({"a": 1}, {"a": True})] == ["a"]
    assert [one.path for one in differences({"a": 1}, {"a": 1.0})] == ["a"]
    assert [one.path for one in differences({"a": None}, {"a": 0})] == ["a"]
