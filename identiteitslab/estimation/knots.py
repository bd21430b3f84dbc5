"""A distribution for each cell, held as its quantiles at fixed normal scores.

`SCORES` are the scores, ``Phi^-1(probability)``. Between them the quantile function is a cubic
Hermite curve in the score, beyond them a straight line (a normal tail). The probabilities that
people read (90, 95 and 99%, one- and two-sided) are scores themselves: there the curve is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from identiteitslab.estimation.hermite import Piece, take

if TYPE_CHECKING:
    from collections.abc import Callable

    from identiteitslab.estimation.arrays import Floats, Places

READ_LEVELS = np.array([0.005, 0.01, 0.025, 0.05, 0.1])
MIDDLE = np.arange(-12, 13) / 4
TAIL = np.array([3.5, 4.25, 5.0, 6.0])
SCORES: Floats = np.unique(
    np.concatenate([MIDDLE, -TAIL, TAIL, ndtri(READ_LEVELS), -ndtri(READ_LEVELS)])
)
WIDTHS: Floats = np.diff(SCORES)


def normal_density(score: Floats) -> Floats:
    """Give the density of the standard normal distribution."""
    # Beyond forty scores the density is 0 in any arithmetic, and its square need not overflow.
    near = np.clip(score, -40.0, 40.0)
    return np.asarray(np.exp(-0.5 * near**2) / np.sqrt(2 * np.pi))


@dataclass(frozen=True)
class Knots:
    """Quantiles at `SCORES` for any number of distributions.

    Parameters
    ----------
    value
        Quantiles, ``(..., scores)``, increasing along the last axis.
    slope
        Their derivatives with respect to the score, same shape.
    """

    value: Floats
    slope: Floats

    def pick(self, choose: Callable[[Floats], Floats]) -> Knots:
        """Apply the same selection or reshaping to values and slopes."""
        return Knots(choose(self.value), choose(self.slope))

    def at(self, score: Floats) -> Floats:
        """Read the quantile at scores, ``(Q,)`` for all or ``(..., Q)`` for each."""
        inside = np.clip(score, SCORES[0], SCORES[-1])
        left = np.clip(np.searchsorted(SCORES, inside, side="right") - 1, 0, WIDTHS.size - 1)
        curve = self._piece(left).at((inside - SCORES[left]) / WIDTHS[left])
        outer = np.where(score > 0, self.slope[..., -1:], self.slope[..., :1])
        return np.asarray(curve + outer * (score - inside))

    def score_of(self, value: Floats) -> Floats:
        """Find the score at which the quantile is `value`, ``(...,)``, infinite allowed."""
        inside = np.clip(value, self.value[..., 0], self.value[..., -1])
        left = np.clip((self.value <= inside[..., None]).sum(-1) - 1, 0, WIDTHS.size - 1)
        share = self._piece(left[..., None]).share_of(inside[..., None])[..., 0]
        outer = np.where(value > inside, self.slope[..., -1], self.slope[..., 0])
        return np.asarray(SCORES[left] + WIDTHS[left] * share + (value - inside) / outer)

    def _piece(self, left: Places) -> Piece:
        """Give the stretches of the curves that start at the scores `left`."""
        if left.ndim == 1:
            ends = [part[..., left + step] for step in (0, 1) for part in (self.value, self.slope)]
        else:
            ends = [take(part, left + step) for step in (0, 1) for part in (self.value, self.slope)]
        return Piece(WIDTHS[left], *ends)
