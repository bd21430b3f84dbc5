"""Totals of sets of solutions that are offered side by side, one per draw."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from identiteitslab.comparison.combine_rules import RULES, SHARES, Members
from identiteitslab.comparison.common.arrays import (
    Counts,
    Double,
    Mask,
    as_finite,
    as_mask,
    as_weights,
    index_of,
    refuse_where,
    require_shape,
)
from identiteitslab.comparison.common.masks import move_weights

Score = Callable[[Double], Double]
"""Measured values to scores 0..100."""


@dataclass(frozen=True)
class Gap:
    """An indicator that is the difference of another one between two groups of people."""

    of: str
    group: str
    minus: str
    per: float = 1.0
    """Units of the gap per unit of the other indicator, such as 100 for percentage points."""


@dataclass(frozen=True)
class IndicatorValues:
    """Measured values of one indicator and how they count."""

    id: str
    values: Double
    """(solution, situation, group, draw) in the unit of the indicator; the middle two may have
    length one."""
    score: Score
    weight: float
    rule: str
    theme: str = ""
    higher_is_better: bool = True
    applies: Mask | None = None
    """(solution,); None: to all."""
    fixed: Double | None = None
    """(solution,) part of the value that is paid whatever the use."""
    gap: Gap | None = None


@dataclass(frozen=True)
class Offer:
    """All that is needed to judge sets of solutions."""

    solutions: tuple[str, ...]
    indicators: tuple[IndicatorValues, ...]
    situations: Mapping[str, float]
    """Share of use of each situation."""
    groups: Mapping[str, float]
    """Share of people in each group."""
    use: Double
    """(solution, situation, group) how much each solution would be used next to others."""


@dataclass(frozen=True)
class SetDraws:
    """Totals of sets, one per draw, and the combined values behind them."""

    totals: Double
    """(set, situation, draw) 0..100."""
    low: Mapping[str, Double]
    """Per indicator asked for, its lowest possible combined value (set, situation, draw)."""
    high: Mapping[str, Double]
