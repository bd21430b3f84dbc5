"""What every answer stands on: the expected scores of an evaluation, with names and weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.comparison.common.table import Table, score_table

if TYPE_CHECKING:
    from identiteitslab.comparison.common.arrays import Double
    from identiteitslab.decision.evaluation import Evaluation


def table(evaluation: Evaluation) -> Table:
    """Return expected scores and weights per criterion, with who may rank."""
    scores = evaluation.scores
    return score_table(
        scores.criteria.mean(axis=2, dtype=np.float64),
        list(evaluation.weights.values()),
        eligible=evaluation.ranks.eligible,
        applies=scores.applies,
        theme=evaluation.weighing.theme,
        solutions=scores.solution_ids,
        criteria=scores.criterion_ids,
    )


def themes(evaluation: Evaluation) -> tuple[str, ...]:
    """Return the ids of the themes, in the order of their numbers."""
    return tuple(evaluation.weighing.theme_points)


def theme_means(evaluation: Evaluation) -> Double:
    """Return the expected score on each theme, (solution, theme)."""
    names = themes(evaluation)
    equal = table(evaluation).reweighted(evaluation.weighing.sampler.share)
    inside = np.eye(len(names))[equal.theme] * len(names)
    means: Double = (equal.own_weights * equal.means) @ inside
    return means


def criteria_of(evaluation: Evaluation, item: str) -> tuple[str, ...]:
    """Return the criteria of a theme, or a criterion itself.

    Raises
    ------
    ValueError
        For an item that is neither.
    """
    scores, theme_of = evaluation.scores, evaluation.catalogue.theme_of
    if item in scores.criterion_ids:
        return (item,)
    found = tuple(name for name in scores.criterion_ids if theme_of[name] == item)
    if not found:
        known = ", ".join((*themes(evaluation), *scores.criterion_ids))
        raise ValueError(f"item is {item!r}: expected one of {known}")
    return found


def indicator_shares(evaluation: Evaluation) -> Double:
    """Return the part of each indicator in its criterion, (solution, indicator).

    Where an indicator does not apply to a solution, the others of its criterion take its part.
    """
    scores, catalogue = evaluation.scores, evaluation.catalogue
    raw = np.array([catalogue.indicators[name].share for name in scores.indicator_ids])
    owner = owners(evaluation)
    own = raw * evaluation.indicator_applies
    sums = np.stack([np.bincount(owner, row, minlength=owner.max() + 1) for row in own])
    shares: Double = np.divide(own, sums[:, owner], out=np.zeros_like(own), where=own > 0)
    return shares


def owners(evaluation: Evaluation) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Return the place of the criterion of each indicator, (indicator,)."""
    scores, catalogue = evaluation.scores, evaluation.catalogue
    places = {name: place for place, name in enumerate(scores.criterion_ids)}
    return np.array([places[catalogue.criterion_of[name]] for name in scores.indicator_ids])


def indicator_weights(evaluation: Evaluation) -> Double:
    """Return the expected weight of each indicator, (solution, indicator); rows sum to one."""
    weights: Double = table(evaluation).own_weights[:, owners(evaluation)]
    weights *= indicator_shares(evaluation)
    return weights
