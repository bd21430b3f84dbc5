"""Why does a solution score what it scores: what each theme, criterion and indicator adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.comparison.contribution import (
    Contributions,
    contributions,
    contributions_by_method,
)
from identiteitslab.decision.answers.ground import (
    indicator_shares,
    indicator_weights,
    owners,
    table,
)

if TYPE_CHECKING:
    from identiteitslab.decision.evaluation import Evaluation


def why(evaluation: Evaluation) -> Contributions:
    """Split each expected total over the indicators, with criterion and theme as levels.

    ``why(evaluation).by("theme")`` and ``.by("criterion")`` add up. With an own method a criterion
    adds what it brings when it joins, averaged over orders in which criteria can join; its
    indicators share that as they share the criterion's score.
    """
    scores, catalogue = evaluation.scores, evaluation.catalogue
    owner = [catalogue.criterion_of[name] for name in scores.indicator_ids]
    split = contributions(
        scores.indicators.mean(axis=2, dtype=np.float64),
        indicator_weights(evaluation),
        levels={"criterion": owner, "theme": [catalogue.theme_of[name] for name in owner]},
        solutions=scores.solution_ids,
        items=scores.indicator_ids,
    )
    if evaluation.method is None:
        return split
    added = contributions_by_method(
        table(evaluation), evaluation.method, seed=evaluation.question.seed
    )
    place, shares = owners(evaluation), indicator_shares(evaluation)
    score = scores.indicators.mean(axis=2, dtype=np.float64) * shares
    whole = np.stack([np.bincount(place, row)[place] for row in score])
    part = np.divide(score, whole, out=shares.copy(), where=whole > 0)
    return split.with_points(added[:, place] * part)
