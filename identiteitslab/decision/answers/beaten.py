"""Which solutions are beaten everywhere, and which could come first by some weights?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.comparison.dominance import Dominance, could_be_first, dominance
from identiteitslab.comparison.weighing.polytope import polytope
from identiteitslab.decision.answers.ground import table, theme_means, themes

if TYPE_CHECKING:
    import pandas as pd

    from identiteitslab.decision.evaluation import Evaluation


@dataclass(frozen=True)
class Beaten:
    """Who dominates whom among the solutions that do not fail, and who could come first."""

    dominance: Dominance
    first_with: dict[str, dict[str, float] | None]
    """Per solution, theme weights that put it first by the largest lead; None where none do."""

    @property
    def non_dominated(self) -> tuple[str, ...]:
        """Solutions that no other beats on every criterion, on expected scores."""
        return self.dominance.non_dominated

    def to_frame(self) -> pd.DataFrame:
        """Return one row per pair in which one dominates the other."""
        return self.dominance.to_frame()


def beaten(evaluation: Evaluation) -> Beaten:
    """Find dominance over criteria, and theme weights that would put each solution first.

    Solutions that fail a minimum take no part. Theme weights are those of the weighted sum, with
    the shares within themes as they are.
    """
    expected, names = table(evaluation), themes(evaluation)
    rows = np.flatnonzero(expected.eligible)
    left = tuple(expected.solutions[row] for row in rows)
    if not left:
        nobody = np.zeros((0, 0), dtype=np.bool_)
        return Beaten(Dominance((), nobody, nobody, nobody), {})
    scores = evaluation.scores
    firsts = could_be_first(theme_means(evaluation)[rows], polytope(names), solutions=left)
    return Beaten(
        dominance(scores.criteria[rows], applies=scores.applies[rows], solutions=left),
        {
            solution: None if found is None else dict(zip(names, found, strict=True))
            for solution, found in firsts.items()
        },
    )
