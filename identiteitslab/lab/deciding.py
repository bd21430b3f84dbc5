"""Decide on an evaluation and keep the decision; see `looking_back` for what became of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from identiteitslab.access.actor import LOCAL
from identiteitslab.access.rights import demand
from identiteitslab.decision.log.check import check
from identiteitslab.decision.log.decision import decided, freeze, plain
from identiteitslab.decision.log.ledger import (
    KIND,
    entry_of,
    entry_of_done,
    read_ledger,
)
from identiteitslab.errors import LabError, fail
from identiteitslab.lab.evaluate import evaluate
from identiteitslab.store.chain import numbered

if TYPE_CHECKING:
    from identiteitslab.access.actor import Actor
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.decision.log.decision import Decision, Draft, FrozenEvaluation
    from identiteitslab.decision.log.ledger import Kept, Ledger
    from identiteitslab.lab.lab import Lab
    from identiteitslab.store.chain import Entry
    from identiteitslab.store.store import Store


@dataclass(frozen=True)
class Receipt:
    """What the lab answers to a decision.

    ``duplicate`` says that exactly this was decided before on the same evaluation, by a double
    click or by somebody else at the same moment: nothing was added. ``between`` names decisions
    about the same thing that others kept in the meantime.
    """

    number: int
    head: str
    duplicate: bool
    between: tuple[int, ...] = ()


def decisions(lab: Lab, *, actor: Actor = LOCAL) -> Ledger:
    """Give all decisions.

    Raises
    ------
    LabError
        The actor may not, or the store cannot be read.
    """
    demand(actor, "read")
    with lab.store() as store:
        return read_ledger(store.entries(KIND))


def find(lab: Lab, number: int, *, actor: Actor = LOCAL) -> Kept:
    """Give one decision.

    Raises
    ------
    LabError
        There is no decision with that number.
    """
    return _find(decisions(lab, actor=actor), number)


def decide(
    lab: Lab,
    draft: Draft,
    evaluation: Evaluation,
    *,
    actor: Actor = LOCAL,
    seen: int | None = None,
    now: dt.datetime | None = None,
) -> Receipt:
    """Keep a decision with the evaluation that it stands on.

    The same decision on the same evaluation is kept once. Of two people who decide at once, both
    are kept, and the second one is told.

    Parameters
    ----------
    lab
        Where.
    draft
        What people say.
    evaluation
        What they looked at. It is computed again from the store, and must come out the same.
    actor
        Who records it.
    seen
        The end of the log when they began to write; by default the end of the log now.
    now
        The moment, aware of its time zone; only a label.

    Raises
    ------
    LabError
        The actor may not, the lab is read-only, the decision has faults (all at once), or the
        evaluation does not verify. Then nothing is kept.
    """
    demand_decider(lab, actor)
    moment = now or dt.datetime.now(dt.UTC)
    with lab.store() as store:
        ledger = read_ledger(store.entries(KIND))
        known = {one.number for one in ledger.kept}
        if faults := check(draft, evaluation, today=moment.date(), known=known):
            raise LabError(faults)
        decision = decided(draft, _frozen(lab, evaluation, store))
        entry, new = store.append_once(
            KIND, entry_of(decision), partial(_same, decision), actor=actor.role, now=moment
        )
        if not new:
            return Receipt(entry.sequence, store.head(), duplicate=True)
        return _receipt(store, decision, entry, seen)


def close_action(
    lab: Lab, number: int, place: int, *, on: dt.date | None = None, actor: Actor = LOCAL
) -> str:
    """Say that an action of a decision is done; gives the head of the log.

    Parameters
    ----------
    lab
        Where.
    number
        The decision.
    place
        Which of its actions, from 1.
    on
        The day it was done, today by default.
    actor
        Who says so.

    Raises
    ------
    LabError
        The actor may not, there is no such decision or action, it was done already, the decision
        was replaced, or the day is still to come.
    """
    demand_decider(lab, actor)
    today = dt.datetime.now(dt.UTC).date()
    day = on or today

    def known(entries: tuple[Entry, ...]) -> None:
        _require_open(_find(read_ledger(entries), number), place, day, today)

    with lab.store() as store:
        entry, _ = store.append_once(
            KIND, entry_of_done(number, place, day), known, actor=actor.role
        )
        return entry.line().hash


def _find(ledger: Ledger, number: int) -> Kept:
    try:
        return ledger.get(number)
    except KeyError:
        raise fail("decision-unknown", number=number) from None


def _same(decision: Decision, entries: tuple[Entry, ...]) -> Entry | None:
    """Find the entry of a decision that stands and says exactly this."""
    again = read_ledger(entries).same(decision)
    return numbered(entries, again.number) if again else None


def demand_decider(lab: Lab, actor: Actor) -> None:
    """Require that somebody may decide, in a lab that can be written.

    Raises
    ------
    LabError
        The actor may not, or the lab is read-only.
    """
    demand(actor, "decide")
    if lab.read_only:
        raise fail("lab-read-only")


def _require_open(kept: Kept, place: int, day: dt.date, today: dt.date) -> None:
    if not 1 <= place <= len(kept.decision.actions):
        raise fail("decision-action-unknown", found=place, last=len(kept.decision.actions))
    if not kept.stands:
        raise fail("decision-replaced", number=kept.number, successor=kept.replaced_by)
    if place in kept.done:
        raise fail("decision-action-done", found=place, on=kept.done[place])
    if day > today:
        raise fail("decision-done-future", found=day)


def _receipt(store: Store, decision: Decision, entry: Entry, seen: int | None) -> Receipt:
    """Look who else decided between the moment that somebody began and the entry itself."""
    begun = decision.evaluation.sequence if seen is None else seen
    others = read_ledger(store.entries(KIND)).between(decision, begun, entry.sequence)
    return Receipt(entry.sequence, entry.line().hash, duplicate=False, between=others)


def _frozen(lab: Lab, evaluation: Evaluation, store: Store) -> FrozenEvaluation:
    """Freeze an evaluation that comes out of the store exactly as it was seen.

    Raises
    ------
    LabError
        Uploads are damaged, or measurements or criteria are others by now.
    """
    end = store.end()
    past = store.gather_at(end.sequence)
    if past.faults:
        raise LabError(past.faults)
    if past.gathered.data_version != evaluation.data_version:
        raise fail("decision-evidence-moved", id=evaluation.id)
    sums, version = past.gathered.sums, past.gathered.data_version
    again = evaluate(lab.catalogue, evaluation.question, sums, version)
    frozen = freeze(again, end.sequence, end.hash)
    if frozen.document != plain(evaluation):
        raise fail("decision-evaluation-differs", id=evaluation.id)
    return frozen
