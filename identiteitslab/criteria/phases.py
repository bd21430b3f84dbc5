"""What a decision must answer: goal, capacity and right, and the gate of each phase."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from identiteitslab.criteria.words import Strict, Words

GroundName = Literal["willen", "kunnen", "mogen"]
PhaseName = Literal["beginnen", "beproeven", "evalueren", "doorpakken"]


class Ground(Strict):
    """One of the three questions under every decision."""

    name: Words
    question: Words


class Phase(Strict):
    """A phase of trying out, with the questions that are answered before a decision in it."""

    name: Words
    question: Words
    gate: dict[str, Words] = Field(min_length=1, description="questions to answer with yes or no")


class Phases(Strict):
    """Everything that a decision must answer: ``criteria/phases.yaml``."""

    note: Words
    grounds: dict[GroundName, Ground] = Field(description="willen, kunnen and mogen: all three")
    steps: dict[PhaseName, Phase] = Field(description="one for every phase, in order")

    def phase(self, name: str) -> Phase | None:
        """Give a phase, if it is known."""
        return next((about for known, about in self.steps.items() if known == name), None)

    def gate(self, name: str) -> dict[str, Words]:
        """Give the questions of a phase; none of one that is not known."""
        found = self.phase(name)
        return found.gate if found else {}

    def asked(self, name: str) -> dict[str, Words]:
        """Give all questions that a decision in a phase answers."""
        grounds = {str(ground): about.question for ground, about in self.grounds.items()}
        return grounds | self.gate(name)
