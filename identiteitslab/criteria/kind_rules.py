"""What a kind of measurement asks of an indicator. The kinds themselves live in measurement."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, get_args

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from identiteitslab.criteria.model import Gap
    from identiteitslab.criteria.words import Words

KindKey = Literal["bounds", "levels", "gap", "items", "per"]
KIND_KEYS: tuple[KindKey, ...] = get_args(KindKey)
"""Keys of an indicator that mean something for some kinds only."""


class Asked(Protocol):
    """All that a kind may know of an indicator: those alike in this are judged as one."""

    @property
    def kind(self) -> str:
        """The name of the kind."""

    @property
    def bounds(self) -> tuple[float, float] | None:
        """Lowest and highest value."""

    @property
    def levels(self) -> Mapping[int, Words]:
        """The steps of a ladder."""

    @property
    def gap(self) -> Gap | None:
        """Between which groups of participants."""

    @property
    def items(self) -> str | None:
        """How the items of a questionnaire become one score."""

    @property
    def per(self) -> int:
        """Events are shown per this much exposure."""

    @property
    def by_people(self) -> bool:
        """Whether participants answer or do this."""


def likeness(asked: Asked) -> Hashable:
    """Give what indicators have in common that a kind cannot tell apart."""
    return (
        asked.kind,
        asked.bounds,
        tuple(asked.levels),
        asked.gap,
        asked.items,
        asked.per,
        asked.by_people,
    )


@dataclass(frozen=True)
class KindRules:
    """Keys that a kind needs, keys that it may have besides, and the values it can take.

    ``lowest`` and ``highest`` are in the unit of the indicator; bounds given there are narrower.
    """

    needs: frozenset[KindKey] = frozenset()
    allows: frozenset[KindKey] = frozenset()
    lowest: float = 0.0
    highest: float = math.inf

    def values(self, indicator: Asked) -> tuple[float, float]:
        """Give the lowest and highest value that an indicator of this kind can take."""
        if indicator.levels:
            return min(indicator.levels), max(indicator.levels)
        return indicator.bounds or (self.lowest, self.highest)
