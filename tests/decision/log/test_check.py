"""One wrong decision for each fault, and all of them at once."""

from __future__ import annotations

import datetime as dt
import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

import identiteitslab.text
from identiteitslab.decision.log.check import (
    LINE,
    LONG,
    MOST_ACTIONS,
    Text,
    check,
    deviates,
    failing,
    text_faults,
)
from identiteitslab.decision.log.decision import Action, Answer, Choice, Draft, Owner
from identiteitslab.errors import Fault

TODAY = dt.date(2027, 3, 1)
YES = Answer(answer="yes")
FIRST, FAILED = "dijkpas", "klompcode"
WORDS = tomllib.loads(
    files(identiteitslab.text).joinpath("nl", "decisions.toml").read_text(encoding="utf-8")
)


def chosen(*solutions, verdict="choose"):
    return Choice(verdict=verdict, solutions=solutions)


def action(text="Nameten", owner="projectleider", by=TODAY):
    return Action(text=text, owner=owner, by=by)


@pytest.fixture
def draft(evaluation):
    """Give a decision without faults, or with something else in it."""
    phases = evaluation.catalogue.phases
    usual = {
        "question": "Welke oplossing nemen wij?",
        "options": tuple(evaluation.catalogue.solutions),
        "choice": chosen(FIRST),
        "reason": "Zij staat vooraan.",
        "owner": Owner(role="wethouder dienstverlening", body="college van B en W van Zwolle"),
        "phase": "beginnen",
        "gate": dict.fromkeys(phases.steps["beginnen"].gate, YES),
        "grounds": dict.fromkeys(phases.grounds, YES),
        "actions": (action(),),
    }
    return lambda **said: Draft(**(usual | said))


@pytest.fixture
def faults(draft, evaluation):
    return lambda **said: check(draft(**said), evaluation, today=TODAY, known=(7,))


CASES = {
    "decision-text-missing": ("reason", {"reason": " \n"}),
    "decision-note-missing": ("gate.stop.note", {"gate": {"stop": Answer(answer="no")}}),
    "decision-text-long": ("reason", {"reason": "a" * (LONG + 1)}),
    "decision-text-control": ("reason", {"reason": "goed\x07"}),
    "decision-personal": ("owner.role", {"owner": Owner(role="Jan de Vries", body="college")}),
    "decision-options-none": ("options", {"options": ()}),
    "decision-option-unknown": ("options", {"options": (FIRST, "dijkpass")}),
    "decision-option-twice": ("options", {"options": (FIRST, FIRST)}),
    "decision-choice-empty": ("choice.solutions", {"choice": chosen()}),
    "decision-choice-filled": ("choice.solutions", {"choice": chosen(FIRST, verdict="wait")}),
    "decision-choice-no-option": ("choice.solutions", {"options": ("grutto",)}),
    "decision-choice-twice": ("choice.solutions", {"choice": chosen(FIRST, FIRST)}),
    "decision-deviation-missing": ("deviation", {"choice": chosen("zeemeeuw")}),
    "decision-override-missing": ("override", {"choice": chosen(FIRST, FAILED)}),
    "decision-answer-missing": ("grounds.willen", {"grounds": {"kunnen": YES, "mogen": YES}}),
    "decision-answer-unknown": ("gate", {"gate": {"purpos": YES}}),
    "decision-action-past": ("actions.1.by", {"actions": (action(by=dt.date(2027, 2, 28)),)}),
    "decision-actions-many": ("actions", {"actions": (action(),) * (MOST_ACTIONS + 1)}),
    "decision-unknown": ("replaces", {"replaces": 8}),
}


def test_a_sound_decision_has_no_faults(faults) -> None:
    assert faults() == ()
    assert faults(replaces=7) == ()
    assert faults(choice=chosen(verdict="wait")) == ()
    assert faults(choice=chosen(verdict="none")) == ()


@pytest.mark.parametrize("code", CASES)
def test_each_fault_has_its_code_and_field(faults, code) -> None:
    key, said = CASES[code]
    found = [(fault.code, fault.where.key) for fault in faults(**said)]
    assert (code, key) in found


def test_every_fault_that_is_checked_here_has_its_case(faults) -> None:
    found = {fault.code for _, said in CASES.values() for fault in faults(**said)}
    assert found == set(CASES)
    assert set(WORDS["error"]) > set(CASES)


