"""At which weight does the solution with the best chance of first place change."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from identiteitslab.comparison.common.arrays import Double, Single
from identiteitslab.comparison.common.draws import block_totals, ready_scores
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
    draws, places : int
        Number of draws, and of weights at which to look.

    Raises
    ------
    ValueError
        For pools that do not fit the table, or fewer than two places.
    """
    if places < 2:  # noqa: PLR2004 - a way has two ends
        raise ValueError(f"places is {places}: expected at least two")
    totals = _node_totals(pools, table, path, seed, draws)
    weights: Double = (np.arange(places) + 0.5) / places
    mixes = path.mix(weights).astype(np.float32)
    first = np.stack(
        [first_shares(np.einsum("sn,nsd->sd", mix, totals), table.eligible) for mix in mixes]
    )
    return ChanceFlips(
        path.item,
        path.now,
        draws,
        weights,
        table.solutions,
        first,
        _crossings(weights, first, draws, table),
    )


def _node_totals(pools: ArrayLike, table: Table, path: WeightPath, seed: int, draws: int) -> Single:
    """Return totals (node, solution, draw), the same draws at every node."""
    scores = ready_scores(
        pools, seed=seed, applies=table.applies, theme=table.theme, solutions=table.solutions
    )
    sets = [path.weights(node).astype(np.float32)[:, None] for node in NODES.tolist()]
    return np.stack([block_totals(scores, np.repeat(one, draws, axis=1), 0) for one in sets])


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
