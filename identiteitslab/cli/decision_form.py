"""A decision as it is given on the command line or in a file, and the empty form to fill in."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from identiteitslab.criteria.parse import parse
from identiteitslab.criteria.yaml_lines import line_of, load
from identiteitslab.decision.log.decision import Draft
from identiteitslab.errors import Fault, LabError, fail
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.yaml_lines import Lines
    from identiteitslab.text.lookup import Lang

REPLIES = {
    "yes": "yes", "ja": "yes", "no": "no", "nee": "no", "unknown": "unknown", "onbekend": "unknown",
}  # fmt: skip
_ACTION = 3


@dataclass(frozen=True)
class Form:
    """What was said so far, as plain data, and where each of it stands in a file."""

    said: Mapping[str, Any]
    file: str = ""
    lines: Lines = field(default_factory=dict)

    def draft(self) -> Draft:
        """Read the form.

        Raises
        ------
        LabError
            Everything that is missing or of the wrong sort.
        """
        draft, faults = parse(Draft, self.said, self.lines, self.file)
        if faults:
            raise LabError(faults)
        found: Draft = draft
        return found

    def placed(self, faults: Iterable[Fault]) -> list[Fault]:
        """Point each fault at its line in the file."""
        return [self._placed(fault) for fault in faults]

    def _placed(self, fault: Fault) -> Fault:
        if not (self.file and fault.where.key):
            return fault
        # People count actions from 1, a file from 0.
        parts = fault.where.key.split(".")
        path = tuple(str(int(part) - 1) if part.isdigit() else part for part in parts)
        row = line_of(self.lines, path)
        return replace(fault, where=replace(fault.where, file=self.file, row=row))


def read_form(path: Path | None, catalogue: Catalogue) -> Form:
    """Begin with a file, in YAML or JSON, or with nothing said.

    Raises
    ------
    LabError
        The file cannot be read.
    """
    empty = {
        "question": "",
        "options": list(catalogue.solutions),
        "choice": {"verdict": "choose", "solutions": []},
        "reason": "",
        "owner": {"role": "", "body": ""},
        "gate": {},
        "grounds": {},
    }
    if path is None:
        return Form(empty)
    content, lines, faults = load(path, path.name)
    if faults:
        raise LabError(faults)
    said = {**empty, **content} if isinstance(content, dict) else content
    return Form(said, path.name, lines)


def filled(form: Form, given: Mapping[str, Any], answers: Mapping[str, Any]) -> Form:
    """Add what was given on the command line; it goes before what stands in a file.

    Parameters
    ----------
    form
        What was said so far.
    given
        Values by key, a dot before a key within another; None says nothing.
    answers
        Answers by question; those to willen, kunnen and mogen find their own place.
    """
    if not isinstance(form.said, dict):
        return form
    said: dict[str, Any] = json.loads(json.dumps(form.said))
    for key, value in given.items():
        outer, _, inner = key.partition(".")
        if value is not None and inner:
            said[outer] = {**_mapping(said.get(outer)), inner: value}
        elif value is not None:
            said[outer] = value
    for group, named in answers.items():
        said[group] = {**_mapping(said.get(group)), **named}
    return replace(form, said=said)


def read_answers(texts: Iterable[str], catalogue: Catalogue) -> dict[str, dict[str, Any]]:
    """Read answers such as ``mogen=nee: nog geen akkoord``, by ``gate`` and ``grounds``.

    Raises
    ------
    LabError
        A text that is no answer.
    """
    found: dict[str, dict[str, Any]] = {"gate": {}, "grounds": {}}
    for text in texts:
        name, _, rest = text.partition("=")
        reply, _, note = rest.partition(":")
        answer = REPLIES.get(reply.strip().casefold())
        if not name.strip() or answer is None:
            raise fail("decision-answer-form", found=text[:40])
        group = "grounds" if name.strip() in catalogue.phases.grounds else "gate"
        found[group][name.strip()] = {"answer": answer, "note": note.strip()}
    return found


def read_owner(text: str | None) -> dict[str, str]:
    """Read an owner such as ``wethouder dienstverlening; college``; nothing if none is given."""
    if text is None:
        return {}
    role, _, body = text.partition(";")
    return {"owner.role": role, "owner.body": body}


def read_actions(texts: Iterable[str]) -> list[dict[str, str]]:
    """Read actions such as ``2027-05-01; projectleider; meet opnieuw``.

    Raises
    ------
    LabError
        A text that is no action.
    """
    return [_action(text) for text in texts]


def template(catalogue: Catalogue, phase: str, lang: Lang) -> str:
    """Write the empty form of a decision in a phase, as YAML."""
    asked = {name: words.in_(lang) for name, words in catalogue.phases.asked(phase).items()}
    gate = _questions({name: asked[name] for name in catalogue.phases.gate(phase)})
    grounds = _questions({name: asked[name] for name in catalogue.phases.grounds})
    head = say("cli.decisions.form", lang).strip()
    return f"""{head}
question: ""
options: [{", ".join(catalogue.solutions)}]
choice:
  verdict: choose # choose, wait, none
  solutions: []
reason: ""
deviation: ""
override: ""
owner:
  role: ""
  body: ""
phase: {phase}
gate:
{gate}
grounds:
{grounds}
actions: []
# actions:
#   - text: ""
#     owner: ""
#     by: {dt.date(2027, 5, 1).isoformat()}
"""


def _questions(asked: Mapping[str, str]) -> str:
    return "\n".join(
        f'  # {" ".join(question.split())}\n  {name}: {{answer: unknown, note: ""}}'
        for name, question in asked.items()
    )


def _action(text: str) -> dict[str, str]:
    parts = [part.strip() for part in text.split(";", _ACTION - 1)]
    try:
        day = dt.date.fromisoformat(parts[0])
    except ValueError:
        raise fail("decision-action-form", found=text[:40]) from None
    if len(parts) < _ACTION:
        raise fail("decision-action-form", found=text[:40])
    return {"by": day.isoformat(), "owner": parts[1], "text": parts[2]}


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
