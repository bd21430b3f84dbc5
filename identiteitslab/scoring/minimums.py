"""Minimums: met, failed or not shown; judged on probability, never on the mean."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from identiteitslab.estimation.knockout import CONFIDENCE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from identiteitslab.criteria.model import Minimum
    from identiteitslab.estimation.knockout import Outcome
    from identiteitslab.scoring.further import Further


@dataclass(frozen=True)
class MinimumResult:
    """What is known of one solution against one minimum.

    ``value`` is the estimate in the unit of the indicator, ``probability`` that the limit is met;
    both are None where nothing was measured. A point test has no probability. ``fragile`` marks
    an outcome that changes with a prior on tau half or twice as wide: it counts as not shown.
    ``further`` says what would show an open minimum.
    """

    solution: str
    criterion: str
    indicator: str
    minimum: Minimum
    limit: float
    outcome: Outcome
    value: float | None = None
    probability: float | None = None
    fragile: bool = False
    further: Further | None = None


def uncertain(minimum: Minimum) -> bool:
    """Tell whether it is tested on a probability, and not on the reported value."""
    return minimum.test != "point"


def chance_met(minimum: Minimum, at_least: float) -> float:
    """Turn the probability of a value at the limit or above into that of meeting the minimum."""
    return at_least if minimum.lower else 1 - at_least


def judge_probability(probability: float) -> Outcome:
    """Judge a limit by the probability that it is met."""
    if probability >= CONFIDENCE:
        return "met"
    return "failed" if 1 - probability >= CONFIDENCE else "not_shown"


def judge_point(value: float, limit: float, *, lower: bool) -> Outcome:
    """Judge a reported value; both sides are rounded alike, as values are kept rounded."""
    near = math.isclose(value, limit, rel_tol=1e-4, abs_tol=1e-9)
    holds = near or (value >= limit if lower else value <= limit)
    return "met" if holds else "failed"


def overall(outcomes: Iterable[Outcome]) -> Outcome:
    """Sum up a solution: one failure fails it, otherwise one open question leaves it open."""
    found = set(outcomes)
    if "failed" in found:
        return "failed"
    return "not_shown" if "not_shown" in found else "met"
