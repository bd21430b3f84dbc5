"""A decision: what was asked, what was chosen and why, and the evaluation that it stands on."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, ValidationError

from identiteitslab.criteria.phases import PhaseName
from identiteitslab.criteria.words import Strict
from identiteitslab.decision.document import document
from identiteitslab.decision.evaluation import Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from identiteitslab.decision.evaluation import Evaluation

Reply = Literal["yes", "no", "unknown"]
Verdict = Literal["choose", "wait", "none"]
"""Go on with what is chosen, wait for more evidence, or go on with none of the options."""


class Answer(Strict):
    """An answer to one of the questions that a decision must answer."""

    answer: Reply
    note: str = ""


class Owner(Strict):
    """Whose decision it is: the role of an administrator and the body that decided."""

    role: str
    body: str


class Action(Strict):
    """Something that has to be done, by somebody in a role, on a day at the latest."""

    text: str
    owner: str
    by: dt.date


class Choice(Strict):
    """What was decided: one solution, a combination of several, or none for now."""

    verdict: Verdict
    solutions: tuple[str, ...] = ()


class Draft(Strict):
    """All that people say about a decision."""

    question: str
    options: tuple[str, ...] = Field(description="solutions that lay on the table")
    choice: Choice
    reason: str
    owner: Owner
    phase: PhaseName
    gate: dict[str, Answer] = Field(description="answers to the questions of the phase")
    grounds: dict[str, Answer] = Field(description="willen, kunnen and mogen")
    deviation: str = Field(default="", description="why not the solution that stands first")
    override: str = Field(default="", description="why, though it fails a minimum")
    actions: tuple[Action, ...] = ()
    replaces: int | None = Field(default=None, description="number of the decision it corrects")


class FrozenEvaluation(Strict):
    """The evaluation as it was: its document, and the end of the log at that moment.

    The document names question, criteria, measurements, code and seed; with the log up to
    ``sequence`` that is all it takes to compute it again.
    """

    sequence: int
    head: str
    document: dict[str, Any]

    @property
    def id(self) -> str:
        """The twelve signs that name the evaluation."""
        return str(self.document["id"])

    @property
    def question(self) -> Question:
        """What was asked of the measurements."""
        asked = dict(self.document["question"])
        del asked["method"]
        return Question(**(asked | {"on": dt.date.fromisoformat(asked["on"])}))

    @property
    def criteria(self) -> str:
        """The digest of the criteria."""
        return str(self.document["made_from"]["criteria"])

    @property
    def measurements(self) -> str:
        """The version of the measurements."""
        return str(self.document["made_from"]["measurements"])

    @property
    def code(self) -> str:
        """The version of the program."""
        return str(self.document["made_from"]["code"])


class Decision(Draft):
    """A decision with the evidence that it stands on, frozen."""

    evaluation: FrozenEvaluation


def freeze(evaluation: Evaluation, sequence: int, head: str) -> FrozenEvaluation:
    """Keep an evaluation as it is, with the end of the log that it was made after."""
    return FrozenEvaluation(sequence=sequence, head=head, document=plain(evaluation))


def plain(evaluation: Evaluation) -> dict[str, Any]:
    """Give the document of an evaluation as it comes back from the log."""
    content: dict[str, Any] = json.loads(json.dumps(document(evaluation), allow_nan=False))
    return content


def decided(draft: Draft, evaluation: FrozenEvaluation) -> Decision:
    """Put what people say and what they stand on together."""
    return Decision(**dict(draft), evaluation=evaluation)


def to_dict(decision: Decision) -> dict[str, Any]:
    """Give a decision as plain data; what says nothing is left out."""
    return decision.model_dump(mode="json", exclude_defaults=True)


def from_dict(content: Mapping[str, Any]) -> Decision:
    """Read a decision back from plain data.

    Raises
    ------
    ValueError
        It is no decision.
    """
    try:
        found = Decision.model_validate_json(json.dumps(content), strict=True)
        _ = found.evaluation.id, found.evaluation.question
    except (ValidationError, KeyError, TypeError) as error:
        raise ValueError(f"content: no decision ({type(error).__name__})") from error
    return found
