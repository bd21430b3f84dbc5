"""What the steering group is asked to decide, or what it decided already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.report.content import Items, Section

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from identiteitslab.decision.log.ledger import Kept
    from identiteitslab.report.told import Told

NAMED = 2
"""So many questions of the gate are named; the full report holds them all."""


def asked(told: Told, decisions: Sequence[Kept]) -> Section:
    """Give the last decision on this question with its phase and gate, or else what is asked."""
    found = _last(told, decisions)
    if found is None:
        return Section(told.say("asked.title"), (Items(tuple(_request(told))),))
    return Section(told.say("asked.decided"), (Items(tuple(_decided(told, found))),))


def chosen(told: Told, kept: Kept) -> str:
    """Say what was chosen."""
    choice, known = kept.decision.choice, told.catalogue.solutions
    names = [told.solution(one) if one in known else one for one in choice.solutions]
    return told.say(f"decided.{choice.verdict}", solutions=told.listed(names))


def _last(told: Told, decisions: Sequence[Kept]) -> Kept | None:
    """Find the last decision that stands on the same service or context."""
    now = told.evaluation.question
    about = [
        one
        for one in decisions
        if one.stands
        and (one.decision.evaluation.question.context, one.decision.evaluation.question.situation)
        == (now.context, now.situation)
    ]
    return max(about, key=lambda one: one.number, default=None)


def _request(told: Told) -> Iterator[str]:
    phases, lang = told.catalogue.phases, told.lang
    yield told.say("asked.choose")
    names = ", ".join(phase.name.in_(lang) for phase in phases.steps.values())
    yield told.say("asked.phase", phases=names)
    yield told.say(
        "asked.answer",
        questions=" ".join(one.question.in_(lang) for one in phases.grounds.values()),
    )


def _decided(told: Told, kept: Kept) -> Iterator[str]:
    decision, lang = kept.decision, told.lang
    step = told.catalogue.phases.phase(decision.phase)
    yield " ".join(
        (told.say("decided.one", number=kept.number, day=told.date(kept.at.date())) + ".",
         chosen(told, kept))
    )  # fmt: skip
    phase = step.name.in_(lang) if step else decision.phase
    yield told.say("asked.in_phase", phase=phase, state=_gate(told, kept))
    if decision.evaluation.id != told.evaluation.id:
        yield told.say("asked.other_evaluation", id=decision.evaluation.id)


def _gate(told: Told, kept: Kept) -> str:
    """Say how many questions of the phase were answered with yes, and which were not."""
    gate = told.catalogue.phases.gate(kept.decision.phase)
    answers = kept.decision.gate
    open_ = [
        f"{question.in_(told.lang)} ({_answer(told, kept, id_)})"
        for id_, question in gate.items()
        if id_ not in answers or answers[id_].answer != "yes"
    ]
    yes, of = len(gate) - len(open_), len(gate)
    if not open_:
        return told.say("asked.gate_open", of=of)
    more = told.say("asked.more", count=len(open_) - NAMED) if len(open_) > NAMED else ""
    named = " ".join((*open_[:NAMED], more)).rstrip()
    return told.say("asked.gate_shut", yes=yes, of=of, questions=named)


def _answer(told: Told, kept: Kept, question: str) -> str:
    given = kept.decision.gate.get(question)
    return told.say("asked.unanswered" if given is None else f"decided.answer_{given.answer}")
