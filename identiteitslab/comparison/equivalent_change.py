"""What is so much better here worth elsewhere: the exchange rates behind weights."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from identiteitslab.comparison.common.arrays import (
    as_finite,
    as_ids,
    as_weights,
    index_of,
    refuse_where,
)
from identiteitslab.scoring.value_functions import piecewise


@dataclass(frozen=True)
class EquivalentChange:
    """Score points on each criterion that weigh as much as a change on one criterion."""

    criterion: str
    change: float
    """Score points on that criterion."""
    total: float
    """Points of the total that the change is worth."""
    criteria: tuple[str, ...]
    equivalent: tuple[float | None, ...]
    """Score points; None where the criterion has no weight, so no change can match."""
    within_scale: tuple[bool, ...]
    """Whether the equivalent fits between the score now and the end of the scale."""

    def to_frame(self) -> pd.DataFrame:
        """Return one row per criterion."""
        return pd.DataFrame(
            {"equivalent": self.equivalent, "within_scale": self.within_scale},
            index=pd.Index(self.criteria, name="criterion"),
        )


def equivalent_change(
    weights: ArrayLike,
    criterion: str,
    change: float,
    *,
    scores: ArrayLike | None = None,
    criteria: Sequence[str] | None = None,
) -> EquivalentChange:
    """Return what a change in one score equals on every criterion.

    Parameters
    ----------
    weights : (criterion,) float
        On any scale.
    criterion : str
        Id of the criterion that changes.
    change : float
        Score points, up or down.
    scores : (criterion,) float, optional
        Scores 0..100 to change from, to see whether an equivalent fits on the scale.
        None: any change of up to 100 points fits.
    criteria : sequence of str, optional
        Ids.

    Raises
    ------
    ValueError
        For an unknown criterion, bad weights, or scores outside 0..100.
    """
    size = np.size(weights)
    shares = as_weights(weights, size)
    names = as_ids("criteria", criteria, size)
    place = index_of("criterion", criterion, names)
    total = float(shares[place] * change)
    points = [total / share if share > 0 else None for share in shares.tolist()]
    lowest, highest = _room(scores, size)
    return EquivalentChange(
        criterion=criterion,
        change=float(change),
        total=total,
        criteria=names,
        equivalent=tuple(points),
        within_scale=tuple(
            point is not None and low - 1e-9 <= point <= high + 1e-9
            for point, low, high in zip(points, lowest, highest, strict=True)
        ),
    )


def value_after_change(
    value: float, change: float, cutoffs: ArrayLike, values: ArrayLike
) -> float | None:
    """Return the measured value nearest to ``value`` whose score is ``change`` points away.

    Parameters
    ----------
    value : float
        Measured value now, on the scale on which the value function is made of straight lines.
    change : float
        Score points, up or down.
    cutoffs, values : (point,) float
        The value function: increasing measured values and their scores.

    Returns
    -------
    float or None
        None where the value function never reaches that score.

    Raises
    ------
    ValueError
        For a value function that `piecewise` refuses.
    """
    cuts = np.asarray(cutoffs, dtype=np.float64)
    heights = np.asarray(values, dtype=np.float64)
    start = float(np.clip(value, cuts[0], cuts[-1]))
    wanted = float(piecewise(start, cuts, heights)) + change
    left, right = heights[:-1] - wanted, heights[1:] - wanted
    crosses = left * right <= 0
    if not crosses.any():
        return None
    rise = left - right
    part = np.divide(left, rise, out=np.zeros_like(rise), where=rise != 0)
    reached = (cuts[:-1] + part * np.diff(cuts))[crosses]
    return float(reached[np.argmin(np.abs(reached - start))])


def _room(scores: ArrayLike | None, size: int) -> tuple[list[float], list[float]]:
    """Return how far down and up each score can move."""
    if scores is None:
        return [-100.0] * size, [100.0] * size
    now = as_finite("scores", scores, (size,), "criterion")
    refuse_where("scores", now, (now < 0) | (now > 100), "a score of 0 to 100")  # noqa: PLR2004
    return (-now).tolist(), (100 - now).tolist()
