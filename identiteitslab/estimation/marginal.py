"""The posterior of one quantity in every cell, and the numbers that people read from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr, ndtri

from identiteitslab.estimation.arrays import as_floats, ends_of, per_cell, require

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from identiteitslab.estimation.arrays import Floats
    from identiteitslab.estimation.knots import Knots
    from identiteitslab.estimation.link import Link

FARTHEST_SCORE = 9.0  # probabilities 0 and 1 are read here, just before infinity


@dataclass(frozen=True)
class Marginal:
    """The posterior of one quantity in each of B cells."""

    link: Link
    knots: Knots

    def quantile(self, q: ArrayLike) -> Floats:
        """Give quantiles ``(B, Q)`` on the natural scale.

        Parameters
        ----------
        q
            Probabilities: ``(Q,)`` for every cell, or ``(B, Q)``.
        """
        wanted = np.atleast_1d(as_floats("q", q))
        require("q", wanted, (wanted >= 0) & (wanted <= 1), "a probability from 0 to 1")
        score = np.clip(ndtri(wanted), -FARTHEST_SCORE, FARTHEST_SCORE)
        return self.link.inverse(self.knots.at(score))

    def interval(self, level: float = 0.95) -> Floats:
        """Give the equal-tailed interval ``(B, 2)`` on the natural scale."""
        return self.quantile(ends_of(level))

    def probability_at_least(self, limit: ArrayLike) -> Floats:
        """Give the probability ``(B,)`` that the natural value is `limit` or more."""
        natural = per_cell("limit", limit, self.knots.value.shape[0])
        return np.asarray(ndtr(-self.knots.score_of(self.link.forward(natural))))

    def draw(self, n: int, rng: np.random.Generator) -> Floats:
        """Draw ``(B, n)`` natural values, one in each n-th of the distribution, in random order.

        Stratified draws carry far less noise than independent ones, and are as random in order.
        """
        require("n", np.asarray(n), np.asarray(n >= 1), "at least one draw")
        cells = self.knots.value.shape[0]
        strata = (np.arange(n) + rng.random((cells, n))) / n
        return self.quantile(rng.permuted(strata, axis=1))
