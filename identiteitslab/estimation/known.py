"""What is known of a group of cells, however it came about: pooled, reported or judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from scipy import special

from identiteitslab.estimation.knots import SCORES, Knots, normal_density
from identiteitslab.estimation.link import Link
from identiteitslab.estimation.marginal import Marginal

if TYPE_CHECKING:
    from identiteitslab.estimation.arrays import Floats


class Known(Protocol):
    """A distribution per cell, in the unit of its indicator."""

    def quantile(self, q: Floats) -> Floats:
        """Give quantiles ``(cells, Q)``."""

    def at_least(self, limit: Floats) -> Floats:
        """Give the probability ``(cells,)`` that the value is ``limit`` or more."""


@dataclass(frozen=True)
class Affine:
    """A pooled quantity in its own unit: ``offset + factor * value``, factor above zero."""

    marginal: Marginal
    offset: Floats
    factor: Floats

    def quantile(self, q: Floats) -> Floats:
        """Give quantiles ``(cells, Q)``."""
        return self.offset[:, None] + self.factor[:, None] * self.marginal.quantile(q)

    def at_least(self, limit: Floats) -> Floats:
        """Give the probability ``(cells,)`` that the value is ``limit`` or more."""
        return self.marginal.probability_at_least((limit - self.offset) / self.factor)


@dataclass(frozen=True)
class Reported:
    """A value that is taken as it was reported: no sampling error, so no interval."""

    value: Floats

    def quantile(self, q: Floats) -> Floats:
        """Give the value at every probability."""
        return np.repeat(self.value[:, None], len(q), axis=1)

    def at_least(self, limit: Floats) -> Floats:
        """Give 1 where the value is ``limit`` or more, else 0."""
        return (self.value >= limit).astype(np.float64)


@dataclass(frozen=True)
class Share:
    """A share from one count, without gemeenten that differ: Beta with the prior of Jeffreys."""

    events: Floats
    exposure: Floats

    def quantile(self, q: Floats) -> Floats:
        """Give quantiles ``(cells, Q)``."""
        return Marginal(Link("logit"), self._knots()).quantile(q)

    def _knots(self) -> Knots:
        """Hold the distribution as all others are held: its inverse is dear at every slice."""
        events, rest = self.events[:, None] + 0.5, (self.exposure - self.events)[:, None] + 0.5
        share = special.betaincinv(events, rest, special.ndtr(SCORES))
        other = special.betaincinv(rest, events, special.ndtr(-SCORES))
        odds = np.log(share) - np.log(other)
        log_density = events * np.log(share) + rest * np.log(other) - special.betaln(events, rest)
        return Knots(odds, normal_density(SCORES) / np.exp(log_density))

    def at_least(self, limit: Floats) -> Floats:
        """Give the probability ``(cells,)`` that the share is ``limit`` or more."""
        rest = self.exposure - self.events + 0.5
        below = special.betainc(self.events + 0.5, rest, limit)
        return np.asarray(1 - below, dtype=np.float64)
