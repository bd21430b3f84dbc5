"""Keep weights that were tried under a name, beside what was adopted and never in its place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
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
from identiteitslab.lab.deciding import demand_decider
from identiteitslab.store.chain import numbered

if TYPE_CHECKING:
    import datetime as dt

    from identiteitslab.access.actor import Actor
    from identiteitslab.lab.lab import Lab
    from identiteitslab.store.chain import Entry


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
        return read_scenarios(store.entries(KIND))


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
    demand_decider(lab, actor)
    if faults := check(scenario, tuple(lab.catalogue.themes)):
        raise LabError(faults)
    with lab.store() as store:
        entry, new = store.append_once(
            KIND, entry_of(scenario), partial(_holder, scenario), actor=actor.role, now=now
        )
    return Receipt(entry.sequence, duplicate=not new)


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
    demand_decider(lab, actor)
    with lab.store() as store:
        _, new = store.append_once(
            KIND, entry_of_drop(number), partial(_dropped, number), actor=actor.role, now=now
        )
    return Receipt(number, duplicate=not new)


def _holder(scenario: Scenario, entries: tuple[Entry, ...]) -> Entry | None:
    """Find the entry of exactly this scenario; another one may not hold its name."""
    kept = next((one for one in read_scenarios(entries) if one.named(scenario.name)), None)
    if kept is None:
        return None
    if kept.scenario != scenario:
        raise fail("scenario-name-taken", number=kept.number)
    return numbered(entries, kept.number)


def _dropped(number: int, entries: tuple[Entry, ...]) -> Entry | None:
    """Find the entry that dropped a scenario."""
    kept = next((one for one in read_scenarios(entries) if one.number == number), None)
    if kept is None:
        raise fail("scenario-unknown", number=number)
    return None if kept.dropped is None else numbered(entries, kept.dropped.number)
