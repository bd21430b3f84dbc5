"""Which solutions work best side by side, and what would one more solution add."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

import numpy as np
import pandas as pd

from identiteitslab.comparison.common.arrays import Counts
from identiteitslab.comparison.common.subsets import (
    MOST_SETS,
    Choice,
    all_sets,
    choice,
    split_choice,
)
from identiteitslab.comparison.sets.judge import Judge, RankedSet
from identiteitslab.comparison.sets.minimums import SetMinimum
from identiteitslab.comparison.sets.offer import Offer, restrict_offer
from identiteitslab.comparison.sets.search import around, likely_set
from identiteitslab.simulation.streams import stream

_FIRST_LOOK = 4_000_000
_FEWEST_DRAWS = 128


@dataclass(frozen=True)
class Combinations:
    """Sets in order of their expected total."""

    sets: tuple[RankedSet, ...]
    """Allowed sets, best first."""
    nearest: RankedSet | None
    """Only when no set is allowed: the one that fails fewest minimums."""
    considered: int
    """Number of sets that sizes and members leave."""
    method: Literal["enumeration", "milp"]
    """All sets were looked at, or of the largest sizes only what a linear program led to."""
    draws: int
    first_look: int
    """Draws with which all sets were looked at, before the best were judged with all draws."""

    @property
    def best(self) -> RankedSet | None:
        """The best allowed set."""
        return self.sets[0] if self.sets else None

    @property
    def frontier(self) -> tuple[RankedSet, ...]:
        """The best allowed set of each size, smallest first."""
        by_size = sorted(self.sets, key=lambda one: (len(one.solutions), -one.total))
        sizes = groupby(by_size, key=lambda one: len(one.solutions))
        return tuple(next(group) for _, group in sizes)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per allowed set, best first."""
        columns = ["total", "total_error", "low", "high", "cautious", "hopeful", "chance"]
        rows = [
            {
                "solutions": " + ".join(one.solutions),
                "size": len(one.solutions),
                **{column: getattr(one, column) for column in columns},
                "weakest": one.weakest,
                "reached": one.reached,
            }
            for one in self.sets
        ]
        return pd.DataFrame(rows, columns=["solutions", "size", *columns, "weakest", "reached"])


def best_sets(
    offer: Offer,
    *,
    k: int,
    seed: int,
    must_include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    situations: Sequence[str] | None = None,
    groups: Sequence[str] | None = None,
    minimums: Sequence[SetMinimum] = (),
    shown_only: bool = False,
    price: float = 0.0,
    reach: str | None = None,
) -> Combinations:
    """Rank sets of up to ``k`` solutions under uncertainty.

    Looks at every set of each size as long as that makes at most 100 000. Of larger sizes a
    linear program on expected scores finds a likely set, and solutions are exchanged by the
    real rules as long as that makes it better: the best found then need not be the very best.

    Parameters
    ----------
    offer : Offer
        Values, rules and weights, from `make_offer`.
    k : int
        Most solutions in a set.
    seed : int
        Seed of the evaluation; it places combined values between their bounds.
    must_include, exclude : sequence of str
        Solutions that must be in, and may not be in.
    situations, groups : sequence of str, optional
        The situations and groups of people to judge; None: all.
    minimums : sequence of SetMinimum
        A set that fails one is not allowed.
    shown_only : bool
        True: a set of which a minimum is not shown is not allowed either.
    price : float
        Points of the total that each solution beyond the first costs: contracts, explanation,
        support.
    reach : str, optional
        Indicator that tells the share of people reached.

    Raises
    ------
    ValueError
        For a k that does not fit, unknown ids, or a solution that must be both in and out.
    """
    here = restrict_offer(offer, situations, groups)
    chosen = choice(here.solutions, 1, k, must_include, exclude)
    position = stream(seed, "between").random((len(here.indicators), here.draws))
    judge = Judge(here, position, tuple(minimums), shown_only, price, reach)
    few, many = split_choice(chosen, MOST_SETS)
    look = int(np.clip(_FIRST_LOOK // (few or chosen).sets, _FEWEST_DRAWS, here.draws))
    candidates = list(all_sets(few)) if few else []
    if look < here.draws:
        candidates = [judge.with_draws(look).keep_best(sets) for sets in candidates]
    if many:
        candidates += _climb(judge.with_draws(look), many, likely_set(here, many, price))
    sets, nearest = judge.rank(candidates)
    return Combinations(
        sets, nearest, chosen.sets, "milp" if many else "enumeration", here.draws, look
    )


def _climb(judge: Judge, chosen: Choice, members: tuple[int, ...]) -> list[Counts]:
    """Exchange solutions as long as that makes the set better; return the last sets looked at."""
    while True:
        candidates = around(members, chosen)
        sets, nearest = judge.rank(candidates)
        best = sets[0] if nearest is None else nearest
        found = tuple(map(judge.offer.solutions.index, best.solutions))
        if found == members:
            return candidates
        members = found
