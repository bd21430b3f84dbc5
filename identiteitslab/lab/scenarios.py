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
    read_scenarios,
)
from identiteitslab.errors import LabError, fail

if TYPE_CHECKING:
    import datetime as dt

    from identiteitslab.access.actor import Actor
    from identiteitslab.lab.lab import Lab


@dataclass(frozen=True)
class Receipt:
    """What the lab answers: the number of the scenario, and whether it was there already."""

    number: int
    duplicate: bool


def scenarios(lab: Lab, *, actor: Actor = LOCAL) -> tuple[Kept, ...]:
    """Give all scenarios, the oldest first.

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
        scenario has its name. Then nothing is kept.
    """
    demand(actor, "decide")
    if lab.read_only:
        raise fail("lab-read-only")
    if faults := check(scenario, tuple(lab.catalogue.themes)):
        raise LabError(faults)
    with lab.store() as store:
        for one in read_scenarios(store.entries(KIND)):
            if one.scenario == scenario:
                return Receipt(one.number, duplicate=True)
            if one.scenario.name.casefold() == scenario.name.casefold():
                raise fail("scenario-name-taken", number=one.number)
        entry = store.append(KIND, entry_of(scenario), actor=actor.role, now=now)
        return Receipt(entry.sequence, duplicate=False)
