"""What the note says of the decision: what is asked, or what was decided and what is still open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from identiteitslab.decision.log.decision import Answer, Choice
from identiteitslab.report.files import Report


@pytest.fixture
def told(evaluation):
    """Give the title and the lines of the last section of a note."""

    def tell(*decisions, lang="nl", of=evaluation):
        *_, last = Report(of, "note", lang, decisions=decisions).content.sections
        return last.title, last.blocks[0].items

    return tell


@pytest.fixture
def kept(evaluation, decisions):
    """Give a decision in plain words, with some of it said otherwise."""
    gate = evaluation.catalogue.phases.gate("evalueren")

    def keep(number=7, **said):
        usual = {
            "choice": Choice(verdict="choose", solutions=("dijkpas", "zeemeeuw")),
            "gate": dict.fromkeys(gate, Answer(answer="yes")),
        }
        changed = decisions[0].decision.model_copy(update=usual | said)
        return replace(decisions[0], number=number, decision=changed, replaced_by=None)

    return keep


def test_without_a_decision_it_says_what_is_asked(told, evaluation):
    title, lines = told()
    assert title == "Gevraagd besluit"
    assert len(lines) == 3
    phases = evaluation.catalogue.phases
    assert all(phase.name.nl in lines[1] for phase in phases.steps.values())
    assert all(ground.question.nl in lines[2] for ground in phases.grounds.values())
    assert told(lang="en")[0] == "Decision requested"


def test_a_decision_is_told_with_its_phase_and_gate(told, kept):
    title, lines = told(kept())
    assert title == "Genomen besluit"
    assert (
        lines[0]
        == "Besluit 7 van 1 februari 2027. Gekozen: Dijkpas (verzonnen) en Zeemeeuw (verzonnen)."
    )
    assert lines[1].startswith("Fase: Evalueren. Alle ")
    assert len(lines) == 2


def test_questions_that_are_open_are_named(told, kept, evaluation):
    first, second, *rest = evaluation.catalogue.phases.gate("evalueren").items()
    gate = {name: Answer(answer="yes") for name, _ in rest}
    gate |= {first[0]: Answer(answer="no", note="nog niet")}
    _, lines = told(kept(gate=gate))
    assert f"Met ja beantwoord: {len(rest)} van" in lines[1]
    assert f"{first[1].nl} (nee)" in lines[1]
    assert f"{second[1].nl} (niet beantwoord)" in lines[1]


def test_more_open_questions_are_counted(told, kept, evaluation):
    many = len(evaluation.catalogue.phases.gate("evalueren"))
    _, lines = told(kept(gate={}))
    assert lines[1].endswith(f"En nog {many - 2}.")


def test_the_last_that_stands_on_the_same_question_counts(told, kept, evaluation):
    waits = kept(8, choice=Choice(verdict="wait"))
    assert told(kept(), waits)[1][0].startswith("Besluit 8 van")
    assert told(kept(), replace(waits, replaced_by=9))[1][0].startswith("Besluit 7 van")
    elsewhere = replace(evaluation, question=replace(evaluation.question, context="private"))
    assert told(kept(), of=elsewhere)[0] == "Gevraagd besluit"


def test_a_decision_on_another_evaluation_says_so(told, kept, evaluation):
    later = replace(evaluation, data_version="later")
    assert later.id != evaluation.id
    assert evaluation.id in told(kept(), of=later)[1][2]
