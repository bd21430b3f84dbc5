"""Judge sets of solutions: total, chance to be the best, weakest situation, people reached."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from identiteitslab.comparison.common.arrays import Counts, Double
from identiteitslab.comparison.sets.minimums import MinimumShown, SetMinimum, check_minimums
from identiteitslab.comparison.sets.offer import Offer, fewer_draws
from identiteitslab.comparison.sets.values import combine, group_mean, set_totals

KEPT = 50
"""Sets of each size that are told."""

_CELLS = 2_000_000
_LOW = 0.025


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
    def shortfall(self) -> float:
        """How unlikely it is, over all minimums, that they are met; the nearest set has least."""
        return _shortfall(self.minimums)

    @property
    def short_of(self) -> tuple[MinimumShown, ...]:
        """Minimums that the set fails."""
        return tuple(one for one in self.minimums if one.outcome == "failed")


@dataclass(frozen=True)
class _Judged:
    """What came out for sets of equal size."""

    sets: Counts
    totals: Double
    """(set, draw) after the price of complexity."""
    situations: Double
    """(set, situation) expected, before it."""
    minimums: list[tuple[MinimumShown, ...]]


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

    def with_draws(self, draws: int) -> "Judge":
        """Return a judge that takes a first look, with fewer draws."""
        offer = fewer_draws(self.offer, draws)
        return replace(self, offer=offer, position=self.position[:, :draws])

    def keep_best(self, sets: Counts) -> Counts:
        """Return the best of many sets of equal size.

        Allowed sets come first; without any, those that fail fewest minimums.
        """
        if len(sets) <= KEPT:
            return sets
        parts = list(self._parts(sets))
        totals = np.concatenate([self._totals(part, self.position).mean(axis=1) for part in parts])
        fails = np.concatenate([self._fails(self._minimums(part)) for part in parts])
        return sets[np.lexsort((-totals, fails))[:KEPT]]

    def rank(self, candidates: Sequence[Counts]) -> tuple[tuple[RankedSet, ...], RankedSet | None]:
        """Judge sets; return the best of each size that are allowed, and else the nearest."""
        judged = [self._judged(sets) for sets in candidates]
        ends = np.cumsum([0, *(len(one.sets) for one in judged)]).tolist()
        totals = np.concatenate([one.totals for one in judged])
        fails = np.concatenate([self._fails(one.minimums) for one in judged])
        allowed = fails == 0
        if not allowed.any():
            return (), self._nearest(judged, fails)
        chances = np.zeros(len(totals))
        chances[allowed] = (totals[allowed] >= totals[allowed].max(axis=0)).mean(axis=1)
        ranked: list[RankedSet] = []
        for one, start, end in zip(judged, ends, ends[1:], strict=False):
            rows = np.flatnonzero(allowed[start:end])
            best = rows[np.argsort(-one.totals[rows].mean(axis=1), kind="stable")[:KEPT]]
            if len(best):
                ranked += self._describe(one, best, chances[start:end][best])
        return tuple(sorted(ranked, key=lambda found: -found.total)), None

    def _nearest(self, judged: Sequence[_Judged], fails: Counts) -> RankedSet:
        """Describe the set that fails fewest minimums, by the smallest shortfall."""
        every = [(one, row) for one in judged for row in range(len(one.sets))]
        fewest = [every[at] for at in np.flatnonzero(fails == fails.min())]
        one, row = min(fewest, key=lambda at: _shortfall(at[0].minimums[at[1]]))
        return self._describe(one, np.array([row]), np.zeros(1))[0]

    def _judged(self, sets: Counts) -> _Judged:
        parts = list(self._parts(sets))
        situations = [set_totals(self.offer, part, self.position) for part in parts]
        return _Judged(
            sets,
            np.concatenate([self._whole(one, sets) for one in situations]),
            np.concatenate([one.mean(axis=2) for one in situations]),
            [row for part in parts for row in self._minimums(part)],
        )

    def _parts(self, sets: Counts) -> Iterator[Counts]:
        """Yield sets in parts that fit in memory."""
        cells = np.prod(self.offer.spread) * self.position.shape[1] * sets.shape[1]
        step = max(1, int(_CELLS // cells))
        for start in range(0, len(sets), step):
            yield sets[start : start + step]

    def _totals(self, sets: Counts, position: Double) -> Double:
        """Return totals after the price of complexity, (set, draw)."""
        return self._whole(set_totals(self.offer, sets, position), sets)

    def _whole(self, situations: Double, sets: Counts) -> Double:
        totals: Double = self._over_situations(situations) - self.price * (sets.shape[1] - 1)
        return totals

    def _over_situations(self, values: Double) -> Double:
        """Average (set, situation, draw) over all use."""
        if values.shape[1] == 1:
            return values[:, 0]
        mean: Double = np.einsum("std,t->sd", values, self.offer.situation_share)
        return mean

    def _minimums(self, sets: Counts) -> list[tuple[MinimumShown, ...]]:
        return check_minimums(self.offer, sets, self.position, self.minimums)

    def _fails(self, shown: Sequence[Sequence[MinimumShown]]) -> Counts:
        """Return how many minimums keep each set from being allowed."""
        wrong = {"failed", "not_shown"} if self.shown_only else {"failed"}
        return np.array([sum(one.outcome in wrong for one in row) for row in shown], dtype=np.int64)

    def _describe(self, judged: _Judged, rows: Counts, chances: Double) -> list[RankedSet]:
        sets, totals = judged.sets[rows], judged.totals[rows]
        shape = (len(rows), len(self.offer.situations))
        inside = np.broadcast_to(judged.situations[rows], shape).tolist()
        bound = np.array([[not one.higher_is_better] for one in self.offer.indicators])
        worst = np.broadcast_to(bound.astype(np.float64), self.position.shape)
        ends = [self._totals(sets, place).mean(axis=1).tolist() for place in (worst, 1 - worst)]
        reached = self._reached(sets)
        errors = np.stack([totals.std(axis=1), np.sqrt(chances * (1 - chances))])
        errors /= np.sqrt(totals.shape[1])
        low, high = np.quantile(totals, (_LOW, 1 - _LOW), axis=1).tolist()
        return [
            RankedSet(
                solutions=tuple(self.offer.solutions[member] for member in members),
                total=float(totals[n].mean()),
                total_error=float(errors[0, n]),
                low=low[n],
                high=high[n],
                cautious=ends[0][n],
                hopeful=ends[1][n],
                chance=float(chances[n]),
                chance_error=float(errors[1, n]),
                situations=dict(zip(self.offer.situations, inside[n], strict=True)),
                reached=reached[n],
                minimums=judged.minimums[rows[n]],
            )
            for n, members in enumerate(sets.tolist())
        ]

    def _reached(self, sets: Counts) -> list[float] | list[None]:
        """Return the expected share of people reached by each set."""
        if self.reach is None:
            return [None] * len(sets)
        place = self.offer.place(self.reach)
        combined = combine(self.offer, self.offer.indicators[place], sets, self.position[place])
        people = self._over_situations(group_mean(self.offer, combined.value))
        reached: list[float] = people.mean(axis=1).tolist()
        return reached


def _shortfall(minimums: Sequence[MinimumShown]) -> float:
    return sum(1 - one.probability for one in minimums)
