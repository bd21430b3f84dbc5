"""Which role may do what: one table, asked by the lab before every act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from identiteitslab.errors import fail

if TYPE_CHECKING:
    from collections.abc import Mapping

    from identiteitslab.access.actor import Actor, Role

Action = Literal["read", "deliver", "withdraw", "decide", "administer"]
ACTIONS: tuple[Action, ...] = get_args(Action)

RIGHTS: Mapping[Role, frozenset[Action]] = {
    "projectleider": frozenset({"read", "deliver", "withdraw"}),
    "stuurgroep": frozenset({"read", "decide"}),
    "analist": frozenset({"read"}),
    # Grants roles and publishes criteria, and so may never touch what is compared.
    "beheerder": frozenset({"read", "administer"}),
    "lokaal": frozenset(ACTIONS),
}

ABOUT_A_GEMEENTE: frozenset[Action] = frozenset({"deliver", "withdraw"})
"""A project lead does these for the own gemeente only."""


def allow(actor: Actor, action: Action, gemeente: str = "") -> bool:
    """Tell whether somebody may do something.

    Parameters
    ----------
    actor
        Who wants to.
    action
        What they want to do.
    gemeente
        The code of the gemeente that it is about; empty asks whether they may do it at all.
    """
    if action not in RIGHTS[actor.role]:
        return False
    return not gemeente or action not in ABOUT_A_GEMEENTE or _speaks_for(actor, gemeente)


def demand(actor: Actor, action: Action, gemeente: str = "") -> None:
    """Go on only if somebody may do something.

    Raises
    ------
    LabError
        They may not; it says whether that is the role or the gemeente.
    """
    if action not in RIGHTS[actor.role]:
        raise fail(f"access-{action}", role=actor.role)
    if not allow(actor, action, gemeente):
        raise fail("access-other-gemeente", own=actor.gemeente, found=gemeente)


def _speaks_for(actor: Actor, gemeente: str) -> bool:
    return not actor.gemeente or actor.gemeente == gemeente
