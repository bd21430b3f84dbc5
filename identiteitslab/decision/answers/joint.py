"""What does each gemeente contribute to what all of them know together?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.comparison.joint_certainty import JointCertainty, joint_certainty
from identiteitslab.decision.answers.gemeente_level import UNKNOWN_VARIANCE, gemeente_level
from identiteitslab.decision.answers.ground import indicator_weights

if TYPE_CHECKING:
    from identiteitslab.decision.answers.gemeente_level import GemeenteLevel
    from identiteitslab.decision.evaluation import Evaluation

LEAST_VARIANCE = 1.0
"""No score is taken as known better than to one point, however exact a report claims to be."""


def joint(evaluation: Evaluation, level: GemeenteLevel | None = None) -> JointCertainty:
    """Divide the joint certainty over the gemeenten, by what each takes away of the uncertainty.

    A cell's uncertainty is the variance of its score, from evenly spread over 0..100 before any
    measurement to what is left now, and counts by the squared weight of the cell in the total.
    Cells are named ``solution/indicator``. The level of each gemeente may be given along.
    """
    level = level or gemeente_level(evaluation)
    scores = evaluation.scores
    before = 1 / UNKNOWN_VARIANCE
    known = 1 / np.maximum(level.variance, LEAST_VARIANCE) - before
    solutions = np.array(scores.solution_ids)[level.solution]
    indicators = np.array(scores.indicator_ids)[level.indicator]
    return joint_certainty(
        (level.share * np.maximum(known, 0.0)[:, None]).T,
        before,
        importance=indicator_weights(evaluation)[level.solution, level.indicator] ** 2,
        gemeenten=level.gemeenten,
        cells=[f"{s}/{i}" for s, i in zip(solutions, indicators, strict=True)],
    )
