"""From answers of people to weights or statements: by swing and by ranking."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from identiteitslab.comparison.common.arrays import Double
from identiteitslab.comparison.weighing.statements import AtLeastAsImportant, Ratio, Statement

MOST_POINTS = 100.0
"""Points of the item whose swing from worst to best matters most."""


def swing_weights(points: Mapping[str, float]) -> dict[str, float]:
    """Return the weights that swing points stand for.

    The question behind it: if everything were at its worst, which item would you bring to its
    best first? That one gets 100 points; how many does each other swing deserve beside it?

    Raises
    ------
    ValueError
        For points outside 0..100, or no item with 100.
    """
    for item, value in points.items():
        if not (0 <= value <= MOST_POINTS):
            raise ValueError(f"points[{item!r}] is {value}: expected 0 to {MOST_POINTS:g}")
    if MOST_POINTS not in points.values():
        raise ValueError(f"points has no item with {MOST_POINTS:g}: expected one, to compare with")
    total = sum(points.values())
    return {item: value / total for item, value in points.items()}


def swing_statements(ranges: Mapping[str, tuple[float, float]]) -> tuple[Statement, ...]:
    """Return statements for swing points given as a lowest and highest value.

    Raises
    ------
    ValueError
        For bounds outside 0..100 or the wrong way round, or no item with exactly 100.
    """
    for item, (low, high) in ranges.items():
        if not (0 <= low <= high <= MOST_POINTS):
            raise ValueError(
                f"ranges[{item!r}] is {low} to {high}: expected 0 to {MOST_POINTS:g}, lowest first"
            )
    tops = [item for item, bounds in ranges.items() if bounds == (MOST_POINTS, MOST_POINTS)]
    if not tops:
        raise ValueError(f"ranges has no item at {MOST_POINTS:g}: expected one, to compare with")
    return tuple(
        Ratio(item, tops[0], low / MOST_POINTS, high / MOST_POINTS)
        for item, (low, high) in ranges.items()
        if item != tops[0]
    )


def ranking_statements(ranking: Sequence[Sequence[str]]) -> tuple[Statement, ...]:
    """Return statements for a ranking in groups, from most to least important.

    Items in one group weigh the same.

    Raises
    ------
    ValueError
        For an empty group or an item that stands in the ranking twice.
    """
    _check_ranking(ranking)
    statements: list[Statement] = [
        Ratio(group[0], item, 1.0, 1.0) for group in ranking for item in group[1:]
    ]
    heads = [group[0] for group in ranking]
    statements += [AtLeastAsImportant(*pair) for pair in pairwise(heads)]
    return tuple(statements)


def ranking_weights(ranking: Sequence[Sequence[str]]) -> dict[str, float]:
    """Return the rank-order centroid: the mean of all weights that agree with a ranking.

    Items in one group share the mean of the places they take together.

    Raises
    ------
    ValueError
        For an empty group or an item that stands in the ranking twice.
    """
    _check_ranking(ranking)
    centroid = rank_order_centroid(sum(map(len, ranking)))
    weights: dict[str, float] = {}
    for group in ranking:
        first = len(weights)
        share = float(centroid[first : first + len(group)].mean())
        weights |= dict.fromkeys(group, share)
    return weights


def rank_order_centroid(count: int) -> Double:
    """Return the mean of all weights in a given order, largest first (Barron and Barrett 1996).

    Raises
    ------
    ValueError
        For fewer than one item.
    """
    if count < 1:
        raise ValueError(f"count is {count}: expected at least one item")
    centroid: Double = np.cumsum(1 / np.arange(count, 0, -1))[::-1] / count
    return centroid


def _check_ranking(ranking: Sequence[Sequence[str]]) -> None:
    seen: set[str] = set()
    for number, group in enumerate(ranking):
        if not group:
            raise ValueError(f"ranking[{number}] is empty: expected at least one item")
        for item in group:
            if item in seen:
                raise ValueError(f"ranking[{number}] holds {item!r} again: expected it once")
            seen.add(item)
    if not seen:
        raise ValueError("ranking is empty: expected at least one group of items")
