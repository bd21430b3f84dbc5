"""Totals of sets of solutions that are offered side by side, one per draw."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from identiteitslab.comparison.combine_rules import RULES, Members
from identiteitslab.comparison.common.arrays import Counts, Double, Mask
from identiteitslab.comparison.common.draws import Method, use_method
from identiteitslab.comparison.common.masks import drop_weights
from identiteitslab.comparison.sets.offer import Gap, IndicatorValues, Offer


@dataclass(frozen=True)
class Combined:
    """Combined values of one indicator for sets, axes (set, situation, group, draw)."""

    low: Double
    high: Double
    value: Double
    """Between the bounds, at the place that each draw decides."""


def set_totals(offer: Offer, sets: Counts, position: Double) -> Double:
    """Return totals of sets of equal size, (set, situation, draw).

    Where nothing differs between situations there is one for all.

    Parameters
    ----------
    offer : Offer
    sets : (set, member) int
        Rows of the solutions in each set.
    position : (indicator, draw) float
        Where combined values lie between their bounds, 0 to 1.
    """
    weights = _set_weights(offer, sets)
    size = (len(sets), offer.spread[0], position.shape[1])
    if offer.method is not None:
        return _by_method(
            offer, offer.method, weights, _scores(offer, sets, position, weights), size
        )
    totals = np.zeros(size)
    for place, used, score in _scores(offer, sets, position, weights):
        totals[used] += weights[used, place][:, None] * score
    return totals


def _scores(
    offer: Offer, sets: Counts, position: Double, weights: Double
) -> Iterator[tuple[int, Mask, Double]]:
    """Yield for each indicator which sets it counts for, and their scores."""
    for place, indicator in enumerate(offer.indicators):
        used: Mask = np.logical_or.reduce(weights[:, place] > 0, axis=1)
        if used.any():
            value = combine(offer, indicator, sets[used], position[place]).value
            yield place, used, _over_groups(indicator.score(value), offer.group_share)


def _by_method(
    offer: Offer,
    method: Method,
    weights: Double,
    scores: Iterable[tuple[int, Mask, Double]],
    size: tuple[int, int, int],
) -> Double:
    """Return totals by an own method, which judges the criteria of each set."""
    owners = [one.criterion or one.id for one in offer.indicators]
    criteria = tuple(dict.fromkeys(owners))
    owner = np.array([criteria.index(name) for name in owners])
    belongs = owner == np.arange(len(criteria))[:, None]
    drawn = np.einsum("ci,sid->scd", belongs, weights)
    expected, whole = weights.mean(axis=2), drawn.mean(axis=2)
    values = np.zeros((len(criteria), *size), dtype=np.float32)
    for place, used, score in scores:
        column = owner[place]
        part = expected[used, place] / whole[used, column]
        values[column, used] += part[:, None, None] * score
    totals = np.empty(size)
    for row, own in enumerate(drawn):
        there = whole[row] > 0
        each = values[there, row]
        alike = np.broadcast_to(own[there][:, None], each.shape).reshape(len(each), -1)
        totals[row] = use_method(method, each.reshape(1, len(each), -1), alike)[0].reshape(size[1:])
    return totals


def combine(offer: Offer, indicator: IndicatorValues, sets: Counts, position: Double) -> Combined:
    """Return the combined value of one indicator for sets of equal size."""
    if indicator.gap is not None and sets.shape[1] > 1:
        return _gap(offer, indicator.gap, sets, position)
    applies = np.ones(len(offer.solutions), dtype=np.bool_)
    applies = applies if indicator.applies is None else indicator.applies
    present = applies[sets] | ~applies[sets].any(axis=1, keepdims=True)
    there = present[:, :, None, None, None]
    use = offer.use[sets][..., None] * there
    use = np.where(use.sum(axis=1, keepdims=True) > 0, use, there)
    fixed = np.zeros(len(offer.solutions)) if indicator.fixed is None else indicator.fixed
    low, high = RULES[indicator.rule](
        Members(
            values=indicator.values[sets],
            present=there,
            use=use / use.sum(axis=1, keepdims=True),
            fixed=fixed[sets][:, :, None, None, None],
            higher_is_better=indicator.higher_is_better,
        )
    )
    return Combined(low, high, low if low is high else low + position * (high - low))


def group_mean(offer: Offer, values: Double) -> Double:
    """Average (set, situation, group, draw) over people."""
    return _over_groups(values, offer.group_share)


def _gap(offer: Offer, gap: Gap, sets: Counts, position: Double) -> Combined:
    base = combine(offer, offer.indicators[offer.place(gap.of)], sets, position)
    low, high, value = (_each_group(offer, part) for part in (base.low, base.high, base.value))
    one, other = (slice(n, n + 1) for n in map(offer.groups.index, (gap.group, gap.minus)))
    return Combined(
        gap.per * (low[:, :, one] - high[:, :, other]),
        gap.per * (high[:, :, one] - low[:, :, other]),
        gap.per * (value[:, :, one] - value[:, :, other]),
    )


def _each_group(offer: Offer, values: Double) -> Double:
    """Show every group, where all have the same values too."""
    sets, situations, _, draws = values.shape
    return np.broadcast_to(values, (sets, situations, len(offer.groups), draws))


def _over_groups(values: Double, share: Double) -> Double:
    if values.shape[2] == 1:
        return values[:, :, 0]
    mean: Double = np.einsum("sigd,g->sid", values, share)
    return mean


def _set_weights(offer: Offer, sets: Counts) -> Double:
    """Return the weight (set, indicator, draw) of what can be said about each set."""
    said = np.ones((len(offer.indicators), len(sets)), dtype=np.bool_)
    for place, indicator in enumerate(offer.indicators):
        if indicator.applies is not None:
            said[place] = indicator.applies[sets].any(axis=1)
        if indicator.rule == "not_combinable" and sets.shape[1] > 1:
            said[place] = False
    patterns, pattern_of = np.unique(said.T, axis=0, return_inverse=True)
    return drop_weights(offer.weight_draws, patterns, offer.theme)[pattern_of]
