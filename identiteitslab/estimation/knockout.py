"""Knock-outs: has a minimum been met, failed, or not been shown either way?

The test is on a probability or an exact bound, never on the mean. *Not shown* is not *failed*; it
is never *met*, and says how much more evidence would show it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, gammaincinv, ndtri

from identiteitslab.estimation.arrays import as_floats, open_share, presence, require, together
from identiteitslab.estimation.within import clopper_pearson, garwood

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike

    from identiteitslab.estimation.arrays import Flags, Floats
    from identiteitslab.estimation.marginal import Marginal
    from identiteitslab.estimation.pooled import Direction

Outcome = Literal["met", "failed", "not_shown"]
Outcomes: TypeAlias = NDArray[np.str_]
CONFIDENCE = 0.95
"""Probability from which an outcome counts as shown."""

PRIOR_FACTORS = (0.5, 2.0)
"""Priors on tau that an outcome must stand up to, as multiples of its own."""

HALF = 0.5  # at that or less both outcomes would hold
MOST_OBSERVATIONS = 10_000_000.0


def judge(
    probability_at_least: ArrayLike,
    *,
    direction: Direction = "higher_is_better",
    confidence: float = CONFIDENCE,
) -> Outcomes:
    """Judge a limit from the probability of being at it or above.

    Parameters
    ----------
    probability_at_least
        ``P(value >= limit)``, any shape, from `Marginal.probability_at_least`.
    direction
        "higher_is_better": the limit is a minimum. "lower_is_better": it is a maximum.
    confidence
        Probability from which an outcome counts as shown.

    Returns
    -------
    outcomes
        "met", "failed" or "not_shown", same shape.
    """
    chance = as_floats("probability_at_least", probability_at_least)
    inside = (chance >= 0) & (chance <= 1)
    require("probability_at_least", chance, inside, "a probability from 0 to 1")
    good = chance if direction == "higher_is_better" else 1 - chance
    return _outcomes(good >= open_share("confidence", confidence, HALF), 1 - good >= confidence)


def judge_robustly(
    fit: Callable[[Floats], Marginal],
    prior_scale: ArrayLike,
    limit: ArrayLike,
    *,
    direction: Direction = "higher_is_better",
    confidence: float = CONFIDENCE,
) -> Outcomes:
    """Judge at the prior scale, at half of it and at twice it; what differs is not shown.

    Parameters
    ----------
    fit
        Takes prior scales ``(cells,)`` to the posterior of the target, for instance
        ``lambda scale: pool_events(x, n, prior_scale=scale).marginal("average_gemeente")``.
    prior_scale
        One number or ``(cells,)``.
    limit
        On the natural scale, one number or ``(cells,)``.

    Returns
    -------
    outcomes
        ``(cells,)``.
    """
    scale = np.atleast_1d(as_floats("prior_scale", prior_scale))
    outcomes = [
        judge(
            fit(factor * scale).probability_at_least(limit),
            direction=direction,
            confidence=confidence,
        )
        for factor in (1.0, *PRIOR_FACTORS)
    ]
    same = np.all([outcome == outcomes[0] for outcome in outcomes[1:]], axis=0)
    return np.where(same, outcomes[0], "not_shown")


def judge_proportion(
    successes: ArrayLike,
    n: ArrayLike,
    minimum: ArrayLike,
    *,
    confidence: float = CONFIDENCE,
) -> Outcomes:
    """Judge a minimum inside one gemeente by one-sided Clopper-Pearson bounds."""
    sure = open_share("confidence", confidence, HALF)
    x, count, limit = together(successes=successes, n=n, minimum=minimum)
    require("minimum", limit, (limit >= 0) & (limit <= 1), "a share from 0 to 1")
    low = clopper_pearson(x, count, level=sure, side="lower")[..., 0]
    high = clopper_pearson(x, count, level=sure, side="upper")[..., 1]
    return _outcomes(low >= limit, high < limit)


def judge_rate(
    events: ArrayLike,
    exposure: ArrayLike,
    maximum: ArrayLike,
    *,
    confidence: float = CONFIDENCE,
) -> Outcomes:
    """Judge a maximum rate inside one gemeente by one-sided exact Poisson bounds."""
    sure = open_share("confidence", confidence, HALF)
    x, time, limit = together(events=events, exposure=exposure, maximum=maximum)
    require("maximum", limit, limit > 0, "a rate above 0")
    low = garwood(x, time, level=sure, side="lower")[..., 0]
    high = garwood(x, time, level=sure, side="upper")[..., 1]
    return _outcomes(high <= limit, low > limit)


def every(outcomes: Outcomes, *, present: ArrayLike | None = None) -> Outcomes:
    """Combine the outcomes of all gemeenten, ``(cells, gemeenten)``, into one a cell.

    Met if all met it, failed if one failed it: an intersection-union test, each gemeente at its
    own full level without correction.
    """
    there = presence("outcomes", outcomes, present).reshape(outcomes.shape)
    return _outcomes(
        ((outcomes == "met") | ~there).all(axis=-1), ((outcomes == "failed") & there).any(axis=-1)
    )


def successes_needed(
    successes: ArrayLike,
    n: ArrayLike,
    minimum: ArrayLike,
    *,
    confidence: float = CONFIDENCE,
) -> Floats:
    """Count how many further attempts, all successful, would show a minimum.

    Without any failure so far that makes ``ceil(log(1 - confidence) / log(minimum))`` in all.

    Returns
    -------
    further
        Whole numbers, 0 where the minimum is met already; infinite beyond ten million.
    """
    x, count, limit = together(successes=successes, n=n, minimum=minimum)
    require("minimum", limit, (limit > 0) & (limit < 1), "a share between 0 and 1")
    require("n", count, count >= 0, "a number of 0 or more")
    require("successes", x, x >= 0, "a count of 0 or more")
    require("successes", x, x <= count, "no more successes than attempts")
    tail = 1 - open_share("confidence", confidence, HALF)

    def shown(further: Floats) -> Flags:
        reached = x + further
        low = betaincinv(np.maximum(reached, 1), count - x + 1, tail)
        return np.asarray((reached > 0) & (low >= limit))

    return _fewest(shown, x.shape)


def exposure_needed(
    events: ArrayLike,
    exposure: ArrayLike,
    maximum: ArrayLike,
    *,
    confidence: float = CONFIDENCE,
) -> Floats:
    """Give how much further exposure, without any event, would show a maximum rate.

    Without any event so far that makes ``-log(1 - confidence) / maximum`` in all.

    Returns
    -------
    further
        In units of the exposure, 0 where the maximum is met already.
    """
    x, t, limit = together(events=events, exposure=exposure, maximum=maximum)
    require("events", x, x >= 0, "a count of 0 or more")
    require("exposure", t, t >= 0, "an exposure of 0 or more")
    require("maximum", limit, limit > 0, "a rate above 0")
    return np.asarray(
        np.maximum(gammaincinv(x + 1, open_share("confidence", confidence, HALF)) / limit - t, 0.0)
    )


def observations_needed(
    estimate: ArrayLike,
    se: ArrayLike,
    n: ArrayLike,
    limit: ArrayLike,
    *,
    direction: Direction = "higher_is_better",
    confidence: float = CONFIDENCE,
) -> Floats:
    """Count how many more observations like those so far would show a limit.

    The estimate is taken to stay and its variance to fall as 1/n: a guide, not a promise.

    Parameters
    ----------
    estimate, se
        On the link scale: of one gemeente with `n` people, or of the pooled mean with `n`
        gemeenten, if these are what can be added.
    n
        Number of observations so far.
    limit
        On the link scale.

    Returns
    -------
    further
        Whole numbers, 0 where shown already; infinite where the estimate does not clear the limit.
    """
    value, error, count, bound = together(estimate=estimate, se=se, n=n, limit=limit)
    require("se", error, error > 0, "a standard error above 0")
    require("n", count, count > 0, "a number above 0")
    room = value - bound if direction == "higher_is_better" else bound - value
    clear = room > 0
    ratio = ndtri(open_share("confidence", confidence, HALF)) * error / np.where(clear, room, 1.0)
    return np.where(clear, np.maximum(np.ceil(count * (ratio**2 - 1)), 0.0), np.inf)


def _fewest(shown: Callable[[Floats], Flags], shape: tuple[int, ...]) -> Floats:
    """Find the smallest whole number that shows it, by bisection."""
    low, high = np.full(shape, -1.0), np.full(shape, MOST_OBSERVATIONS)
    possible = shown(high)
    while np.any(high - low > 1):
        middle = np.floor((low + high) / 2)
        enough = shown(middle)
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return np.where(possible, high, np.inf)


def _outcomes(met: Flags, failed: Flags) -> Outcomes:
    """Name the outcomes."""
    return np.where(met, "met", np.where(failed, "failed", "not_shown"))
