"""Participants weighted to the population: raking, post-stratification, and honest variances.

Weighting repairs who took part; it never makes a pilot larger. Variances are linearised with the
residuals of the *base-weight* regression on the margins, as R's ``survey`` does; treating the
weights as fixed would overstate them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from identiteitslab.estimation.arrays import as_floats, one_number, require, together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from identiteitslab.estimation.arrays import Floats, Places

TOLERANCE = 1e-10
ROUNDS = 1000
TRIM_AT = 3.0
MOST_GROUPS = 10_000


class WeightedMean(NamedTuple):
    """A weighted mean with what its weights cost.

    `deff` compares its variance with that of a simple random sample of as many people from a
    population as large as the sum of the weights, `deff_replace` with one drawn with replacement.
    `kish_n` is ``(sum w)^2 / sum w^2``, only a warning: it ignores that weighting also explains.
    """

    mean: float
    se: float
    deff: float
    deff_replace: float
    kish_n: float
    n: int


class EffectiveCounts(NamedTuple):
    """Successes and attempts that carry as much information as the weighted proportion."""

    successes: Floats
    n: Floats


class ContradictionError(ValueError):
    """No weights match all margins: who took part in one group decides too much of another."""


def rake(
    labels: Sequence[ArrayLike],
    margins: Sequence[ArrayLike],
    *,
    base: ArrayLike | None = None,
) -> Floats:
    """Weight participants until every margin matches the population (Deming & Stephan 1940).

    Parameters
    ----------
    labels
        For each margin the group of every participant, ``(n,)`` whole numbers from 0.
    margins
        For each margin the population of its groups, ``(groups,)``. Totals must agree.
    base
        Weights to start from, ``(n,)``; 1 by default.

    Returns
    -------
    weights
        ``(n,)``, adding up to the population.

    Raises
    ------
    ValueError
        If a group of the population has no participants (collapse it first, see `collapsing`) or
        totals differ.
    ContradictionError
        If the margins contradict each other for these participants; a ValueError too.
    """
    groups, totals = _margins(labels, margins, "labels[{}]", "margins[{}]")
    weights = _base(base, groups[0].size).copy()
    total = totals[0].sum()
    for _ in range(ROUNDS):
        for group, wanted in zip(groups, totals, strict=True):
            weights *= (wanted / np.bincount(group, weights, wanted.size))[group]
        reached = [np.bincount(g, weights, t.size) for g, t in zip(groups, totals, strict=True)]
        worst = max(np.abs(r - t).max() for r, t in zip(reached, totals, strict=True))
        if worst <= TOLERANCE * total:
            return weights
    raise ContradictionError(
        f"margins are still off by {worst:g} after {ROUNDS} rounds; expected a match"
    )


def poststratify(
    labels: ArrayLike, population: ArrayLike, *, base: ArrayLike | None = None
) -> Floats:
    """Weight participants so that every cell of a full table matches the population, ``(n,)``.

    Parameters
    ----------
    labels
        Cell of every participant, ``(n,)`` whole numbers from 0.
    population
        Population of the cells, ``(cells,)``.
    base
        Weights to start from, ``(n,)``; 1 by default.
    """
    (cell,), (wanted,) = _margins([labels], [population], "labels", "population")
    weights = _base(base, cell.size)
    return np.asarray(weights * (wanted / np.bincount(cell, weights, wanted.size))[cell])


def trim(weights: ArrayLike, *, at: float = TRIM_AT) -> Floats:
    """Cap weights at a multiple of their median, the rest spread evenly over the others, ``(n,)``.

    The sum stays the same. Trimming trades a little bias for much variance; margins no longer
    match exactly.

    Raises
    ------
    ValueError
        If a weight is not above 0, or so many weights are high that nobody can take up the rest.
    """
    given = as_floats("weights", weights)
    require("weights", given, given > 0, "a weight above 0")
    least, most = given.mean() / np.median(given), one_number("at", at)
    require("at", most, most >= least, f"{least:.3g} or more")
    cap = most * np.median(given)
    trimmed = given.copy()
    capped = np.zeros(given.size, np.bool_)
    while (trimmed > cap * (1 + TOLERANCE)).any():
        capped |= trimmed > cap
        spare = trimmed[capped].sum() - cap * capped.sum()
        trimmed[capped] = cap
        trimmed[~capped] += spare / (~capped).sum()
    return trimmed


def weighted_mean(
    values: ArrayLike, weights: ArrayLike, margins: Sequence[ArrayLike] = ()
) -> WeightedMean:
    """Give the weighted mean with its linearised standard error and design effects.

    Parameters
    ----------
    values, weights
        Of the participants, ``(n,)``; weights add up to the population.
    margins
        Labels that the weights were made with: those given to `rake`, or the one given to
        `poststratify`. Without them the weights count as sampling weights.
    """
    y, w = as_floats("values", values), as_floats("weights", weights)
    if y.shape != w.shape or y.ndim != 1:
        raise ValueError(f"weights has shape {w.shape}; expected {y.shape}, one-dimensional")
    require("weights", w, w > 0, "a weight above 0")
    n, total = y.size, w.sum()
    if n < 2:  # noqa: PLR2004 - one value has no variance
        raise ValueError("values holds one participant; expected two or more")
    mean = float((w * y).sum() / total)
    pulled = w * _residuals((y - mean) / total, margins)
    variance = n / (n - 1) * ((pulled - pulled.mean()) ** 2).sum()
    simple = (w * (y - mean) ** 2).sum() / total / (n - 1)
    deff = float(variance / simple) if simple > 0 else float("nan")
    # A weight below 1 in the mean says that the weights do not add up to a population.
    left = 1 - n / float(total) if total > n else 1.0
    kish = float(total**2 / (w**2).sum())
    return WeightedMean(mean, float(np.sqrt(variance)), deff / left, deff, kish, n)


def effective_counts(
    proportion: ArrayLike, se: ArrayLike, n: ArrayLike, kish_n: ArrayLike | None = None
) -> EffectiveCounts:
    """Give counts for the binomial likelihood from weighted proportions (Korn & Graubard 1998).

    ``n_eff = p (1 - p) / se^2``, and never more than the number of people: weighting widens
    uncertainty or leaves it, it adds none. Where p is 0 or 1, Kish's number is used (or n).

    Parameters
    ----------
    proportion, se, n, kish_n
        Weighted proportion, its standard error, number of people, and ``(sum w)^2 / sum w^2``;
        arrays of one shape.
    """
    given = {} if kish_n is None else {"kish_n": kish_n}
    p, error, people, *left = together(proportion=proportion, se=se, n=n, **given)
    require("proportion", p, (p >= 0) & (p <= 1), "a proportion from 0 to 1")
    require("se", error, error >= 0, "a standard error of 0 or more")
    require("n", people, people > 0, "a number above 0")
    kish = left[0] if left else people
    require("kish_n", kish, kish > 0, "a number above 0")
    inside = (error > 0) & (p > 0) & (p < 1)
    told = p * (1 - p) / np.where(inside, error, 1.0) ** 2
    effective = np.minimum(np.where(inside, told, kish), people)
    return EffectiveCounts(p * effective, effective)


def _residuals(values: Floats, margins: Sequence[ArrayLike]) -> Floats:
    """Take out what the margins explain, by unweighted least squares."""
    if not margins:
        return values
    columns = []
    for number, labels in enumerate(margins):
        group = _labels(labels, f"margins[{number}]", values.size)
        columns.append(group[:, None] == np.arange(group.max() + 1))
    design = np.concatenate(columns, axis=1).astype(np.float64)
    fitted, *_ = np.linalg.lstsq(design, values, rcond=None)
    return np.asarray(values - design @ fitted)


def _margins(
    labels: Sequence[ArrayLike], margins: Sequence[ArrayLike], label: str, margin: str
) -> tuple[list[Places], list[Floats]]:
    """Check labels against the populations of their groups; `label` and `margin` name them."""
    if len(labels) != len(margins) or len(labels) == 0:
        raise ValueError(f"margins has {len(margins)} entries; expected {len(labels)}, as labels")
    size = np.asarray(labels[0]).size
    groups = [_labels(one, label.format(number), size) for number, one in enumerate(labels)]
    totals = [_totals(one, margin.format(number)) for number, one in enumerate(margins)]
    whole = totals[0].sum()
    for number, (group, wanted) in enumerate(zip(groups, totals, strict=True)):
        known = group < wanted.size
        top = f"a group from 0 to {wanted.size - 1}"
        require(label.format(number), group.astype(np.float64), known, top)
        empty = np.flatnonzero(np.bincount(group, minlength=wanted.size) == 0)
        name = margin.format(number)
        if empty.size:
            told = f"{name}[{empty[0]}] has no participants"
            raise ValueError(f"{told}; expected one or more: collapse it")
        if not np.isclose(wanted.sum(), whole, rtol=1e-9):
            raise ValueError(f"{name} adds up to {wanted.sum():g}; expected {whole:g}")
    return groups, totals


def _totals(population: ArrayLike, name: str) -> Floats:
    """Check the population of the groups of one margin."""
    wanted = as_floats(name, population)
    if wanted.ndim != 1:
        raise ValueError(f"{name} has shape {wanted.shape}; expected one dimension")
    require(name, wanted, wanted > 0, "a population above 0")
    return wanted


def _labels(labels: ArrayLike, name: str, size: int) -> Places:
    """Check the groups of participants."""
    group = as_floats(name, labels)
    if group.shape != (size,):
        raise ValueError(f"{name} has shape {group.shape}; expected ({size},)")
    whole = (group >= 0) & (group == np.round(group)) & (group < MOST_GROUPS)
    require(name, group, whole, f"a whole number from 0 to {MOST_GROUPS - 1}")
    return group.astype(np.intp)


def _base(base: ArrayLike | None, size: int) -> Floats:
    """Check the weights to start from."""
    weights = np.ones(size) if base is None else as_floats("base", base)
    if weights.shape != (size,):
        raise ValueError(f"base has shape {weights.shape}; expected ({size},)")
    require("base", weights, weights > 0, "a weight above 0")
    return weights
