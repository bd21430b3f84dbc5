"""A likely best set when there are too many to look at: a mixed-integer linear program.

It works on expected scores and takes each rule in its nearest linear form: the weakest member,
the best member, or the mean by use. From there the search goes on with the real rules.
"""

from itertools import groupby
from typing import Literal

import numpy as np

from identiteitslab.comparison.common.arrays import Counts, Double
from identiteitslab.comparison.common.linear_program import LinearProgram
from identiteitslab.comparison.common.subsets import Choice
from identiteitslab.comparison.sets.offer import IndicatorValues, Offer

Form = Literal["weakest", "best", "mean"]

_FORMS: dict[str, Form] = {
    "min": "weakest",
    "max": "best",
    "sum_per_login": "mean",
    "sum_per_user": "weakest",
    "max_duration": "weakest",
    "use_weighted_mean": "mean",
    "use_weighted_mean_plus_fixed": "mean",
    "per_person_best": "best",
    "union": "best",
    "union_bounds": "best",
    "intersection_bounds": "best",
    "one_minus_product_if_independent": "best",
    "recompute": "weakest",
    "not_combinable": "mean",
}
_TOP = 100.0
_HALF = 0.5


def likely_set(offer: Offer, chosen: Choice, price: float) -> tuple[int, ...]:
    """Return the set with the highest total in the linear form.

    Parameters
    ----------
    offer : Offer
    chosen : Choice
        Sizes and members that are allowed.
    price : float
        Points that every solution beyond the first costs.
    """
    program = LinearProgram()
    takes_part = [
        program.variable(-price, float(row in chosen.must or row in chosen.may), whole=True)
        for row in range(len(offer.solutions))
    ]
    program.rule(dict.fromkeys(takes_part, 1.0), chosen.least, chosen.most)
    for row in chosen.must:
        program.rule({takes_part[row]: 1.0}, 1.0)
    _add_scores(program, offer, takes_part)
    best = program.solve()
    if best is None:
        return (*chosen.must, *chosen.may[: chosen.least - len(chosen.must)])
    return tuple(row for row, one in enumerate(takes_part) if best[one] > _HALF)


def around(members: tuple[int, ...], chosen: Choice) -> list[Counts]:
    """Return the set and all sets that differ by adding, dropping or swapping one, by size."""
    loose = [row for row in members if row not in chosen.must]
    spare = [row for row in chosen.may if row not in members]
    kept = {gone: tuple(row for row in members if row != gone) for gone in loose}
    every = [
        members,
        *((*members, new) for new in spare),
        *kept.values(),
        *((*rest, new) for rest in kept.values() for new in spare),
    ]
    fitting = sorted(
        (sorted(one) for one in every if chosen.least <= len(one) <= chosen.most), key=len
    )
    return [np.array(list(same), dtype=np.int64) for _, same in groupby(fitting, key=len)]


def _add_scores(program: LinearProgram, offer: Offer, takes_part: list[int]) -> None:
    shares = np.outer(offer.situation_share, offer.group_share)
    axes = (len(takes_part), *shares.shape)
    parts = [
        _use_parts(program, use, takes_part) for use in _cells(np.broadcast_to(offer.use, axes))
    ]
    for place, indicator in enumerate(offer.indicators):
        scores = indicator.score(indicator.values).mean(axis=3)
        cells = _cells(np.broadcast_to(scores, axes))
        for cell, (share, score) in enumerate(zip(shares.ravel().tolist(), cells, strict=True)):
            gain = float(offer.weights[place]) * share
            if gain > 0:
                _add_score(program, indicator, gain, score, takes_part, parts[cell])


def _cells(values: Double) -> Double:
    """Return (cell, solution): every situation and group in turn."""
    return values.reshape(len(values), -1).T


def _add_score(
    program: LinearProgram,
    indicator: IndicatorValues,
    gain: float,
    score: Double,
    takes_part: list[int],
    parts: list[int],
) -> None:
    sums = "weakest" if not indicator.higher_is_better else "best"
    form = _FORMS.get(indicator.rule, sums)
    if form == "mean":
        for part, value in zip(parts, score.tolist(), strict=True):
            program.gains[part] += gain * value
    elif form == "weakest":
        lowest = program.variable(gain, _TOP)
        for one, value in zip(takes_part, score.tolist(), strict=True):
            program.rule({lowest: 1.0, one: _TOP - value}, high=_TOP)
    else:
        picks = [program.variable(gain * value) for value in score.tolist()]
        program.rule(dict.fromkeys(picks, 1.0), high=1.0)
        for pick, one in zip(picks, takes_part, strict=True):
            program.rule({pick: 1.0, one: -1.0}, high=0.0)


def _use_parts(program: LinearProgram, use: Double, takes_part: list[int]) -> list[int]:
    """Return a variable per solution: its share of all use in the set.

    Shares are in proportion to ``use``: share = use * scale where it takes part, with one scale
    for the whole set.
    """
    used = np.maximum(use, 1e-6 * max(float(use.max()), 1.0))
    largest = 1 / float(used.min())
    scale = program.variable(highest=largest)
    parts = [program.variable() for _ in takes_part]
    program.rule(dict.fromkeys(parts, 1.0), 1.0, 1.0)
    for part, one, weight in zip(parts, takes_part, used.tolist(), strict=True):
        program.rule({part: 1.0, one: -1.0}, high=0.0)
        program.rule({part: 1.0, scale: -weight}, high=0.0)
        program.rule({part: -1.0, scale: weight, one: weight * largest}, high=weight * largest)
    return parts
