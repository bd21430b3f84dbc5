"""On which themes do members of the steering group differ, does it matter, and can all agree?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from identiteitslab.decision.answers.ground import themes
from identiteitslab.decision.answers.what_if import consensus, members

if TYPE_CHECKING:
    from collections.abc import Mapping

    from identiteitslab.comparison.members import Consensus
    from identiteitslab.decision.evaluation import Evaluation

    Given = Mapping[str, Mapping[str, float]]
    """Points by theme, by member."""

ROOM = tuple(points / 100 for points in range(5, 55, 5))
"""Tried in turn: how far a weight may be from what a member gave, as a share of all points."""


@dataclass(frozen=True)
class Difference:
    """How far members lie apart on one theme, in points of 100.

    ``changes_first`` and ``changes_order`` say whether somebody's first place or order would be
    another with the mean of all members on this theme.
    """

    theme: str
    lowest: float
    lowest_member: str
    highest: float
    highest_member: str
    changes_first: bool
    changes_order: bool


@dataclass(frozen=True)
class Agreement:
    """The least room at which some weights suit all members, and how far those may range.

    ``room`` and ``bounds`` are in points of 100; both are None where even the most room is too
    little.
    """

    room: float | None
    bounds: Mapping[str, tuple[float, float]] | None


def differences(evaluation: Evaluation, given: Given) -> tuple[Difference, ...]:
    """Compare members theme by theme, those who lie furthest apart first.

    Raises
    ------
    ValueError
        For no members, a theme that does not exist, or points that are negative or all zero.
    """
    sets = {member: _of_100(theirs) for member, theirs in given.items()}
    now = members(evaluation, sets)
    found = []
    for theme in themes(evaluation):
        points = {member: theirs.get(theme, 0.0) for member, theirs in sets.items()}
        mean = sum(points.values()) / len(points)
        then = members(evaluation, {m: _with(sets[m], theme, mean) for m in sets})
        low, high = (choose(points, key=points.__getitem__) for choose in (min, max))
        first = (now.ranks == 1) != (then.ranks == 1)
        order = now.ranks != then.ranks
        found.append(
            Difference(
                theme, points[low], low, points[high], high, bool(first.any()), bool(order.any())
            )
        )
    return tuple(sorted(found, key=lambda one: one.lowest - one.highest))


def agreement(evaluation: Evaluation, given: Given) -> Agreement:
    """Find the least room that members must give each other to agree on weights.

    Raises
    ------
    ValueError
        As for `differences`.
    """
    names = themes(evaluation)
    for room in ROOM:
        found: Consensus = consensus(evaluation, given, tolerance=room)
        if found.bounds is not None:
            bounds = (100 * found.bounds).tolist()
            ranges = {name: (low, high) for name, (low, high) in zip(names, bounds, strict=True)}
            return Agreement(100 * room, ranges)
    return Agreement(None, None)


def _of_100(points: Mapping[str, float]) -> dict[str, float]:
    whole = sum(points.values())
    return {theme: 100 * value / whole for theme, value in points.items()} if whole else {**points}


def _with(points: Mapping[str, float], theme: str, value: float) -> dict[str, float]:
    """Give one theme other points of 100; the rest shares what is left in proportion."""
    rest = sum(points.values()) - points.get(theme, 0.0)
    if rest <= 0:
        return dict(points)
    factor = (100 - value) / rest
    return {name: factor * old for name, old in points.items()} | {theme: value}
