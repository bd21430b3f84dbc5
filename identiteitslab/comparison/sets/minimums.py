"""Does a set of solutions meet the minimums in every situation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from identiteitslab.comparison.common.arrays import Counts, Double, Mask, index_of
from identiteitslab.comparison.sets.offer import Offer
from identiteitslab.comparison.sets.values import combine, group_mean
from identiteitslab.estimation.knockout import Outcome
from identiteitslab.scoring.minimums import judge_point, judge_probability


@dataclass(frozen=True)
class SetMinimum:
    """A limit on a combined value, in the unit of the indicator."""

    indicator: str
    limit: float
    lower: bool = True
    """True: at least the limit; false: at most."""
    situation: str | None = None
    """None: in every situation."""
    sure: bool = True
    """True: tested on the probability that it is met; false: on the expected value."""
    own: Mapping[str, Outcome] = field(default_factory=dict)
    """What a solution by itself shows, where that is known better than draws can tell."""
    fragile: frozenset[str] = frozenset()
    """Solutions whose own outcome hangs on the prior: a set with one of them shows nothing."""
    unknown: frozenset[str] = frozenset()
    """Solutions that nobody measured on it: with one of them a set shows only what no value that
    it may have would change."""


@dataclass(frozen=True)
class MinimumShown:
    """Outcome of one minimum for one set, in the situation where it does worst."""

    minimum: SetMinimum
    outcome: Outcome
    situation: str
    value: float
    """Expected value, at the cautious bound."""
    probability: float
    """Chance that the limit is met, at the cautious bound."""

    @property
    def short(self) -> float:
        """How far the expected value is from the limit; zero if it is there."""
        gap = self.minimum.limit - self.value
        return max(gap if self.minimum.lower else -gap, 0.0)


def check_minimums(
    offer: Offer, sets: Counts, position: Double, minimums: Sequence[SetMinimum]
) -> list[tuple[MinimumShown, ...]]:
    """Test every minimum on sets of equal size, each on the cautious side of its bounds.

    A minimum on an indicator that applies to no member of a set does not count for that set.

    Parameters
    ----------
    offer : Offer
    sets : (set, member) int
    position : (indicator, draw) float
        As in `set_totals`.
    minimums : sequence of SetMinimum

    Raises
    ------
    ValueError
        For an indicator or situation that does not exist.
    """
    found: list[list[MinimumShown]] = [[] for _ in range(len(sets))]
    for minimum in minimums:
        place = offer.place(minimum.indicator)
        applies = offer.indicators[place].applies
        counts = np.arange(len(sets)) if applies is None else _rows(applies[sets])
        shown = _check(offer, sets[counts], position[place], minimum) if len(counts) else []
        for row, one in zip(counts.tolist(), shown, strict=True):
            found[row].append(one)
    return [tuple(one) for one in found]


def _check(offer: Offer, sets: Counts, position: Double, minimum: SetMinimum) -> list[MinimumShown]:
    combined = combine(offer, offer.indicators[offer.place(minimum.indicator)], sets, position)
    values = group_mean(offer, combined.low if minimum.lower else combined.high)
    meets = values >= minimum.limit if minimum.lower else values <= minimum.limit
    probability, expected = meets.mean(axis=2), values.mean(axis=2)
    if minimum.situation is None:
        worst = expected.argmin(axis=1) if minimum.lower else expected.argmax(axis=1)
        worst = np.where(np.ptp(probability, axis=1) > 0, probability.argmin(axis=1), worst)
    else:
        worst = np.full(len(sets), index_of("situation", minimum.situation, offer.situations))
    rows, only = np.arange(len(sets)), np.minimum(worst, expected.shape[1] - 1)
    found = zip(
        sets.tolist(),
        worst.tolist(),
        expected[rows, only].tolist(),
        probability[rows, only].tolist(),
        strict=True,
    )
    return [
        MinimumShown(
            minimum,
            _judge(minimum, [offer.solutions[row] for row in members], value, chance),
            offer.situations[place],
            value,
            chance,
        )
        for members, place, value, chance in found
    ]


def _judge(
    minimum: SetMinimum, members: Sequence[str], value: float, probability: float
) -> Outcome:
    if len(members) == 1 and members[0] in minimum.own:
        return minimum.own[members[0]]
    if not minimum.fragile.isdisjoint(members):
        return "not_shown"
    if not minimum.unknown.isdisjoint(members):
        return judge_probability(probability) if probability in {0.0, 1.0} else "not_shown"
    if minimum.sure:
        return judge_probability(probability)
    return judge_point(value, minimum.limit, lower=minimum.lower)


def _rows(applies: Mask) -> Counts:
    return np.flatnonzero(np.logical_or.reduce(applies, axis=1))
