"""Who acts: a role, and the gemeente that a project lead works for; never a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal["projectleider", "stuurgroep", "analist", "beheerder", "lokaal"]
"""``lokaal`` is whoever works on the machine itself: who holds the folder holds everything."""

ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True)
class Actor:
    """Somebody in a role.

    Raises
    ------
    ValueError
        A project lead without a gemeente, or another role with one.
    """

    role: Role
    gemeente: str = ""

    def __post_init__(self) -> None:
        if (self.role == "projectleider") != bool(self.gemeente):
            raise ValueError(f"gemeente is {self.gemeente!r}: a projectleider, only, has one")


LOCAL = Actor("lokaal")
"""The default of the command line and of a dashboard without sign-in."""
