"""How many more observations would settle a minimum that is not yet shown."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, ndtri

from identiteitslab.comparison.common.arrays import Double, as_finite
from identiteitslab.estimation.knockout import CONFIDENCE

WANTED = 0.8
"""How likely a sample must be to settle a minimum."""

_MOST = 10**7


@dataclass(frozen=True)
class Settling:
    """What further observations would do to one minimum."""

    met_now: float
    """Probability that the minimum is met, as known now."""
    observations: int
    shown: float
    """Chance that it is then shown to be met."""
    failed: float
    """Chance that it is then shown not to be met."""

    @property
    def settled(self) -> float:
        """Chance that it is then settled, either way."""
        return self.shown + self.failed


def settling(
    values: ArrayLike, limit: float, known_from: float, observations: int, *, lower: bool = True
) -> Settling:
    """Return the chance that further observations settle a minimum.

    What is known afterwards is taken as normal around a mean that is drawn in towards today's,
    as in `value_of_measuring`; use the scale on which that fits (logit, log). It starts from the
    probability that holds now, so that a minimum that is not shown is not settled by nothing.

    Parameters
    ----------
    values : (sample,) float
        Equally likely values of the quantity, as known now.
    limit : float
        The minimum, on the same scale.
    known_from : float
        Number of observations that present knowledge is worth, above zero.
    observations : int
        Further observations, zero or more.
    lower : bool
        True: at least the limit. False: at most.

    Raises
    ------
    ValueError
        For values that are not finite, or numbers out of range.
    """
    sample = as_finite("values", values, (None,), "sample")
    if not (known_from > 0 and np.isfinite(known_from)):
        raise ValueError(f"known_from is {known_from}: expected a number above zero")
    if observations < 0:
        raise ValueError(f"observations is {observations}: expected zero or more")
    ahead = (sample - limit) if lower else (limit - sample)
    met_now = float(np.mean(ahead >= 0))
    chance = _met_after(ahead, met_now, observations / (observations + known_from))
    return Settling(
        met_now=met_now,
        observations=observations,
        shown=float(np.mean(chance >= CONFIDENCE)),
        failed=float(np.mean(chance <= 1 - CONFIDENCE)),
    )


def observations_to_settle(
    values: ArrayLike, limit: float, known_from: float, *, lower: bool = True
) -> Settling | None:
    """Return the fewest further observations that settle a minimum with a chance of 80%.

    None where even ten million would not do: the quantity is too close to the limit.

    Raises
    ------
    ValueError
        As `settling`.
    """
    now = settling(values, limit, known_from, 0, lower=lower)
    if now.settled >= WANTED:
        return now
    low, high = 0, 1
    while settling(values, limit, known_from, high, lower=lower).settled < WANTED:
        low, high = high, high * 2
        if high > _MOST:
            return None
    while high - low > 1:
        middle = (low + high) // 2
        enough = settling(values, limit, known_from, middle, lower=lower).settled >= WANTED
        low, high = (low, middle) if enough else (middle, high)
    return settling(values, limit, known_from, high, lower=lower)


def _met_after(ahead: Double, met_now: float, part: float) -> Double:
    """Return the probability of being met after each possible outcome of the sample."""
    mean, spread = float(ahead.mean()), float(ahead.std())
    # A skewed sample has another chance than a normal one with its mean: the chance decides.
    start = spread * float(ndtri(met_now)) if 0 < met_now < 1 else mean
    later = start + np.sqrt(part) * (ahead - mean)
    left = np.sqrt(1 - part) * spread
    if left == 0:
        return np.asarray(later >= 0, dtype=np.float64)
    return np.asarray(ndtr(later / left), dtype=np.float64)
