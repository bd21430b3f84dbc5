"""Keep weights that were tried under a name, beside what was adopted and never in its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from identiteitslab.access.actor import LOCAL
from identiteitslab.access.rights import demand
from identiteitslab.decision.scenario import (
    KIND,
    Kept,
    Scenario,
    check,
    entry_of,
    entry_of_drop,
    read_scenarios,
)
from identiteitslab.errors import LabError, fail

if TYPE_CHECKING:
    import datetime as dt

    from identiteitslab.access.actor import Actor
    from identiteitslab.lab.lab import Lab
    from identiteitslab.store.store import Store


@dataclass(frozen=True)
class Receipt:
    """What the lab answers: the number of the scenario, and whether it was there already."""

    number: int
    duplicate: bool


def scenarios(lab: Lab, *, actor: Actor = LOCAL) -> tuple[Kept, ...]:
    """Give all scenarios, those that were dropped too, the oldest first.

    Raises
    ------
    LabError
        The actor may not, or the store cannot be read.
    """
    demand(actor, "read")
    with lab.store() as store:
        return _read(store)


def keep(
    lab: Lab, scenario: Scenario, *, actor: Actor = LOCAL, now: dt.datetime | None = None
) -> Receipt:
    """Keep a scenario; exactly the same one is kept once, and a name stands for one scenario.

    Of two people who keep at once under one name, the first in the log has it; the other is told.

    Parameters
    ----------
    lab
        Where.
    scenario
        What was tried.
    actor
        Who keeps it; only the role is recorded.
    now
        The moment, aware of its time zone; only a label.

    Raises
    ------
    LabError
        The actor may not, the lab is read-only, the scenario has faults (all at once), or another
        scenario has its name. Then no scenario is added.
    """
    _demand(lab, actor)
    if faults := check(scenario, tuple(lab.catalogue.themes)):
        raise LabError(faults)
    with lab.store() as store:
        if (known := _under(store, scenario.name)) is None:
            entry = store.append(KIND, entry_of(scenario), actor=actor.role, now=now)
            known = _under(store, scenario.name)
            if known is None or known.number == entry.sequence:
                return Receipt(entry.sequence, duplicate=False)
    if known.scenario != scenario:
        raise fail("scenario-name-taken", number=known.number)
    return Receipt(known.number, duplicate=True)


def drop(lab: Lab, number: int, *, actor: Actor = LOCAL, now: dt.datetime | None = None) -> Receipt:
    """Drop a scenario: it stays in the log, and its name is free again.

    Of two people who drop it at once, the first in the log did it; the other learns that.

    Parameters
    ----------
    lab
        Where.
    number
        That of the scenario.
    actor
        Who drops it; only the role is recorded.
    now
        The moment, aware of its time zone; only a label.

    Raises
    ------
    LabError
        The actor may not, the lab is read-only, or there is no scenario with that number.
    """
    _demand(lab, actor)
    with lab.store() as store:
        if _numbered(store, number).dropped is not None:
            return Receipt(number, duplicate=True)
        entry = store.append(KIND, entry_of_drop(number), actor=actor.role, now=now)
        dropped = _numbered(store, number).dropped
        return Receipt(number, duplicate=dropped is None or dropped.number != entry.sequence)


def _demand(lab: Lab, actor: Actor) -> None:
    demand(actor, "decide")
    if lab.read_only:
        raise fail("lab-read-only")


def _read(store: Store) -> tuple[Kept, ...]:
    return read_scenarios(store.entries(KIND))


def _under(store: Store, name: str) -> Kept | None:
    """Find what stands under a name."""
    return next((one for one in _read(store) if one.named(name)), None)


def _numbered(store: Store, number: int) -> Kept:
    found = next((one for one in _read(store) if one.number == number), None)
    if found is None:
        raise fail("scenario-unknown", number=number)
    return found