def test_all_faults_at_once(faults) -> None:
    found = faults(
        question="",
        reason="bel 06-12345678",
        options=("niets",),
        owner=Owner(role="", body=""),
        gate={},
        grounds={},
        actions=(action(text="", owner="", by=dt.date(2020, 1, 1)),),
        replaces=1,
    )
    assert {fault.code for fault in found} == {
        "decision-text-missing",
        "decision-personal",
        "decision-option-unknown",
        "decision-choice-no-option",
        "decision-answer-missing",
        "decision-action-past",
        "decision-unknown",
    }
    assert {fault.where.key for fault in found if fault.code == "decision-text-missing"} == {
        "question", "owner.role", "owner.body", "actions.1.text", "actions.1.owner",
    }  # fmt: skip
    assert "12345678" not in repr(found)


@pytest.mark.parametrize("answer", ["no", "unknown"])
def test_no_and_unknown_need_an_explanation(faults, answer) -> None:
    grounds = {"willen": Answer(answer=answer), "kunnen": YES, "mogen": YES}
    assert [(f.code, f.where.key) for f in faults(grounds=grounds)] == [
        ("decision-note-missing", "grounds.willen.note")
    ]
    grounds["willen"] = Answer(answer=answer, note="Nog niet besproken.")
    assert faults(grounds=grounds) == ()


def test_another_choice_than_the_first_needs_a_reason(draft, evaluation, faults) -> None:
    assert evaluation.leader.solution == FIRST
    assert not deviates(draft(), evaluation)
    assert not deviates(draft(choice=chosen(FIRST, "grutto")), evaluation)
    assert not deviates(draft(choice=chosen(verdict="none")), evaluation)
    assert deviates(draft(choice=chosen("grutto")), evaluation)
    assert faults(choice=chosen("grutto"), deviation="Goedkoper.") == ()


def test_what_fails_a_minimum_is_chosen_only_with_a_recorded_override(
    draft, evaluation, faults
) -> None:
    assert failing(draft(choice=chosen(FIRST, FAILED)), evaluation) == (FAILED,)
    assert failing(draft(), evaluation) == ()
    assert faults(choice=chosen(FIRST, FAILED), override="Alleen voor de proef.") == ()
    (fault,) = faults(choice=chosen(FIRST, FAILED), deviation="Iets anders.")
    assert (fault.code, fault.facts["solutions"]) == ("decision-override-missing", FAILED)


@pytest.mark.parametrize(
    "text",
    [
        "Jan de Vries",
        "J. de Vries",
        "Besloten door Fatima el Amrani na overleg",
        "Vraag het mevrouw Jansen",
        "mail a.b@voorbeeld.nl",
        "bel 06-12345678",
        "zie 111222333",
        "Dorpsstraat 12, 1234 AB",
        "NL91ABNA0417164300",
        "regel een\nKarin Bakker\nregel drie",
    ],
)
def test_people_are_never_named(faults, text) -> None:
    assert [fault.code for fault in faults(reason=text)] == ["decision-personal"]


@pytest.mark.parametrize(
    "text",
    [
        "De wethouder dienstverlening van Bergen op Zoom",
        "Gemeente Den Haag en Gemeente Almere",
        "Wet digitale overheid, artikel 9",
        "Uitgaven 2027: 125 000 euro",
        "Score 74 tegen 66; zie bladzijde 12",
        "<script>alert(1)</script>",
        "=HYPERLINK(1)",
        "a" * LONG,
    ],
)
def test_ordinary_words_are_not_people(faults, text) -> None:
    assert faults(reason=text) == ()


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\r", "\u202e", "\u2066"])
def test_signs_that_cannot_be_seen_are_refused(faults, sign) -> None:
    assert [fault.code for fault in faults(reason=f"goed{sign}zo")] == ["decision-text-control"]


def test_a_line_is_one_line_and_a_text_may_have_more(faults) -> None:
    assert faults(reason="een\n\ttwee") == ()
    assert [f.code for f in faults(question="een\ntwee")] == ["decision-text-control"]
    assert [f.code for f in faults(question="a" * (LINE + 1))] == ["decision-text-long"]


@given(text=st.text(max_size=60))
def test_no_text_breaks_the_checks(text) -> None:
    found = list(text_faults(Text("reason", text, LONG)))
    assert all(isinstance(fault, Fault) and fault.what("nl") for fault in found)
