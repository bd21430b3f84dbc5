"""Would another way of adding up give another order?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.comparison.common.draws import use_method
from identiteitslab.comparison.robustness import METHODS, Robustness, robustness
from identiteitslab.decision.answers.ground import table

if TYPE_CHECKING:
    from identiteitslab.comparison.common.arrays import Double
    from identiteitslab.decision.evaluation import Evaluation

OWN = "own"


def other_methods(evaluation: Evaluation) -> Robustness:
    """Rank the solutions by each way of adding up; an own method stands first, as ``own``."""
    method = evaluation.method
    if method is None:
        return robustness(table(evaluation))

    def own(scores: Double, weights: Double) -> Double:
        utility = use_method(method, scores[:, :, None], weights[:, None])
        return utility[:, 0].astype(np.float64)

    return robustness(table(evaluation), {OWN: own, **METHODS})
