"""Scores with their uncertainty: per cell a pool of equally likely scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.scoring.value_functions import score
from identiteitslab.simulation.streams import stream

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.model import Context, Indicator, ValueFunction
    from identiteitslab.estimation.estimate import Estimates

    Single = NDArray[np.float32]
    Bools = NDArray[np.bool_]

SAMPLES = 4096
"""Scores in a pool, at the middles of equally likely slices of what is known."""


ENDS = (0.025, 0.975)


def spread(pools: ArrayLike) -> NDArray[np.float64]:
    """Give low, mean and high of pools ``(..., samples)``: 95 % lies between; ``(3, ...)``."""
    samples = np.asarray(pools)
    low, high = np.quantile(samples, ENDS, axis=-1)
    return np.stack([low, samples.mean(axis=-1, dtype=np.float64), high]).astype(np.float64)


@dataclass(frozen=True)
class Scores:
    """Scores of solutions, 0..100.

    Attributes
    ----------
    indicators, criteria
        Pools of shape (solution, indicator or criterion, ``SAMPLES``). A cell without evidence
        is spread evenly over 0..100: unknown, not zero; see `possible`.
    known
        (solution, indicator): something was measured.
    applies
        (solution, criterion): the criterion holds for this solution.
    """

    solution_ids: tuple[str, ...]
    indicator_ids: tuple[str, ...]
    criterion_ids: tuple[str, ...]
    indicators: Single
    criteria: Single
    known: Bools
    applies: Bools


def score_pools(
    catalogue: Catalogue,
    context: Context,
    day: dt.date,
    estimates: Estimates,
    *,
    seed: int,
) -> Scores:
    """Score every indicator and criterion of every solution.

    Each cell is shuffled by its own seed, made from the ids of solution and indicator: adding a
    solution or a criterion changes no other score.
    """
    scored = {n: i for n, i in catalogue.in_context(context).items() if i.share > 0}
    solutions = tuple(catalogue.solutions)
    pools = np.empty((len(solutions), len(scored), SAMPLES), dtype=np.float32)
    known = np.zeros(pools.shape[:2], dtype=np.bool_)
    applies = _applies(catalogue, scored)
    for column, (name, indicator) in enumerate(scored.items()):
        function = indicator.value_on(day)
        for row, solution in enumerate(solutions):
            values = estimates.values(solution, name)
            known[row, column] = values is not None
            if values is None:
                cell = possible(function, estimates.longer_than(solution, name))
            else:
                cell = score(values, function)
            order = stream(seed, "cell", solution, name).permutation(SAMPLES)
            pools[row, column] = cell[order]
    criteria, holds = _criteria(catalogue, scored, pools, applies)
    names = tuple(dict.fromkeys(catalogue.criterion_of[name] for name in scored))
    return Scores(solutions, tuple(scored), names, pools, criteria, known & applies, holds)


def possible(function: ValueFunction, longer_than: float | None = None) -> NDArray[np.float64]:
    """Spread the score of something without a value evenly over all that it can be.

    Parameters
    ----------
    function
        Turns values into scores.
    longer_than
        A value that is surely exceeded, as where everybody ran into a time-out; None where
        nothing at all is known.

    Returns
    -------
    (SAMPLES,) float64
        Rising scores: over 0..100, or between the scores of `longer_than` and of what is endless.
    """
    low, high = span(function, longer_than)
    return low + (high - low) * (np.arange(SAMPLES) + 0.5) / SAMPLES


def span(function: ValueFunction, longer_than: float | None = None) -> tuple[float, float]:
    """Give the lowest and the highest score that something without a value can have."""
    if longer_than is None:
        return 0.0, 100.0
    low, high = np.sort(score([longer_than, np.inf], function)).tolist()
    return low, high


def _applies(catalogue: Catalogue, scored: Mapping[str, Indicator]) -> Bools:
    return np.array(
        [
            [i.applies_if is None or i.applies_if in solution.properties for i in scored.values()]
            for solution in catalogue.solutions.values()
        ],
        dtype=np.bool_,
    )


def _criteria(
    catalogue: Catalogue, scored: Mapping[str, Indicator], pools: Single, applies: Bools
) -> tuple[Single, Bools]:
    owner = [catalogue.criterion_of[name] for name in scored]
    names = list(dict.fromkeys(owner))
    share = np.zeros((len(scored), len(names)), dtype=np.float32)
    for row, (indicator, name) in enumerate(zip(scored.values(), owner, strict=True)):
        share[row, names.index(name)] = indicator.share
    weight = applies[:, :, None] * share
    total = weight.sum(axis=1)
    holds = total > 0
    weight = (weight / np.where(holds, total, 1.0)[:, None, :]).astype(np.float32)
    return np.einsum("ais,aic->acs", pools, weight, optimize=True), holds
