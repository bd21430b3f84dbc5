"""Decisions come back from the log as they went in, whatever else stands there."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identiteitslab.decision.log.decision import (
    Action,
    Answer,
    Choice,
    Decision,
    FrozenEvaluation,
    Owner,
    freeze,
    from_dict,
    plain,
    to_dict,
)
from identiteitslab.decision.log.ledger import entry_of, entry_of_done, read_ledger

NOON = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)
DAY = dt.date(2027, 4, 1)


@dataclass(frozen=True)
class Line:
    sequence: int
    payload: dict[str, Any]
    at: dt.datetime = NOON
    actor: str = "stuurgroep"


def about(context="public", situation=None, mean=70.0):
    question = {
        "context": context, "profile": "balanced", "situation": situation,
        "on": "2027-03-01", "seed": 1, "draws": 4096, "method": "weighted_sum",
    }  # fmt: skip
    made = {"criteria": "c" * 64, "measurements": "m" * 64, "code": "1"}
    solutions = [{"solution": "dijkpas", "score": {"mean": mean}}]
    return {"id": "a" * 12, "question": question, "made_from": made, "solutions": solutions}


def decision(document=None, **said):
    usual = {
        "question": "Welke?",
        "options": ("dijkpas",),
        "choice": Choice(verdict="choose", solutions=("dijkpas",)),
        "reason": "Goed.",
        "owner": Owner(role="wethouder", body="college"),
        "phase": "evalueren",
        "gate": {"evidence": Answer(answer="yes")},
        "grounds": {"willen": Answer(answer="no", note="Nog niet.")},
        "actions": (Action(text="Nameten", owner="projectleider", by=DAY),) * 2,
        "evaluation": FrozenEvaluation(sequence=3, head="h" * 64, document=document or about()),
    }
    return Decision(**(usual | said))


def through_json(value):
    return json.loads(json.dumps(value))


def test_a_decision_comes_back_as_it_went_in() -> None:
    one = decision(replaces=2, deviation="a\nb", override="c")
    assert from_dict(through_json(to_dict(one))) == one


def test_an_evaluation_comes_back_to_the_last_bit(evaluation) -> None:
    frozen = freeze(evaluation, 3, "h" * 64)
    back = from_dict(through_json(to_dict(decision(evaluation=frozen)))).evaluation
    assert back == frozen
    assert back.document == plain(evaluation)
    assert back.question == evaluation.question
    assert (back.id, back.criteria) == (evaluation.id, evaluation.criteria_digest)
    assert (back.measurements, back.code) == (evaluation.data_version, evaluation.code_version)


@given(texts=st.lists(st.text(st.characters(codec="utf-8")), min_size=4, max_size=4))
def test_any_text_comes_back(texts) -> None:
    reason, role, body, note = texts
    one = decision(
        reason=reason,
        owner=Owner(role=role, body=body),
        gate={"x": Answer(answer="no", note=note)},
    )
    assert from_dict(through_json(to_dict(one))) == one


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"question": 3},
        {**to_dict(decision()), "extra": 1},
        {**to_dict(decision()), "phase": "slapen"},
        {**to_dict(decision()), "evaluation": {"sequence": 1, "head": "h", "document": {}}},
    ],
)
def test_what_is_no_decision_is_refused(broken) -> None:
    with pytest.raises(ValueError, match="no decision"):
        from_dict(broken)


def test_corrections_and_done_actions_are_followed() -> None:
    ledger = read_ledger(
        [
            Line(4, entry_of(decision())),
            Line(5, entry_of_done(4, 2, DAY)),
            Line(9, entry_of(decision(reason="Beter.", replaces=4))),
            Line(10, entry_of(decision(reason="Iets anders."))),
        ]
    )
    assert [one.number for one in ledger.kept] == [4, 9, 10]
    assert [one.number for one in ledger.standing] == [9, 10]
    first = ledger.get(4)
    assert (first.replaced_by, dict(first.done)) == (9, {2: DAY})
    assert [place for place, _ in first.open_actions] == [1]
    assert (first.at, first.role) == (NOON, "stuurgroep")
    with pytest.raises(KeyError):
        ledger.get(5)


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"format": 2, "act": "decided"},
        {"format": 1, "act": "decided", "decision": {}},
        {"format": 1, "act": "action-done", "number": 99, "action": 1, "on": "2027-04-01"},
        {"format": 1, "act": "action-done", "number": 4, "action": 1, "on": "morgen"},
        {"format": 1, "act": "decided", "decision": to_dict(decision(replaces=99))},
    ],
)
def test_an_entry_that_cannot_be_read_is_named_and_passed_over(payload) -> None:
    ledger = read_ledger([Line(4, entry_of(decision())), Line(5, payload)])
    assert ledger.unreadable == (5,)
    assert ledger.get(4).done == {}
    assert ledger.get(4).stands


def test_the_same_decision_is_recognised_and_another_is_not() -> None:
    ledger = read_ledger([Line(4, entry_of(decision()))])
    later = FrozenEvaluation(sequence=8, head="k" * 64, document=about())
    assert ledger.same(decision(evaluation=later)) == ledger.get(4)
    assert ledger.same(decision(reason="Anders.")) is None
    assert ledger.same(decision(document=about(mean=70.00001))) is None
    replaced = read_ledger([Line(4, entry_of(decision())), Line(5, entry_of(decision(replaces=4)))])
    assert replaced.same(decision()) is None


def test_between_names_only_what_is_about_the_same() -> None:
    ledger = read_ledger(
        [
            Line(4, entry_of(decision())),
            Line(5, entry_of(decision(document=about("private")))),
            Line(6, entry_of(decision(document=about("private"), replaces=4))),
            Line(7, entry_of(decision(reason="Later."))),
        ]
    )
    mine = decision(replaces=4)
    assert ledger.between(mine, after=4, before=8) == (6, 7)
    assert ledger.between(mine, after=4, before=7) == (6,)
    assert ledger.between(decision(), after=3, before=8) == (4, 7)
    assert ledger.between(decision(document=about("public", "moving")), after=0, before=9) == ()
