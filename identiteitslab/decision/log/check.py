"""Can a decision be kept? All that is wrong with it at once, each with the field it is about."""

from __future__ import annotations

import unicodedata
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from identiteitslab.decision.log.personal import names_a_person
from identiteitslab.errors import Fault, Where, nearest

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.decision.log.decision import Answer, Draft

LINE, LONG = 200, 10_000
"""Most characters of a text on one line, and of a text of more lines."""

MOST_ACTIONS = 50
_SHOWN = 40
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that let a text read otherwise than it is written."""


class Text(NamedTuple):
    """A text, how long it may be, and the code of its fault when it is empty; "" if it may be."""

    key: str
    text: str
    longest: int = LINE
    missing: str = "decision-text-missing"


def check(
    draft: Draft, evaluation: Evaluation, *, today: dt.date, known: Collection[int] = ()
) -> tuple[Fault, ...]:
    """Find all that is wrong with a decision.

    Parameters
    ----------
    draft
        What people say.
    evaluation
        What they stand on.
    today
        The day of the decision: an action cannot have to be done before it.
    known
        Numbers of the decisions that can be corrected.
    """
    return tuple(
        chain(
            *(text_faults(one) for one in _texts(draft)),
            _option_faults(draft, evaluation),
            _choice_faults(draft),
            _reason_faults(draft, evaluation),
            _answer_faults("gate", draft.gate, evaluation.catalogue.phases.gate(draft.phase)),
            _answer_faults("grounds", draft.grounds, evaluation.catalogue.phases.grounds),
            _action_faults(draft, today),
            _replaced_faults(draft, known),
        )
    )


def text_faults(said: Text) -> Iterator[Fault]:
    """Find what is wrong with a text: missing, too long, with hidden signs, or about a person."""
    where = Where(key=said.key)
    if said.missing and not said.text.strip():
        yield Fault(said.missing, where)
    if len(said.text) > said.longest:
        facts = {"found": str(len(said.text)), "longest": str(said.longest)}
        yield Fault("decision-text-long", where, facts)
    if any(_hidden(sign, plain="\n\t" if said.longest == LONG else "") for sign in said.text):
        yield Fault("decision-text-control", where)
    if names_a_person(said.text[:LONG]):
        yield Fault("decision-personal", where)


def deviates(draft: Draft, evaluation: Evaluation) -> bool:
    """Tell whether something else is chosen than the solution that stands first."""
    leader = evaluation.leader
    chosen = draft.choice.solutions
    return bool(chosen) and leader is not None and leader.solution not in chosen


def failing(draft: Draft, evaluation: Evaluation) -> tuple[str, ...]:
    """Name the chosen solutions that fail a minimum."""
    failed = {one.solution for one in evaluation.standings if one.outcome == "failed"}
    return tuple(name for name in draft.choice.solutions if name in failed)


def _texts(draft: Draft) -> Iterator[Text]:
    yield Text("question", draft.question)
    yield Text("reason", draft.reason, LONG)
    yield Text("deviation", draft.deviation, LONG, "")
    yield Text("override", draft.override, LONG, "")
    yield Text("owner.role", draft.owner.role)
    yield Text("owner.body", draft.owner.body)
    for group, answers in (("gate", draft.gate), ("grounds", draft.grounds)):
        for name, given in answers.items():
            missing = "" if given.answer == "yes" else "decision-note-missing"
            yield Text(f"{group}.{_short(name)}.note", given.note, LONG, missing)
    for place, action in enumerate(draft.actions, start=1):
        yield Text(f"actions.{place}.text", action.text)
        yield Text(f"actions.{place}.owner", action.owner)


def _hidden(sign: str, plain: str) -> bool:
    return sign not in plain and (unicodedata.category(sign) in ("Cc", "Cs") or sign in _TURNING)


def _option_faults(draft: Draft, evaluation: Evaluation) -> Iterator[Fault]:
    solutions = evaluation.catalogue.solutions
    if not draft.options:
        yield Fault("decision-options-none", Where(key="options"))
    for name in draft.options:
        if name not in solutions:
            facts = {"found": _short(name), "known": nearest(name, solutions)}
            yield Fault("decision-option-unknown", Where(key="options"), facts)
    for name in _twice(draft.options):
        yield Fault("decision-option-twice", Where(key="options"), {"found": _short(name)})


def _choice_faults(draft: Draft) -> Iterator[Fault]:
    verdict, chosen = draft.choice.verdict, draft.choice.solutions
    if verdict == "choose" and not chosen:
        yield Fault("decision-choice-empty", Where(key="choice.solutions"))
    if verdict != "choose" and chosen:
        yield Fault("decision-choice-filled", Where(key="choice.solutions"), {"verdict": verdict})
    for name in chosen:
        if name not in draft.options:
            facts = {"found": _short(name)}
            yield Fault("decision-choice-no-option", Where(key="choice.solutions"), facts)
    for name in _twice(chosen):
        facts = {"found": _short(name)}
        yield Fault("decision-choice-twice", Where(key="choice.solutions"), facts)


def _reason_faults(draft: Draft, evaluation: Evaluation) -> Iterator[Fault]:
    """Ask why, where the choice is not what the evaluation points to."""
    leader = evaluation.leader
    if leader is not None and deviates(draft, evaluation) and not draft.deviation.strip():
        facts = {"first": leader.solution}
        yield Fault("decision-deviation-missing", Where(key="deviation"), facts)
    failed = failing(draft, evaluation)
    if failed and not draft.override.strip():
        facts = {"solutions": ", ".join(failed)}
        yield Fault("decision-override-missing", Where(key="override"), facts)


def _answer_faults(
    group: str, given: Mapping[str, Answer], asked: Collection[str]
) -> Iterator[Fault]:
    for name in asked:
        if name not in given:
            yield Fault("decision-answer-missing", Where(key=f"{group}.{name}"))
    for name in given:
        if name not in asked:
            facts = {"found": _short(name), "known": nearest(name, asked)}
            yield Fault("decision-answer-unknown", Where(key=group), facts)


def _action_faults(draft: Draft, today: dt.date) -> Iterator[Fault]:
    if len(draft.actions) > MOST_ACTIONS:
        facts = {"found": str(len(draft.actions)), "most": str(MOST_ACTIONS)}
        yield Fault("decision-actions-many", Where(key="actions"), facts)
    for place, action in enumerate(draft.actions, start=1):
        if action.by < today:
            facts = {"found": action.by.isoformat()}
            yield Fault("decision-action-past", Where(key=f"actions.{place}.by"), facts)


def _replaced_faults(draft: Draft, known: Collection[int]) -> Iterator[Fault]:
    if draft.replaces is not None and draft.replaces not in known:
        facts = {"number": str(draft.replaces)}
        yield Fault("decision-unknown", Where(key="replaces"), facts)


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
