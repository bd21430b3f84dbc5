"""Who may rank: knocked-out solutions stand apart, minimums not shown leave a mark."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from identiteitslab.comparison.common.arrays import Double, Mask, as_finite, as_ids, refuse_where
from identiteitslab.estimation.knockout import Outcome
from identiteitslab.scoring.minimums import judge_probability, overall


@dataclass(frozen=True)
class Nearest:
    """The solution that comes nearest to meeting all minimums, when none does."""

    solution: str
    short_of: tuple[str, ...]
    """Minimums it fails."""
    probability: float
    """Lowest probability over these minimums that it meets one."""


@dataclass(frozen=True)
class Eligibility:
    """Outcome of every minimum for every solution."""

    solutions: tuple[str, ...]
    minimums: tuple[str, ...]
    probability: Double
    """(solution, minimum) probability that it is met."""
    outcomes: tuple[tuple[Outcome, ...], ...]
    """Per solution, per minimum."""

    @property
    def eligible(self) -> Mask:
        """(solution,): fails no minimum, so it may rank."""
        return np.array([overall(row) != "failed" for row in self.outcomes], dtype=np.bool_)

    @property
    def marked(self) -> Mask:
        """(solution,): may rank, but some minimum is not shown to be met."""
        return np.array([overall(row) == "not_shown" for row in self.outcomes], dtype=np.bool_)

    @property
    def nearest(self) -> Nearest | None:
        """None as long as some solution may rank."""
        if self.eligible.any():
            return None
        failed = np.array([[one == "failed" for one in row] for row in self.outcomes])
        ranked = np.lexsort(
            (-np.where(failed, self.probability, 1).min(axis=1), failed.sum(axis=1))
        )
        row = int(ranked[0])
        short = tuple(name for name, lost in zip(self.minimums, failed[row], strict=True) if lost)
        return Nearest(self.solutions[row], short, float(self.probability[row][failed[row]].min()))

    def to_frame(self) -> pd.DataFrame:
        """Return the outcomes, one row per solution and one column per minimum."""
        return pd.DataFrame(
            list(self.outcomes),
            index=pd.Index(self.solutions, name="solution"),
            columns=list(self.minimums),
        )


def judge_minimums(
    probability: ArrayLike,
    *,
    solutions: Sequence[str] | None = None,
    minimums: Sequence[str] | None = None,
) -> Eligibility:
    """Judge every minimum by the probability that it is met: met, failed or not shown.

    Parameters
    ----------
    probability : (solution, minimum) float
        0 or 1 for a point test; anything between the sure limits for what is not measured.
    solutions, minimums : sequence of str, optional
        Ids.

    Raises
    ------
    ValueError
        For a bad shape or probabilities outside 0..1.
    """
    values = as_finite("probability", probability, (None, None), "solution, minimum")
    refuse_where("probability", values, (values < 0) | (values > 1), "a number from 0 to 1")
    return Eligibility(
        as_ids("solutions", solutions, values.shape[0]),
        as_ids("minimums", minimums, values.shape[1]),
        values,
        tuple(tuple(judge_probability(one) for one in row) for row in values.tolist()),
    )
