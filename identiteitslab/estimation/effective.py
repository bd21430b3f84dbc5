"""Sums as if the right people had taken part: weighted means, on fewer observations.

Every gemeente's mean is weighted to the population; its counts and sums are then rewritten so
that they give that mean with its own standard error. What comes after needs no weights. Where some
were cut short (censored) the sums of who finished and of who did not are weighted alike, so that
the likelihood made from them is the weighted one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from identiteitslab.estimation.population import effective_counts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from identiteitslab.estimation.arrays import Flags, Floats, Places
    from identiteitslab.estimation.representation import Representation
    from identiteitslab.measurement.cube import Cube
    from identiteitslab.measurement.strata import Strata

TWO = 2.0

CUT_SHORT = ("measured", "sum_fx", "sum_fx2", "censored", "censored_fx")

MOSTLY_KNOWN = 0.8
"""Share of a gemeente's participants whose age and skill must be known to weight its mean."""


class Means(NamedTuple):
    """Weighted means of gemeenten with their variance.

    ``n`` observations, of which ``known`` from people whose group is known; ``kish`` of them are
    left after uneven weights.
    """

    mean: Floats
    variance: Floats
    n: Floats
    known: Floats
    kish: Floats


def to_population(
    cube: Cube,
    groups: Strata,
    representations: Sequence[Representation],
    weighable: Flags,
) -> Cube:
    """Rewrite the sums of weighted cells; all other cells stay as they were delivered.

    The weights count as sampling weights within a gemeente: they were made over all gemeenten of
    a solution, so that no single gemeente earns the smaller variance of its own calibration.

    Parameters
    ----------
    cube, groups
        Current sums, and the groups of participants behind them.
    representations
        Weights of the groups, one a solution.
    weighable
        Indicators that people answer or do, ``(indicators,)``.
    """
    weights = np.stack([_with_unknown(one) for one in representations])
    weighted = np.array([one.reason == "weighted" for one in representations])
    counted = groups.exposure > 0
    n = np.where(counted, groups.exposure, groups.measured + groups.censored)
    total = np.where(counted, groups.events, groups.sum_fx)
    squares = np.where(counted, groups.events, groups.sum_fx2)
    chosen = weighable[groups.indicator] & weighted[groups.solution] & (n > 0)
    cell = np.ravel_multi_index(
        (groups.indicator, groups.solution, groups.gemeente), cube.present.shape
    )
    weight = weights[groups.solution, groups.age_band, groups.digital_skill]
    rows = (part[chosen] for part in (cell, weight, groups.known, n, total, squares))
    means = _means(cube.present.size, *rows)
    means = Means(*(part.reshape(cube.present.shape) for part in means))
    several = (means.n >= TWO) & (means.known >= MOSTLY_KNOWN * means.n)
    whole, cut = several & (cube.censored == 0), several & (cube.censored > 0)
    sums = {
        name: np.bincount(cell[chosen], (weight * getattr(groups, name))[chosen], cut.size).astype(
            np.float64
        )
        for name in CUT_SHORT
    }
    return _cut_short(_values(_counts(cube, means, whole), means, whole), means, sums, cut)


def _with_unknown(one: Representation) -> Floats:
    """Give who did not tell age or skill the mean weight."""
    return np.pad(one.weight, ((0, 1), (0, 1)), constant_values=1.0)


def _means(
    size: int,
    cell: Places,
    weight: Floats,
    known: Flags,
    n: Floats,
    total: Floats,
    squares: Floats,
) -> Means:
    def add(values: Floats) -> Floats:
        return np.bincount(cell, values, minlength=size).astype(np.float64)

    count, mass = add(n), add(weight * n)
    safe = np.where(mass > 0, mass, 1.0)
    mean = add(weight * total) / safe
    off = mean[cell]
    misfit = np.maximum(squares - 2 * off * total + n * off**2, 0.0)
    small = count / np.maximum(count - 1, 1.0)
    variance = small * add(weight**2 * misfit) / safe**2
    kish = mass**2 / np.where(mass > 0, add(weight**2 * n), 1.0)
    return Means(mean, variance, count, add(known * n), kish)


def _counts(cube: Cube, means: Means, several: Flags) -> Cube:
    """Rewrite counts: as many attempts as tell just as much (Korn & Graubard 1998).

    Their variance is that of a binomial share, which knows no degree of freedom lost: people
    with equal weights keep their full number.
    """
    chosen = several & (cube.exposure > 0)
    binomial = (means.n[chosen] - 1) / means.n[chosen]
    told = effective_counts(
        np.clip(means.mean[chosen], 0, 1),
        np.sqrt(means.variance[chosen] * binomial),
        means.n[chosen],
        means.kish[chosen],
    )
    events, exposure = cube.events.copy(), cube.exposure.copy()
    events[chosen], exposure[chosen] = told.successes, told.n
    return replace(cube, events=events, exposure=exposure)


def _values(cube: Cube, means: Means, several: Flags) -> Cube:
    """Rewrite sums of values: the same spread between people, over fewer of them."""
    chosen = several & (cube.exposure == 0) & (cube.measured > 0)
    n, mean = means.n[chosen], means.mean[chosen]
    plain = cube.sum_fx[chosen] / n
    spread = np.maximum(cube.sum_fx2[chosen] - n * plain**2, 0.0) / (n - 1)
    told = means.variance[chosen]
    fewer = np.where(told > 0, spread / np.where(told > 0, told, 1.0), means.kish[chosen])
    # A spread can be told from two people on; uneven weights do not take it away.
    n = np.clip(fewer, TWO, n)
    measured, sum_fx, sum_fx2 = (
        getattr(cube, name).copy() for name in ("measured", "sum_fx", "sum_fx2")
    )
    measured[chosen], sum_fx[chosen] = n, mean * n
    sum_fx2[chosen] = spread * (n - 1) + n * mean**2
    return replace(cube, measured=measured, sum_fx=sum_fx, sum_fx2=sum_fx2)


def _cut_short(cube: Cube, means: Means, sums: Mapping[str, Floats], chosen: Flags) -> Cube:
    """Rewrite sums of which some were cut short: weighted, over as many people as Kish leaves.

    The squares of the scores that a sandwich variance asks for are fourth powers of durations;
    partial sums do not keep them.
    """
    mass = sums["measured"] + sums["censored"]
    fewer = (means.kish.ravel() / np.where(mass > 0, mass, 1.0)).reshape(chosen.shape)
    told: dict[str, Any] = {
        name: np.where(chosen, fewer * part.reshape(chosen.shape), getattr(cube, name))
        for name, part in sums.items()
    }
    return replace(cube, **told)
