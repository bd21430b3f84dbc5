"""All decisions as the log tells them: what replaced what, and which actions are done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

from identiteitslab.decision.log.decision import Decision, from_dict, to_dict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from identiteitslab.decision.log.decision import Action

KIND = "decision"
"""The kind of log entry that decisions are kept in."""

FORMAT = 1
DECIDED, DONE = "decided", "action-done"


class Entry(Protocol):
    """A log entry: its place in the log, when and in which role it was made, and what it says."""

    @property
    def sequence(self) -> int: ...  # noqa: D102
    @property
    def at(self) -> dt.datetime: ...  # noqa: D102
    @property
    def actor(self) -> str: ...  # noqa: D102
    @property
    def payload(self) -> Mapping[str, Any]: ...  # noqa: D102


@dataclass(frozen=True)
class Kept:
    """A decision as it was kept.

    ``number`` is that of its entry in the log. ``replaced_by`` is the decision that corrects it,
    the last one if there are more. ``done`` gives for the place of an action the day it was done.
    """

    number: int
    at: dt.datetime
    role: str
    decision: Decision
    replaced_by: int | None = None
    done: Mapping[int, dt.date] = field(default_factory=dict)

    @property
    def stands(self) -> bool:
        """Tell whether no other decision replaced it."""
        return self.replaced_by is None

    @property
    def open_actions(self) -> tuple[tuple[int, Action], ...]:
        """Give the actions that are not done yet, with their place from 1."""
        actions = enumerate(self.decision.actions, start=1)
        return tuple((place, one) for place, one in actions if place not in self.done)


@dataclass(frozen=True)
class Ledger:
    """All decisions in order, and the entries that cannot be read."""

    kept: tuple[Kept, ...] = ()
    unreadable: tuple[int, ...] = ()

    @property
    def standing(self) -> tuple[Kept, ...]:
        """Give the decisions that were not replaced."""
        return tuple(one for one in self.kept if one.stands)

    def get(self, number: int) -> Kept:
        """Give one decision.

        Raises
        ------
        KeyError
            There is none with that number.
        """
        found = next((one for one in self.kept if one.number == number), None)
        if found is None:
            raise KeyError(number)
        return found

    def same(self, decision: Decision) -> Kept | None:
        """Find a decision that stands and says exactly this on the same evaluation."""
        return next((one for one in self.standing if _alike(one.decision, decision)), None)

    def between(self, decision: Decision, after: int, before: int) -> tuple[int, ...]:
        """Name the decisions about the same thing that others kept in the meantime.

        Parameters
        ----------
        decision
            The decision that somebody made while looking at the log up to ``after``.
        after, before
            Numbers in the log, neither of them included.
        """
        inside = (one for one in self.kept if after < one.number < before)
        return tuple(one.number for one in inside if _touch(one.decision, decision))


def entry_of(decision: Decision) -> dict[str, Any]:
    """Say in a log entry what was decided."""
    return {"format": FORMAT, "act": DECIDED, "decision": to_dict(decision)}


def entry_of_done(number: int, place: int, on: dt.date) -> dict[str, Any]:
    """Say in a log entry that an action of a decision is done."""
    said = {"number": number, "action": place, "on": on.isoformat()}
    return {"format": FORMAT, "act": DONE, **said}


def read_ledger(entries: Iterable[Entry]) -> Ledger:
    """Replay the log.

    Parameters
    ----------
    entries
        Entries of the kind ``decision``, in order. One that cannot be read (damaged, or from a
        newer version of the program) is named and passed over.
    """
    kept: dict[int, Kept] = {}
    unreadable: list[int] = []
    for entry in entries:
        try:
            kept |= {one.number: one for one in _follow(kept, entry)}
        except (KeyError, TypeError, ValueError):
            unreadable.append(entry.sequence)
    return Ledger(tuple(kept.values()), tuple(unreadable))


def _follow(kept: Mapping[int, Kept], entry: Entry) -> Iterator[Kept]:
    said = entry.payload
    if said["format"] != FORMAT:
        raise ValueError(f"format: {said['format']!r}; expected {FORMAT}")
    if said["act"] == DONE:
        about = kept[said["number"]]
        day = dt.date.fromisoformat(said["on"])
        yield replace(about, done={**about.done, said["action"]: day})
        return
    decision = from_dict(said["decision"])
    yield Kept(entry.sequence, entry.at, entry.actor, decision)
    if decision.replaces is not None:
        yield replace(kept[decision.replaces], replaced_by=entry.sequence)


def _alike(one: Decision, other: Decision) -> bool:
    apart = {"evaluation"}
    said, says = (d.model_dump(exclude=apart) for d in (one, other))
    return said == says and one.evaluation.document == other.evaluation.document


def _touch(one: Decision, other: Decision) -> bool:
    """Tell whether two decisions are about the same thing."""
    if other.replaces is not None and one.replaces == other.replaces:
        return True
    asked, asks = one.evaluation.question, other.evaluation.question
    return (asked.context, asked.situation) == (asks.context, asks.situation)
