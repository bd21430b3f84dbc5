"""Does the outcome hang on one criterion, or on one gemeente."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from identiteitslab.comparison.common.arrays import (
    Counts,
    Double,
    Mask,
    Single,
    as_finite,
    as_ids,
    as_mask,
    index_of,
    refuse_where,
)
from identiteitslab.comparison.common.draws import (
    Method,
    Scores,
    block_totals,
    ready_scores,
    use_method,
)
from identiteitslab.comparison.common.masks import drop_weights
from identiteitslab.comparison.common.ranks import first_shares
from identiteitslab.comparison.common.table import Table, ranks_among, totals_along
from identiteitslab.comparison.common.weight_blocks import weight_blocks
from identiteitslab.scoring.weights import WeightSampler


@dataclass(frozen=True)
class LeftOut:
    """Totals and order without each item in turn, beside those with everything."""

    items: tuple[str, ...]
    """What is left out: criteria or gemeenten."""
    solutions: tuple[str, ...]
    totals: Double
    """(item, solution) expected totals without the item."""
    ranks: Counts
    """(item, solution) ranks without the item; zero for a knocked-out solution."""
    all_totals: Double
    """(solution,) with everything."""
    all_ranks: Counts

    @property
    def changes_first(self) -> Mask:
        """(item,): another solution comes first without the item."""
        changes: Mask = np.logical_or.reduce((self.ranks == 1) != (self.all_ranks == 1), axis=1)
        return changes

    @property
    def changes_order(self) -> Mask:
        """(item,): the order differs without the item."""
        changes: Mask = np.logical_or.reduce(self.ranks != self.all_ranks, axis=1)
        return changes

    @property
    def shifts(self) -> Double:
        """(item, solution) change of the total when the item is left out."""
        return self.totals - self.all_totals

    def to_frame(self) -> pd.DataFrame:
        """Return one row per item: largest shift, first place, and what changes."""
        names = np.array(self.solutions)
        largest = np.abs(self.shifts).argmax(axis=1)
        return pd.DataFrame(
            {
                "largest_shift": self.shifts[np.arange(len(self.items)), largest],
                "shifted": names[largest],
                "first": [", ".join(names[row == 1]) for row in self.ranks],
                "changes_first": self.changes_first,
                "changes_order": self.changes_order,
            },
            index=pd.Index(self.items, name="left_out"),
        )


def leave_one_criterion_out(table: Table, *, method: Method | None = None) -> LeftOut:
    """Leave each criterion out in turn; its weight goes to the rest of its theme.

    Where a solution has no other criterion in that theme, all other weights take over in
    proportion.

    Parameters
    ----------
    table : Table
        Expected scores, weights and names.
    method : callable, optional
        Utility from values and weights, as in `rank_acceptability`. None: the weighted sum.

    Raises
    ------
    ValueError
        For a solution with all weight on one criterion.
    """
    totals = np.stack([_without(table, place, method) for place in range(len(table.criteria))])
    every = totals_along(table, table.weights[:, None], method)[0]
    return LeftOut(
        items=table.criteria,
        solutions=table.solutions,
        totals=totals,
        ranks=ranks_among(totals, table.eligible),
        all_totals=every,
        all_ranks=ranks_among(every, table.eligible),
    )


@dataclass(frozen=True)
class GemeentenLeftOut(LeftOut):
    """Outcome without each gemeente in turn, with the chances of first place.

    All come from the same draws, so differences carry almost no Monte Carlo error.
    """

    first: Double
    """(item, solution) chance to come first without the gemeente."""
    all_first: Double
    """(solution,) chance to come first with all gemeenten."""
    draws: int


def leave_one_gemeente_out(
    pools: ArrayLike,
    re_estimated: Iterable[tuple[str, Mapping[str, ArrayLike]]],
    weights: ArrayLike | WeightSampler,
    *,
    seed: int,
    eligible: ArrayLike | None = None,
    eligible_without: Mapping[str, ArrayLike] | None = None,
    applies: ArrayLike | None = None,
    theme: ArrayLike | None = None,
    solutions: Sequence[str] | None = None,
    method: Method | None = None,
    draws: int = 4096,
) -> GemeentenLeftOut:
    """Compare the outcome with that without each gemeente.

    Parameters
    ----------
    pools : (solution, criterion, sample) float
        Equally likely scores of each cell, estimated from all gemeenten.
    re_estimated : iterable of (gemeente, {solution: (criterion, sample) pools})
        Pools estimated anew without the gemeente, only for the solutions it measured.
    weights, eligible, applies, theme, solutions, method, seed
        As in `rank_acceptability`.
    eligible_without : mapping of gemeente to (solution,) bool, optional
        Who may rank without a gemeente, where that differs.
    draws : int
        Number of draws.

    Raises
    ------
    ValueError
        For an unknown solution, or input as refused by `rank_acceptability`.
    """
    scores = ready_scores(pools, seed=seed, applies=applies, theme=theme, solutions=solutions)
    count, items = scores.pools.shape[:2]
    drawn = weight_blocks(weights, items, draws=draws, size=draws, seed=seed).block(0)
    ranked = as_mask("eligible", eligible, (count,), "solution")
    with_all = block_totals(scores, drawn, 0, method)
    names, totals, may_rank, first = [], [], [], []
    for gemeente, changed in re_estimated:
        without = _redraw(with_all, scores, changed, drawn, method)
        takes_part = (eligible_without or {}).get(gemeente, ranked)
        said = f"eligible_without[{gemeente!r}]"
        may_rank.append(as_mask(said, takes_part, (count,), "solution"))
        names.append(gemeente)
        totals.append(without.mean(axis=1, dtype=np.float64))
        first.append(first_shares(without, may_rank[-1]))
    every = with_all.mean(axis=1, dtype=np.float64)
    return GemeentenLeftOut(
        items=tuple(names),
        solutions=scores.solutions,
        totals=np.array(totals).reshape(len(names), count),
        ranks=_ranks(np.array(totals).reshape(len(names), count), may_rank),
        all_totals=every,
        all_ranks=ranks_among(every, ranked),
        first=np.array(first).reshape(len(names), count),
        all_first=first_shares(with_all, ranked),
        draws=drawn.shape[1],
    )


def shift_gemeenten_out(
    totals: ArrayLike,
    shift: ArrayLike,
    stretch: ArrayLike,
    *,
    gemeenten: Sequence[str],
    eligible: ArrayLike | None = None,
    eligible_without: ArrayLike | None = None,
    solutions: Sequence[str] | None = None,
) -> GemeentenLeftOut:
    """Compare the outcome with that without each gemeente, from how totals then move.

    Parameters
    ----------
    totals : (solution, draw) float
        Drawn totals with all gemeenten.
    shift, stretch : (gemeente, solution) float
        How far each expected total moves without the gemeente, and how many times wider it
        spreads.
    gemeenten, solutions : sequence of str
        Ids.
    eligible : (solution,) bool, optional
        False for a knocked-out solution.
    eligible_without : (gemeente, solution) bool, optional
        The same without each gemeente; as with all of them if not given.

    Raises
    ------
    ValueError
        For bad shapes, values that are not finite, or a stretch below zero.
    """
    drawn = as_finite("totals", totals, (None, None), "solution, draw")
    count, draws = drawn.shape
    shape = (len(gemeenten), count)
    moves = as_finite("shift", np.reshape(shift, shape), shape, "gemeente, solution")
    widths = as_finite("stretch", np.reshape(stretch, shape), shape, "gemeente, solution")
    refuse_where("stretch", widths, widths < 0, "zero or more")
    ranked = as_mask("eligible", eligible, (count,), "solution")
    ranked_then = (
        np.broadcast_to(ranked, shape)
        if eligible_without is None
        else as_mask("eligible_without", eligible_without, shape, "gemeente, solution")
    )
    every = drawn.mean(axis=1)
    apart = drawn - every[:, None]
    first = [
        first_shares(((every + move)[:, None] + apart * width[:, None]).astype(np.float32), takes)
        for move, width, takes in zip(moves, widths, ranked_then, strict=True)
    ]
    return GemeentenLeftOut(
        items=as_ids("gemeenten", gemeenten, len(gemeenten)),
        solutions=as_ids("solutions", solutions, count),
        totals=every + moves,
        ranks=_ranks(every + moves, ranked_then),
        all_totals=every,
        all_ranks=ranks_among(every, ranked),
        first=np.array(first).reshape(shape),
        all_first=first_shares(drawn.astype(np.float32), ranked),
        draws=draws,
    )


def _ranks(totals: Double, eligible: Iterable[Mask]) -> Counts:
    """Return ranks (gemeente, solution), each among those that may rank without the gemeente."""
    ranks = [ranks_among(*one) for one in zip(totals, eligible, strict=True)]
    return np.array(ranks, dtype=np.int64).reshape(totals.shape)


def _redraw(
    totals: Single,
    scores: Scores,
    changed: Mapping[str, ArrayLike],
    weights: Single,
    method: Method | None,
) -> Single:
    """Draw totals anew for the solutions of which the pools changed."""
    redrawn = totals.copy()
    for solution, pools in changed.items():
        row = index_of("re_estimated", solution, scores.solutions)
        own = ready_scores(
            np.asarray(pools)[None],
            seed=scores.seed,
            applies=scores.applies[row][None],
            theme=scores.theme,
            solutions=(solution,),
        )
        redrawn[row] = block_totals(own, weights, 0, method)[0]
    return redrawn


def _without(table: Table, place: int, method: Method | None) -> Double:
    """Return totals (solution,) without one criterion."""
    applies = table.applies.copy()
    applies[:, place] = False
    own = drop_weights(table.weights, applies, table.theme)
    empty = own.sum(axis=1) == 0
    if empty.any():
        solution = table.solutions[int(empty.argmax())]
        raise ValueError(
            f"table.weights of {solution!r} are all on {table.criteria[place]!r}: "
            "expected others to remain"
        )
    if method is None:
        totals: Double = (own * table.means).sum(axis=1)
        return totals
    return np.array(
        [
            use_method(method, mean[used][None, :, None], row[used][:, None])[0, 0]
            for mean, row, used in zip(table.means, own, applies, strict=True)
        ],
        dtype=np.float64,
    )
