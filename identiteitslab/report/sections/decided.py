"""What was decided, why, and what was agreed to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.report.content import Cell, Section, Table, Text
from identiteitslab.report.sections.asked import chosen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from identiteitslab.decision.log.ledger import Kept
    from identiteitslab.report.content import Block
    from identiteitslab.report.told import Told


def decided(told: Told, decisions: Sequence[Kept]) -> Section:
    """Give each decision that stands, the latest first."""
    standing = sorted((one for one in decisions if one.stands), key=lambda one: -one.number)
    parts = tuple(_decision(told, one) for one in standing)
    lead = () if parts else (Text(told.say("decided.nothing")),)
    return Section(told.say("decided.title"), lead, parts)


def _decision(told: Told, kept: Kept) -> Section:
    decision = kept.decision
    title = told.say("decided.one", number=kept.number, day=told.date(kept.at.date()))
    lines = [
        Text(told.say("decided.question", question=decision.question)),
        Text(chosen(told, kept), "strong"),
        Text(told.say("decided.reason", reason=decision.reason)),
        *_more(told, kept),
        Text(
            told.say("decided.owner", role=decision.owner.role, body=decision.owner.body)
            + " "
            + told.say(
                "decided.made_on", id=decision.evaluation.id, head=decision.evaluation.head[:12]
            ),
            "quiet",
        ),
    ]
    actions = (_actions(told, kept),) if decision.actions else ()
    return Section(title, (*lines, _answers(told, kept), *actions))


def _more(told: Told, kept: Kept) -> Iterator[Block]:
    """Tell why the choice differs from the outcome, if it does."""
    for key in ("deviation", "override"):
        said = getattr(kept.decision, key)
        if said:
            yield Text(told.say(f"decided.{key}", reason=said))


def _answers(told: Told, kept: Kept) -> Table:
    """Give the answers on goal, capacity and right, and on the gate of the phase."""
    decision = kept.decision
    asked = told.catalogue.phases.asked(decision.phase)
    rows = tuple(
        (
            Cell(asked[id_].in_(told.lang) if id_ in asked else id_),
            Cell(told.say(f"decided.answer_{given.answer}")),
            Cell(given.note),
        )
        for id_, given in (*decision.grounds.items(), *decision.gate.items())
    )
    return Table(
        f"answers-{kept.number}",
        told.say("table.answers"),
        "decision.log.ledger.read_ledger",
        (told.column("question", 2.6), told.column("answer", 0.8), told.column("note", 2.0)),
        rows,
    )


def _actions(told: Told, kept: Kept) -> Table:
    rows = tuple(
        (
            Cell(action.text),
            Cell(action.owner),
            Cell(told.date(action.by)),
            Cell(told.date(kept.done[place]) if place in kept.done else told.say("decided.open")),
        )
        for place, action in enumerate(kept.decision.actions, 1)
    )
    return Table(
        f"actions-{kept.number}",
        told.say("table.actions"),
        "decision.log.ledger.read_ledger",
        (
            told.column("action", 3.0),
            told.column("owner", 1.4),
            told.column("by"),
            told.column("done"),
        ),
        rows,
    )
