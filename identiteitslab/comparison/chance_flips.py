"""At which weight does the solution with the best chance of first place change."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from identiteitslab.comparison.common.arrays import Double, Single
from identiteitslab.comparison.common.draws import (
    Method,
    Scores,
    block_totals,
    ready_scores,
)
from identiteitslab.comparison.common.ranks import first_shares
from identiteitslab.comparison.common.table import Table
from identiteitslab.comparison.common.weight_path import NODES, WeightPath


@dataclass(frozen=True)
class Crossing:
    """A weight at which two solutions are equally likely to come first."""

    weight: float
    standard_error: float
    """Monte Carlo standard error of the weight."""
    chance: float
    """The chance of first place both have there."""
    before: str
    after: str


@dataclass(frozen=True)
class ChanceFlips:
    """Chances of first place at every weight of one item."""

    item: str
    now: float
    draws: int
    weights: Double
    """(place,) weights of the item."""
    solutions: tuple[str, ...]
    first: Double
    """(place, solution) chance to come first; ties all count."""
    crossings: tuple[Crossing, ...]
    """Where the most likely first changes, from low to high weight."""

    def to_frame(self) -> pd.DataFrame:
        """Return one row per weight, one column per solution."""
        return pd.DataFrame(
            self.first, index=pd.Index(self.weights, name="weight"), columns=list(self.solutions)
        )


def chance_flips(
    pools: ArrayLike,
    table: Table,
    path: WeightPath,
    *,
    seed: int,
    method: Method | None = None,
    draws: int = 4096,
    places: int = 51,
) -> ChanceFlips:
    """Follow each solution's chance of first place while one weight moves.

    The same draws serve every weight, so differences along the way carry almost no noise.

    Parameters
    ----------
    pools : (solution, criterion, sample) float
        Equally likely scores of each cell.
    table : Table
        Weights, names and which criteria apply.
    path : WeightPath
        The weight that moves: `theme_path` or `criterion_path`.
    seed : int
        Seed of the evaluation.
    method : callable, optional
        Utility from values and weights, as in `rank_acceptability`. None: the weighted sum.
    draws, places : int
        Number of draws, and of weights at which to look.

    Raises
    ------
    ValueError
        For pools that do not fit the table, or fewer than two places.
    """
    if places < 2:  # noqa: PLR2004 - a way has two ends
        raise ValueError(f"places is {places}: expected at least two")
    scores = ready_scores(
        pools, seed=seed, applies=table.applies, theme=table.theme, solutions=table.solutions
    )
    weights: Double = (np.arange(places) + 0.5) / places
    along = _along(scores, path, weights, draws, method)
    first = np.stack([first_shares(totals, table.eligible) for totals in along])
    return ChanceFlips(
        path.item,
        path.now,
        draws,
        weights,
        table.solutions,
        first,
        _crossings(weights, first, draws, table),
    )


def _along(
    scores: Scores, path: WeightPath, weights: Double, draws: int, method: Method | None
) -> Iterator[Single]:
    """Yield totals (solution, draw) at each weight, from the same draws."""

    def totals_at(weight: float) -> Single:
        fixed = path.weights(weight).astype(np.float32)
        return block_totals(scores, np.repeat(fixed[:, None], draws, axis=1), 0, method)

    if method is not None:
        yield from map(totals_at, weights.tolist())
        return
    nodes = np.stack([totals_at(node) for node in NODES.tolist()])
    for mix in path.mix(weights).astype(np.float32):
        yield np.einsum("sn,nsd->sd", mix, nodes)


def _crossings(weights: Double, first: Double, draws: int, table: Table) -> tuple[Crossing, ...]:
    leaders = first.argmax(axis=1)
    found = []
    for (low, high), place in zip(pairwise(weights.tolist()), range(len(weights)), strict=False):
        one, other = leaders[place], leaders[place + 1]
        if one == other:
            continue
        ahead, behind = (first[place + step, one] - first[place + step, other] for step in (0, 1))
        part = ahead / (ahead - behind) if ahead != behind else 0.5
        chance = float((1 - part) * first[place, one] + part * first[place + 1, one])
        slope = (ahead - behind) / (high - low)
        error = float(np.sqrt(2 * chance / draws) / slope) if slope > 0 else high - low
        found.append(
            Crossing(
                float(low + part * (high - low)),
                error,
                chance,
                table.solutions[one],
                table.solutions[other],
            )
        )
    return tuple(found)
