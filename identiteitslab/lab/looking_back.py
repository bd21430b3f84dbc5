"""Look back at a decision: does it come out of the store again, and what moved since?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from identiteitslab.access.actor import LOCAL
from identiteitslab.access.rights import demand
from identiteitslab.decision.log.compare import Difference, differences
from identiteitslab.decision.log.decision import plain
from identiteitslab.decision.log.since import Since, since, unchanged
from identiteitslab.errors import Fault, Where
from identiteitslab.lab.evaluate import evaluate

if TYPE_CHECKING:
    from collections.abc import Callable

    from identiteitslab.access.actor import Actor
    from identiteitslab.decision.evaluation import Evaluation, Question
    from identiteitslab.decision.log.decision import FrozenEvaluation
    from identiteitslab.decision.log.ledger import Kept
    from identiteitslab.lab.lab import Lab
    from identiteitslab.store.past import Past

_OF_THE_PROGRAM = ("id", "made_from", "conclusion", "notice")


@dataclass(frozen=True)
class Recomputed:
    """An evaluation that was computed again from the store.

    ``faults`` says what keeps it from being the same; ``differences`` names the values that are
    others. ``code`` is the version of the program then, where it was another one.
    """

    number: int
    evaluation: str
    faults: tuple[Fault, ...] = ()
    differences: tuple[Difference, ...] = ()
    code: str | None = None

    @property
    def ok(self) -> bool:
        """Tell whether the evaluation came back bit for bit."""
        return not self.faults


def changes(
    lab: Lab,
    kept: Kept,
    *,
    actor: Actor = LOCAL,
    ask: Callable[[Question], Evaluation] | None = None,
) -> Since:
    """Tell what moved since a decision: the same question, asked of all that counts today.

    Parameters
    ----------
    lab
        Where.
    kept
        The decision.
    actor
        Who wants to know.
    ask
        Who answers a question, such as a store of answers that were given before; by default it
        is computed.

    Raises
    ------
    LabError
        The actor may not, or the question cannot be asked any more: nothing is measured, or its
        profile or situation is gone from the criteria.
    """
    demand(actor, "read")
    frozen = kept.decision.evaluation
    question = _today(lab, frozen)
    with lab.store() as store:
        version = store.data_version()
    made_from = (frozen.criteria, frozen.measurements, frozen.question)
    if made_from == (lab.catalogue.digest, version, question):
        return unchanged()
    answer = ask(question) if ask else evaluate(lab.catalogue, question, *lab.measurements())
    return since(frozen.document, plain(answer))


def _today(lab: Lab, frozen: FrozenEvaluation) -> Question:
    """Give the question of a frozen evaluation as it would be asked today."""
    asked = {name: value for name, value in vars(frozen.question).items() if name != "on"}
    question = lab.question(**asked)
    return replace(question, on=max(question.on, frozen.question.on))


def recompute(lab: Lab, kept: Kept, *, actor: Actor = LOCAL) -> Recomputed:
    """Compute the evaluation of a decision again, from what counted when it was made.

    Raises
    ------
    LabError
        The actor may not, or the store cannot be read.
    """
    demand(actor, "read")
    frozen = kept.decision.evaluation
    with lab.store() as store:
        past = store.gather_at(frozen.sequence)
    found = Recomputed(kept.number, frozen.id)
    if faults := (*_criteria_faults(lab, frozen), *_past_faults(frozen, past)):
        return replace(found, faults=faults)
    sums, version = past.gathered.sums, past.gathered.data_version
    again = plain(evaluate(lab.catalogue, frozen.question, sums, version))
    code = frozen.code if again["made_from"]["code"] != frozen.code else None
    then, now = frozen.document, again
    if code is not None:
        then, now = _numbers(then), _numbers(now)
    return _judged(replace(found, code=code), differences(then, now))


def _judged(found: Recomputed, others: tuple[Difference, ...]) -> Recomputed:
    if not others:
        return found
    facts = {"count": str(len(others)), "path": others[0].path}
    fault = Fault("decision-differs", Where(), facts)
    return replace(found, faults=(fault,), differences=others)


def _numbers(document: dict[str, object]) -> dict[str, object]:
    """Leave out what another version of the program says in other words."""
    return {name: value for name, value in document.items() if name not in _OF_THE_PROGRAM}


def _criteria_faults(lab: Lab, frozen: FrozenEvaluation) -> tuple[Fault, ...]:
    now = lab.catalogue.digest
    if now == frozen.criteria:
        return ()
    facts = {"then": frozen.criteria[:12], "now": now[:12]}
    return (Fault("decision-criteria-differ", Where(), facts),)


def _past_faults(frozen: FrozenEvaluation, past: Past) -> tuple[Fault, ...]:
    if past.faults:
        return past.faults
    if past.head != frozen.head:
        return (Fault("decision-head-differs", Where(), {"sequence": str(frozen.sequence)}),)
    if past.gathered.data_version != frozen.measurements:
        return (Fault("decision-measurements-differ"),)
    return ()
