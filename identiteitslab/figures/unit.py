"""How values of a figure are written, and on which scale."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Unit:
    """How values are written, which side is good, and how far the scale runs."""

    name: str = ""
    decimals: int = 0
    higher_is_better: bool = True
    reach: tuple[float, float] | None = (0.0, 100.0)
    """Ends of the scale; None lets the values decide."""


SCORE = Unit()
"""A score of 0 to 100."""
