"""Do members of the steering group weigh differently, and does it change the order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from identiteitslab.comparison.common.arrays import (
    Counts,
    Double,
    Mask,
    as_weights,
)
from identiteitslab.comparison.common.draws import Method
from identiteitslab.comparison.common.table import ranks_among, score_table, totals_along
from identiteitslab.comparison.weighing.polytope import (
    ContradictoryStatementsError,
    Polytope,
    polytope,
    weight_bounds,
)
from identiteitslab.comparison.weighing.statements import Between, Statement


@dataclass(frozen=True)
class Members:
    """Each member's weights and order of solutions, and what their differences do."""

    members: tuple[str, ...]
    solutions: tuple[str, ...]
    criteria: tuple[str, ...]
    weights: Double
    """(member, criterion)"""
    totals: Double
    """(member, solution)"""
    ranks: Counts
    """(member, solution); zero for a knocked-out solution."""
    agreed: Mask
    """(solution, solution): every member puts the row strictly above the column."""
    changes_first: Mask
    """(member, criterion): with the group's mean weight here, this member's first place moves."""
    changes_order: Mask
    """(member, criterion): with the group's mean weight here, this member's order changes."""

    @property
    def spread(self) -> Double:
        """(criterion,) highest minus lowest weight."""
        spread: Double = np.ptp(self.weights, axis=0)
        return spread

    @property
    def firsts(self) -> tuple[tuple[str, ...], ...]:
        """Solutions that come first for each member."""
        return tuple(
            tuple(name for name, rank in zip(self.solutions, row, strict=True) if rank == 1)
            for row in self.ranks
        )

    @property
    def same_first(self) -> bool:
        """Whether all members put the same solution first."""
        return len(set(self.firsts)) == 1

    def to_frame(self) -> pd.DataFrame:
        """Return one row per criterion: who weighs it least and most, and whether it matters."""
        lowest, highest = self.weights.argmin(axis=0), self.weights.argmax(axis=0)
        return pd.DataFrame(
            {
                "lowest": self.weights.min(axis=0),
                "lowest_member": [self.members[i] for i in lowest],
                "highest": self.weights.max(axis=0),
                "highest_member": [self.members[i] for i in highest],
                "spread": self.spread,
                "changes_first": self.changes_first.any(axis=0),
                "changes_order": self.changes_order.any(axis=0),
            },
            index=pd.Index(self.criteria, name="criterion"),
        )


def compare_members(
    means: ArrayLike,
    weights: Mapping[str, ArrayLike],
    *,
    eligible: ArrayLike | None = None,
    applies: ArrayLike | None = None,
    theme: ArrayLike | None = None,
    method: Method | None = None,
    solutions: Sequence[str] | None = None,
    criteria: Sequence[str] | None = None,
) -> Members:
    """Compare the weights of members and what they do to the order of the solutions.

    A difference on a criterion matters when a member's order changes once that one weight is
    set to the group's mean and the member's other weights share the rest in proportion.

    Parameters
    ----------
    means : (solution, criterion) float
        Expected scores.
    weights : mapping of member to (criterion,) float
        On any scale.
    eligible, applies, theme, method, solutions, criteria
        As in `rank_acceptability`.

    Raises
    ------
    ValueError
        For no members, or input as refused by `rank_acceptability`.
    """
    if not weights:
        raise ValueError("weights is empty: expected at least one member")
    items = np.shape(means)[-1]
    sets = np.stack([as_weights(one, items, f"weights[{name!r}]") for name, one in weights.items()])
    middle = sets.mean(axis=0)
    table = score_table(
        means,
        middle,
        eligible=eligible,
        applies=applies,
        theme=theme,
        solutions=solutions,
        criteria=criteria,
    )
    totals = totals_along(table, sets.T, method)
    ranks = ranks_among(totals, table.eligible)
    moved = [totals_along(table, _set_one(sets, place, middle).T, method) for place in range(items)]
    first, order = ranks == 1, ranks_among(np.stack(moved, axis=1), table.eligible)
    return Members(
        members=tuple(weights),
        solutions=table.solutions,
        criteria=table.criteria,
        weights=sets,
        totals=totals,
        ranks=ranks,
        agreed=_agreed(ranks),
        changes_first=((order == 1) != first[:, None]).any(axis=2),
        changes_order=(order != ranks[:, None]).any(axis=2),
    )


@dataclass(frozen=True)
class Consensus:
    """Weights that every member can agree with, or who contradicts whom."""

    region: Polytope | None
    """None when no set of weights agrees with all members."""
    bounds: Double | None
    """(item, 2) lowest and highest weight within the region."""
    clash: tuple[tuple[str, Statement], ...]
    """Smallest group of members' statements that cannot all hold; empty with a region."""

    @property
    def exists(self) -> bool:
        """Whether some set of weights agrees with every member."""
        return self.region is not None


def consensus_region(
    items: Sequence[str], statements: Mapping[str, Sequence[Statement]]
) -> Consensus:
    """Return the weights that agree with the statements of every member.

    Its ``region.inside`` is a set of weights in the middle; ``region`` can be drawn from.

    Raises
    ------
    ValueError
        For a statement with a wrong item or bound.
    """
    owned = [(member, one) for member, said in statements.items() for one in said]
    try:
        region = polytope(items, [one for _, one in owned])
    except ContradictoryStatementsError as contradiction:
        clash = [next(pair for pair in owned if pair[1] is one) for one in contradiction.statements]
        return Consensus(None, None, tuple(clash))
    return Consensus(region, weight_bounds(region), ())


def near_weights(weights: Mapping[str, float], tolerance: float) -> tuple[Statement, ...]:
    """Return statements for weights within ``tolerance`` of one member's, never below zero.

    Raises
    ------
    ValueError
        For weights that are negative or all zero, or a negative tolerance.
    """
    if tolerance < 0:
        raise ValueError(f"tolerance is {tolerance}: expected zero or more")
    shares = as_weights(list(weights.values()), len(weights))
    return tuple(
        Between(item, max(0.0, share - tolerance), min(1.0, share + tolerance))
        for item, share in zip(weights, shares.tolist(), strict=True)
    )


def _agreed(ranks: Counts) -> Mask:
    takes_part = ranks > 0
    above = ranks[:, :, None] < ranks[:, None, :]
    both = takes_part[:, :, None] & takes_part[:, None, :]
    agreed: Mask = np.logical_and.reduce(above & both, axis=0)
    return agreed


def _set_one(sets: Double, place: int, middle: Double) -> Double:
    """Give every member the group's weight for one criterion and scale the rest to fit."""
    rest = 1 - sets[:, place]
    factor = np.divide(1 - middle[place], rest, out=np.zeros_like(rest), where=rest > 0)
    changed: Double = sets * factor[:, None]
    changed[:, place] = np.where(rest > 0, middle[place], 1.0)
    return changed
