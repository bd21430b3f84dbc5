"""Well-known ways to add up scores, as plain functions of values and weights.

Every function takes values (solution, criterion) and weights (criterion,) on any scale, and
gives one utility per solution, higher is better.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from identiteitslab.comparison.common.arrays import Double, as_finite, as_weights, refuse_where

Preference = Callable[[Double], Double]
"""Difference between two values to degree of preference, 0 to 1."""


def weighted_sum(values: ArrayLike, weights: ArrayLike) -> Double:
    """Return the weighted mean of the values."""
    scores, shares = _checked(values, weights)
    return scores @ shares


def weighted_product(values: ArrayLike, weights: ArrayLike) -> Double:
    """Return the weighted geometric mean: one very low value weighs heavily.

    Raises
    ------
    ValueError
        For a negative value, or input as refused by `weighted_sum`.
    """
    scores, shares = _checked(values, weights)
    refuse_where("values", scores, scores < 0, "zero or more")
    used = shares > 0
    with np.errstate(divide="ignore"):
        logs = np.log(scores[:, used])
    product: Double = np.exp(logs @ shares[used])
    return product


def maximin(values: ArrayLike, weights: ArrayLike) -> Double:
    """Return the lowest value over the criteria that have weight."""
    scores, shares = _checked(values, weights)
    lowest: Double = scores[:, shares > 0].min(axis=1)
    return lowest


def topsis(
    values: ArrayLike,
    weights: ArrayLike,
    *,
    types: ArrayLike | None = None,
    scale: tuple[float, float] | None = None,
) -> Double:
    """Return closeness to the ideal solution (Hwang and Yoon 1981), 0 to 1.

    Parameters
    ----------
    values : (solution, criterion) float
    weights : (criterion,) float
    types : (criterion,) of 1 and -1, optional
        -1 where lower is better.
    scale : (float, float), optional
        Worst and best value a criterion can have: ideal and anti-ideal are then fixed, and no
        solution's closeness depends on the others. None: the classic form, in which values are
        divided by the Euclidean norm of their column and the table's own extremes are ideal.

    Raises
    ------
    ValueError
        For bad shapes or values, types other than 1 and -1, or a scale without length.
    """
    scores, shares = _checked(values, weights)
    better = _types(types, len(shares)) > 0
    if scale is None:
        norms = np.linalg.norm(scores, axis=0)
        scaled = shares * np.divide(scores, norms, out=np.zeros_like(scores), where=norms > 0)
        low, high = scaled.min(axis=0), scaled.max(axis=0)
    else:
        worst, best = scale
        if worst == best:
            raise ValueError(f"scale is {scale}: expected two different values")
        scaled = shares * (scores - worst) / (best - worst)
        low, high = np.zeros_like(shares), shares
    to_ideal = np.linalg.norm(scaled - np.where(better, high, low), axis=1)
    to_worst = np.linalg.norm(scaled - np.where(better, low, high), axis=1)
    whole = to_ideal + to_worst
    # Without any distance all solutions are equal on every criterion: neither near nor far.
    closeness: Double = np.divide(to_worst, whole, out=np.full_like(whole, 0.5), where=whole > 0)
    return closeness


@dataclass(frozen=True)
class Flows:
    """Preference flows of PROMETHEE: how far a solution outranks others, and is outranked."""

    leaving: Double
    entering: Double

    @property
    def net(self) -> Double:
        """Leaving minus entering flow: the utility of PROMETHEE II."""
        return self.leaving - self.entering


def promethee(
    values: ArrayLike,
    weights: ArrayLike,
    *,
    types: ArrayLike | None = None,
    preferences: Sequence[Preference] | None = None,
) -> Flows:
    """Return the flows of PROMETHEE (Brans and Vincke 1985).

    Parameters
    ----------
    values : (solution, criterion) float
    weights : (criterion,) float
    types : (criterion,) of 1 and -1, optional
        -1 where lower is better.
    preferences : one function per criterion, optional
        None: the usual criterion, any difference is a full preference.

    Raises
    ------
    ValueError
        For bad shapes or values, types other than 1 and -1, or a wrong number of preferences.
    """
    scores, shares = _checked(values, weights)
    functions = [linear_preference()] * len(shares) if preferences is None else preferences
    if len(functions) != len(shares):
        raise ValueError(f"preferences has {len(functions)} functions: expected {len(shares)}")
    signed = scores * _types(types, len(shares))
    degree = np.zeros((len(scores), len(scores)))
    for column, share, function in zip(signed.T, shares.tolist(), functions, strict=True):
        degree += share * function(column[:, None] - column)
    others = max(len(scores) - 1, 1)
    return Flows(degree.sum(axis=1) / others, degree.sum(axis=0) / others)


def linear_preference(indifference: float = 0.0, preference: float = 0.0) -> Preference:
    """Return a preference that grows from nothing to full between two differences.

    Equal thresholds make a step: at zero the usual criterion, above zero the U shape.

    Raises
    ------
    ValueError
        For negative thresholds or an indifference above the preference.
    """
    if not (0 <= indifference <= preference):
        raise ValueError(
            f"indifference is {indifference} and preference is {preference}: "
            "expected zero or more, indifference not above preference"
        )

    def degree(difference: Double) -> Double:
        if indifference == preference:
            return (difference > preference).astype(np.float64)
        grown = (difference - indifference) / (preference - indifference)
        clipped: Double = np.clip(grown, 0.0, 1.0)
        return clipped

    return degree


def gaussian_preference(spread: float) -> Preference:
    """Return a preference that grows smoothly with the difference.

    Raises
    ------
    ValueError
        For a spread that is not above zero.
    """
    if not spread > 0:
        raise ValueError(f"spread is {spread}: expected a number above zero")

    def degree(difference: Double) -> Double:
        gain = np.maximum(difference, 0.0)
        smooth: Double = -np.expm1(-(gain**2) / (2 * spread**2))
        return smooth

    return degree


def _checked(values: ArrayLike, weights: ArrayLike) -> tuple[Double, Double]:
    scores = as_finite("values", values, (None, None), "solution, criterion")
    return scores, as_weights(weights, scores.shape[1])


def _types(types: ArrayLike | None, count: int) -> Double:
    signs = as_finite("types", np.ones(count) if types is None else types, (count,), "criterion")
    refuse_where("types", signs, np.abs(signs) != 1, "1 or -1")
    return signs
