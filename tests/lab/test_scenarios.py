"""Scenarios are kept beside what was adopted: by whom may, once, and never about a person."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import numpy as np
import pytest
from pydantic import ValidationError

from identiteitslab.access.actor import ROLES, Actor
from identiteitslab.decision.scenario import KIND, LONGEST, Scenario, entry_of, weights
from identiteitslab.errors import LabError
from identiteitslab.lab import place
from identiteitslab.lab.scenarios import drop, keep, scenarios

DROP = {"format": 1, "dropped": ["first"]}
NOON = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)


def scenario(name="Veilig eerst", **changes):
    said = {"context": "public", "profile": "balanced", "points": {"security": 60, "privacy": 40}}
    return Scenario(**({"name": name} | said | changes))


def codes(error):
    return {fault.code for fault in error.value.faults}


def test_a_scenario_comes_back_as_it_was(own_lab):
    receipt = keep(own_lab, scenario(), actor=Actor("stuurgroep"), now=NOON)
    (kept,) = scenarios(own_lab)
    assert (kept.number, kept.role, kept.at) == (receipt.number, "stuurgroep", NOON)
    assert kept.scenario == scenario()
    assert not receipt.duplicate


def test_the_same_scenario_is_kept_once(own_lab):
    first, again = keep(own_lab, scenario()), keep(own_lab, scenario())
    assert again.number == first.number
    assert again.duplicate
    assert len(scenarios(own_lab)) == 1


@pytest.mark.parametrize("name", ["Veilig eerst", "VEILIG EERST"])
def test_a_name_stands_for_one_scenario(own_lab, name):
    keep(own_lab, scenario())
    with pytest.raises(LabError) as error:
        keep(own_lab, scenario(name, points={"security": 10}))
    assert codes(error) == {"scenario-name-taken"}
    assert len(scenarios(own_lab)) == 1


@pytest.mark.parametrize("role", [role for role in ROLES if role not in ("stuurgroep", "lokaal")])
def test_who_may_not_decide_may_not_keep_either(own_lab, role):
    actor = Actor(role, "GM0344" if role == "projectleider" else "")
    with pytest.raises(LabError) as error:
        keep(own_lab, scenario(), actor=actor)
    assert codes(error) == {"access-decide"}
    assert scenarios(own_lab, actor=actor) == ()


def test_the_starter_keeps_nothing(own_lab, monkeypatch):
    monkeypatch.setattr(place, "PACKED", own_lab.root)
    with pytest.raises(LabError) as error:
        keep(own_lab, scenario())
    assert codes(error) == {"lab-read-only"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": " "}, {"decision-text-missing"}),
        ({"name": "x" * (LONGEST + 1)}, {"decision-text-long"}),
        ({"name": "x" * 400}, {"decision-text-long"}),
        ({"name": "twee\nregels"}, {"decision-text-control"}),
        ({"name": "om\u202egekeerd"}, {"decision-text-control"}),
        ({"name": "jan.jansen@example.org"}, {"decision-personal"}),
        ({"name": "voorstel van Jan de Vries"}, {"decision-personal"}),
        ({"points": {}}, {"scenario-empty"}),
        ({"points": {"security": 0}}, {"scenario-empty"}),
        ({"statements": ("security > privacy",)}, {"scenario-empty"}),
        ({"points": {"securty": 50}}, {"scenario-theme-unknown"}),
        ({"points": {"security": -1, "privacy": 2}}, {"scenario-points-wrong"}),
        ({"points": {}, "statements": ("x" * 99,)}, {"scenario-statement-wrong"}),
        ({"points": {}, "statements": ("price > privacy",)}, {"scenario-statement-wrong"}),
        ({"points": {}, "statements": ("security > privacy",) * 51}, {"scenario-statements-many"}),
        (
            {"points": {}, "statements": ("security = 80", "privacy = 30")},
            {"scenario-contradiction"},
        ),
        ({"name": "", "points": {}}, {"decision-text-missing", "scenario-empty"}),
    ],
)
def test_what_will_not_do_is_told_at_once_and_not_kept(own_lab, changes, expected):
    with pytest.raises(LabError) as error:
        keep(own_lab, scenario(**changes))
    assert codes(error) == expected
    for fault in error.value.faults:
        assert fault.describe("nl") != fault.describe("en")
    assert scenarios(own_lab) == ()


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "=HYPERLINK(1)", "{naam} %s", "תרחיש", "' onload='x"]
)
def test_a_strange_name_is_only_a_name(own_lab, name):
    keep(own_lab, scenario(name))
    assert scenarios(own_lab)[0].scenario.name == name


def test_endless_points_are_no_scenario():
    with pytest.raises(ValidationError):
        scenario(points={"security": float("nan")})


def test_what_cannot_be_read_is_passed_over(own_lab):
    keep(own_lab, scenario())
    newer = entry_of(scenario("Later")) | {"format": 99}
    with own_lab.store() as store:
        for payload in (newer, {"format": 1}, {"format": 1, "scenario": {"name": 3}}, DROP, {}):
            store.append_once(KIND, payload, lambda _: None, actor="lokaal")
    assert [one.scenario.name for one in scenarios(own_lab)] == ["Veilig eerst"]


def test_a_scenario_leaves_the_evaluation_as_it_is(own_filled_lab):
    before = own_filled_lab.evaluate(draws=16384)
    keep(own_filled_lab, scenario())
    assert own_filled_lab.evaluate(draws=16384).id == before.id


def test_points_and_statements_become_weights(evaluation):
    order = "security > privacy > usability > acceptance > deployability"
    said = scenario(points={}, statements=(order,))
    drawn = weights(said, evaluation).draw(np.random.default_rng(1), 200)
    assert (np.diff(drawn, axis=0) <= 0).all()
    middle = weights(scenario(), evaluation).draw(np.random.default_rng(1), 4096).mean(axis=1)
    assert middle == pytest.approx([0.6, 0.4, 0, 0, 0], abs=0.02)


def test_a_dropped_scenario_stays_in_the_log_and_frees_its_name(own_lab):
    number = keep(own_lab, scenario()).number
    receipt = drop(own_lab, number, actor=Actor("stuurgroep"), now=NOON)
    (kept,) = scenarios(own_lab)
    assert not receipt.duplicate
    assert not kept.stands
    assert (kept.dropped.at, kept.dropped.role) == (NOON, "stuurgroep")
    assert kept.scenario == scenario()
    again = keep(own_lab, scenario())
    assert not again.duplicate
    assert [one.stands for one in scenarios(own_lab)] == [False, True]
    with own_lab.store() as store:
        assert len(store.entries(KIND)) == 3


def test_a_scenario_is_dropped_once(own_lab):
    number = keep(own_lab, scenario()).number
    drop(own_lab, number, now=NOON)
    assert drop(own_lab, number).duplicate
    assert scenarios(own_lab)[0].dropped.at == NOON


@pytest.mark.parametrize("number", [0, 1, 99])
def test_what_is_no_scenario_cannot_be_dropped(own_lab, number):
    with own_lab.store() as store:
        store.append_once("decision", {}, lambda _: None, actor="lokaal")
    with pytest.raises(LabError) as error:
        drop(own_lab, number)
    assert codes(error) == {"scenario-unknown"}


@pytest.mark.parametrize("role", [role for role in ROLES if role not in ("stuurgroep", "lokaal")])
def test_who_may_not_decide_may_not_drop_either(own_lab, role):
    number = keep(own_lab, scenario()).number
    with pytest.raises(LabError) as error:
        drop(own_lab, number, actor=Actor(role, "GM0344" if role == "projectleider" else ""))
    assert codes(error) == {"access-decide"}
    assert scenarios(own_lab)[0].stands


def at_once(act, times=2):
    """Let so many people act at the same moment; gives what each of them got."""
    start = Barrier(times)

    def one(place):
        start.wait(timeout=30)
        try:
            return act(place)
        except LabError as error:
            return {fault.code for fault in error.faults}

    with ThreadPoolExecutor(times) as people:
        return list(people.map(one, range(times)))


def test_two_who_keep_the_same_at_once_keep_one(own_lab):
    scenarios(own_lab)
    receipts = at_once(lambda _: keep(own_lab, scenario()))
    assert sorted(one.duplicate for one in receipts) == [False, True]
    assert {one.number for one in receipts} == {scenarios(own_lab)[0].number}
    assert len(scenarios(own_lab)) == 1


def test_two_who_take_one_name_at_once_get_one_scenario(own_lab):
    scenarios(own_lab)
    got = at_once(lambda place: keep(own_lab, scenario(points={"security": 10.0 + place})))
    assert got.count({"scenario-name-taken"}) == 1
    assert len(scenarios(own_lab)) == 1


def test_two_who_drop_at_once_drop_once(own_lab):
    number = keep(own_lab, scenario()).number
    receipts = at_once(lambda _: drop(own_lab, number))
    assert sorted(one.duplicate for one in receipts) == [False, True]
    assert not scenarios(own_lab)[0].stands


def test_of_two_entries_under_one_name_the_first_stands(own_lab):
    with own_lab.store() as store:
        for points in (10, 20):
            said = scenario(points={"security": points})
            store.append_once(KIND, entry_of(said), lambda _: None, actor="lokaal")
    (kept,) = scenarios(own_lab)
    assert kept.scenario.points == {"security": 10}
