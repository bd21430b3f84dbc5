"""What an indicator becomes when several solutions are offered side by side: a rule a function.

Every rule works on measured values, in the unit of the indicator, before any value function. It
returns a lowest and a highest possible value: they differ where only data within persons could
tell. A single solution keeps its own value by every rule.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from identiteitslab.comparison.common.arrays import Double, Mask


@dataclass(frozen=True)
class Members:
    """Values of the solutions in each set; axes (set, member, situation, group, draw).

    Any of the last three may have length one where nothing differs.
    """

    values: Double
    present: Mask
    """(set, member, 1, 1, 1): the indicator applies to this member, at least one per set."""
    use: Double
    """(set, member, situation, group, 1): share of use; over present members it sums to one."""
    fixed: Double
    """(set, member, 1, 1, 1): part of the value that must be paid whatever the use."""
    higher_is_better: bool


Bounds = tuple[Double, Double]
"""Lowest and highest possible value, (set, situation, group, draw)."""

Rule = Callable[[Members], Bounds]


def weakest(members: Members) -> Bounds:
    """Take the worst member: whoever may choose the route may choose the weakest one."""
    return _same(_lowest(members) if members.higher_is_better else _highest(members))


def best(members: Members) -> Bounds:
    """Take the best member: one good route is enough."""
    return _same(_highest(members) if members.higher_is_better else _lowest(members))


def longest(members: Members) -> Bounds:
    """Take the longest duration, whichever direction is better."""
    return _same(_highest(members))


def total(members: Members) -> Bounds:
    """Add up all members."""
    return _same(_sum(members, members.values))


def use_weighted_mean(members: Members) -> Bounds:
    """Average over all use, each member by its share of use.

    Events per login follow this rule too: every login is by one member, so the events of all
    members over the logins of all members is the mean weighted by use.
    """
    return _same(_sum(members, members.use * members.values))


def use_weighted_mean_plus_fixed(members: Members) -> Bounds:
    """Average over all use, but let each member's fixed part be paid in full."""
    idle = (1 - members.use) * members.fixed
    return _same(_sum(members, members.use * members.values + idle))


def per_user(members: Members) -> Bounds:
    """Count events per user: at least weighted by use, at most all members' events add up.

    The lowest value is when every user holds one member, the highest when all hold all.
    """
    low, high = use_weighted_mean(members)[0], total(members)[0]
    return np.minimum(low, high), np.maximum(low, high)


def union(members: Members) -> Bounds:
    """Bound the share reached by at least one member: from full overlap to no overlap."""
    return _highest(members), np.minimum(_sum(members, members.values), 1.0)


def intersection(members: Members) -> Bounds:
    """Bound the share touched by all members: from the least overlap to full overlap."""
    count = np.sum(members.present, axis=1)
    spare = _sum(members, members.values) - (count - 1)
    return np.maximum(spare, 0.0), _lowest(members)


def per_person_best(members: Members) -> Bounds:
    """Let each person take the member that suits best.

    A success (higher is better) then needs one member that works, a failure needs all to fail.
    """
    return union(members) if members.higher_is_better else intersection(members)


def any_if_independent(members: Members) -> Bounds:
    """Take one minus the chance that all members fail at once, if they fail independently."""
    failing = np.where(members.present, 1 - members.values, 1.0)
    return _same(1 - np.prod(failing, axis=1))


RULES: Mapping[str, Rule] = {
    "min": weakest,
    "max": best,
    "sum": total,
    "sum_per_login": use_weighted_mean,
    "sum_per_user": per_user,
    "max_duration": longest,
    "use_weighted_mean": use_weighted_mean,
    "use_weighted_mean_plus_fixed": use_weighted_mean_plus_fixed,
    "per_person_best": per_person_best,
    "union": union,
    "union_bounds": union,
    "intersection_bounds": intersection,
    "one_minus_product_if_independent": any_if_independent,
    "recompute": weakest,
    "not_combinable": weakest,
}
"""Rules by the names criteria use.

A gap to be recomputed takes the weakest member where the values it is made of are not at hand.
What cannot be combined counts for single solutions only; a set never scores on it.
"""

SHARES = frozenset(
    {
        "per_person_best",
        "union",
        "union_bounds",
        "intersection_bounds",
        "one_minus_product_if_independent",
    }
)
"""Rules that need values between 0 and 1."""


def _same(value: Double) -> Bounds:
    return value, value


def _sum(members: Members, values: Double) -> Double:
    summed: Double = np.sum(np.where(members.present, values, 0.0), axis=1)
    return summed


def _lowest(members: Members) -> Double:
    lowest: Double = np.min(np.where(members.present, members.values, np.inf), axis=1)
    return lowest


def _highest(members: Members) -> Double:
    highest: Double = np.max(np.where(members.present, members.values, -np.inf), axis=1)
    return highest
