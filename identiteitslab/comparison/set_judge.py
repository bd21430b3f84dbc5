"""Judge sets of solutions: total, chance to be the best, weakest situation, people reached."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from identiteitslab.comparison.common.arrays import Counts, Double, Mask
from identiteitslab.comparison.offer import Offer, fewer_draws
from identiteitslab.comparison.set_minimums import MinimumShown, SetMinimum, check_minimums
from identiteitslab.comparison.set_values import combine, group_mean, set_totals

KEPT = 100
"""Sets of each size that are judged with all draws."""

_CELLS = 2_000_000


@dataclass(frozen=True)
class RankedSet:
    """One set of solutions offered side by side."""

    solutions: tuple[str, ...]
    total: float
    """Expected total, after the price of complexity."""
    total_error: float
    """Monte Carlo standard error of the expected total."""
    low: float
    high: float
    """Quantiles 2.5% and 97.5% of the total."""
    cautious: float
    hopeful: float
    """Expected total with all combined values at their lowest and highest bound."""
    chance: float
    """Share of draws in which no other set that was judged and is allowed does better."""
    chance_error: float
    situations: Mapping[str, float]
    """Expected total in each situation, before the price of complexity."""
    reached: float | None
    """Expected share of people reached."""
    minimums: tuple[MinimumShown, ...]

    @property
    def weakest(self) -> str:
        """Situation in which the set does worst."""
        return min(self.situations, key=self.situations.__getitem__)

    @property
    def short_of(self) -> tuple[MinimumShown, ...]:
        """Minimums that the set fails."""
        return tuple(one for one in self.minimums if one.outcome == "failed")


@dataclass(frozen=True)
class Judge:
    """Everything by which sets are judged."""

    offer: Offer
    position: Double
    """(indicator, draw) place between the bounds of combined values."""
    minimums: tuple[SetMinimum, ...]
    shown_only: bool
    price: float
    reach: str | None

    def keep_best(self, sets: Counts, draws: int) -> Counts:
        """Return the best of many sets of equal size, judged with the first draws.

        Allowed sets come first; without any, those that fail fewest minimums.
        """
        if len(sets) <= KEPT:
            return sets
        look = replace(
            self, offer=fewer_draws(self.offer, draws), position=self.position[:, :draws]
        )
        totals, failed = [], []
        for part in look._parts(sets):  # noqa: SLF001
            totals.append(look._totals(part, look.position).mean(axis=1))  # noqa: SLF001
            failed.append([look._short(one) for one in look._minimums(part)])  # noqa: SLF001
        order = np.lexsort((-np.concatenate(totals), np.concatenate(failed)))
        return sets[order[:KEPT]]
