"""One pilot: a gemeente tries a solution in a round."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

if TYPE_CHECKING:
    from numpy.random import Generator

    from identiteitslab.criteria.reference import Gemeente
    from identiteitslab.measurement.kind import Ints

Container = Literal["csv", "xlsx"]

Days = TypeVar("Days", int, "Ints")

STARTS = (dt.date(2026, 3, 2), dt.date(2026, 9, 7))
"""The Mondays on which the rounds start."""

DAYS = 20
"""Working days that measurements of a round go on."""

USERS = (0.12, 0.20)
"""Share of the inhabitants that uses a solution during a pilot."""

FEWEST = 250
"""Users of a pilot in a very small gemeente."""


@dataclass(frozen=True)
class Pilot:
    """What was tried where, and by how many.

    ``participants`` took part in the test sessions; ``users`` are all who appear in the logs.
    ``assessed`` tells whether the assessments of the solution came with this pilot.
    ``situation`` is empty if the pilot is not tied to one service.
    """

    gemeente: str
    solution: str
    round: int
    participants: int
    users: int
    situation: str = ""
    assessed: bool = True
    container: Container = "csv"

    @property
    def key(self) -> tuple[str, str, str]:
        """Names the random streams of this pilot."""
        return self.gemeente, self.solution, str(self.round)

    @property
    def start(self) -> dt.date:
        """First day of measuring."""
        return STARTS[self.round - 1]

    @property
    def end(self) -> dt.date:
        """Last day of measuring."""
        return self.date(DAYS - 1)

    def date(self, day: int) -> dt.date:
        """Give the date of a working day of the round, counted from 0."""
        return self.start + dt.timedelta(days=calendar_days(day))


def calendar_days(working_days: Days) -> Days:
    """Count calendar days from a Monday to a working day, both counted from 0."""
    return working_days + 2 * (working_days // 5)


def draw_users(gemeente: Gemeente, rng: Generator) -> int:
    """Draw how many people use a solution in a pilot of a gemeente."""
    return max(FEWEST, round(gemeente.inhabitants * rng.uniform(*USERS)))
