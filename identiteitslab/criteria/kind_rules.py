"""What a kind of measurement asks of an indicator. The kinds themselves live in measurement."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from identiteitslab.criteria.model import Indicator

KindKey = Literal["bounds", "levels", "gap", "items", "per"]
KIND_KEYS: tuple[KindKey, ...] = get_args(KindKey)
"""Keys of an indicator that mean something for some kinds only."""


@dataclass(frozen=True)
class KindRules:
    """Keys that a kind needs, keys that it may have besides, and the values it can take.

    ``lowest`` and ``highest`` are in the unit of the indicator; bounds given there are narrower.
    """

    needs: frozenset[KindKey] = frozenset()
    allows: frozenset[KindKey] = frozenset()
    lowest: float = 0.0
    highest: float = math.inf

    def values(self, indicator: Indicator) -> tuple[float, float]:
        """Give the lowest and highest value that an indicator of this kind can take."""
        if indicator.levels:
            return min(indicator.levels), max(indicator.levels)
        return indicator.bounds or (self.lowest, self.highest)
