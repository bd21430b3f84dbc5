"""Value functions: from a measured value to a score of 0..100 on a fixed scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from identiteitslab.criteria.model import Scale, ValueFunction

    Floats = NDArray[np.float64]

OutOfRange = Literal["clip", "interpolate", "error"]


def piecewise(
    x: ArrayLike, cutoffs: ArrayLike, values: ArrayLike, *, out_of_range: OutOfRange = "clip"
) -> Floats:
    """Interpolate linearly between cutoffs.

    Parameters
    ----------
    x
        Measured values, any shape.
    cutoffs
        At least two, strictly increasing.
    values
        The value at each cutoff.
    out_of_range
        Beyond the ends: hold the end value, extend the last line, or refuse.

    Returns
    -------
    ndarray
        Values, in the shape of ``x``.

    Raises
    ------
    ValueError
        Cutoffs that do not increase, sizes that differ, or ``x`` out of range under ``error``.

    Examples
    --------
    >>> from identiteitslab import piecewise
    >>> piecewise([0.4, 0.7, 0.9, 1.0], [0.5, 0.85, 0.98], [0, 50, 100]).round(1).tolist()
    [0.0, 28.6, 69.2, 100.0]
    """
    given, cuts, at = (np.asarray(a, dtype=np.float64) for a in (x, cutoffs, values))
    if cuts.ndim != 1 or len(cuts) < 2 or cuts.shape != at.shape:  # noqa: PLR2004 - a line needs two
        raise ValueError("cutoffs and values must be equally long and hold at least two points")
    if np.any(np.diff(cuts) <= 0):
        first = int(np.argmax(np.diff(cuts) <= 0)) + 1
        raise ValueError(f"cutoffs[{first}] must be larger than the one before it")
    outside = (given < cuts[0]) | (given > cuts[-1])
    if out_of_range == "error" and np.any(outside):
        first = int(np.argmax(outside.ravel()))
        raise ValueError(f"x[{first}] must lie between {cuts[0]} and {cuts[-1]}")
    inside = np.interp(given, cuts, at)
    if out_of_range != "interpolate":
        return np.asarray(inside, dtype=np.float64)
    slopes = np.diff(at) / np.diff(cuts)
    below = at[0] + slopes[0] * (given - cuts[0])
    above = at[-1] + slopes[-1] * (given - cuts[-1])
    return np.where(given < cuts[0], below, np.where(given > cuts[-1], above, inside))


def on_scale(x: ArrayLike, scale: Scale) -> Floats:
    """Put values on the scale on which a value function is a straight line.

    ``log`` suits durations, rates and costs, where each doubling matters alike; ``log_complement``
    suits availability: the logarithm of what is missing to 1.
    """
    given = np.asarray(x, dtype=np.float64)
    if scale == "log":
        return np.log(given)
    if scale == "log_complement":
        return -np.log1p(-given)
    return given


def off_scale(x: ArrayLike, scale: Scale) -> Floats:
    """Bring values back from the scale of `on_scale`."""
    given = np.asarray(x, dtype=np.float64)
    if scale == "log":
        return np.exp(given)
    if scale == "log_complement":
        return -np.expm1(-given)
    return given


def score(x: ArrayLike, function: ValueFunction) -> Floats:
    """Turn measured values into scores; beyond the anchors the score stays 0 or 100."""
    cutoffs, scores = _anchors(function)
    clipped = np.clip(np.asarray(x, dtype=np.float64), cutoffs[0], cutoffs[-1])
    scale = function.scale
    return piecewise(on_scale(clipped, scale), on_scale(cutoffs, scale), scores)


def value_of(scores: ArrayLike, function: ValueFunction) -> Floats:
    """Turn scores back into the measured values that have them; the inverse of `score`."""
    cutoffs, at = _anchors(function)
    rising = slice(None, None, 1 if at[0] < at[-1] else -1)
    placed = on_scale(cutoffs, function.scale)[rising]
    return off_scale(piecewise(scores, at[rising], placed), function.scale)


def _anchors(function: ValueFunction) -> tuple[Floats, Floats]:
    """Give the cutoffs, rising, and the score of each."""
    cutoffs, scores = np.array(sorted(function.points), dtype=np.float64).T
    return cutoffs, scores
