"""How much does what count: sets of weights around a profile, or in line with statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike

from identiteitslab.comparison.common.arrays import (
    Counts,
    Double,
    Single,
    as_finite,
    as_weights,
    refuse_where,
)
from identiteitslab.comparison.weighing.hit_and_run import Walkers, place_walkers, walk
from identiteitslab.comparison.weighing.polytope import Polytope, polytope
from identiteitslab.comparison.weighing.statements import AtLeastAsImportant, Order, Statement
from identiteitslab.comparison.weighing.uniform import log_uniforms
from identiteitslab.scoring.weights import DirichletWeights, ThemeWeights, share_in_theme

CONCENTRATION = 20.0
"""Spread around a profile: a theme of 20 percent then varies by about 9 percent points."""


@dataclass(frozen=True)
class ChainWeights:
    """Weights uniform over the simplex, each chain from most to least important: exact draws."""

    count: int
    chains: tuple[tuple[int, ...], ...]

    def draw(self, random: Generator, size: int) -> Single:
        """Return ``size`` sets of weights, (item, draw)."""
        # These are exponential numbers but for their sign, which the division takes away, and
        # they cost half of what drawing exponential numbers does.
        weights = log_uniforms(random, self.count, size)
        weights *= 1 / weights.sum(axis=0)
        # Without an order all orders are equally likely, so sorting gives the uniform
        # distribution over the sets of weights that have this order.
        for places in self.chains:
            weights[list(places)] = np.sort(weights[list(places)], axis=0)[::-1]
        return weights


@dataclass(frozen=True)
class WalkedWeights:
    """Weights uniform over any polytope: hit-and-run draws."""

    walkers: Walkers

    def draw(self, random: Generator, size: int) -> Single:
        """Return ``size`` sets of weights, (item, draw)."""
        return _to_one(np.maximum(walk(self.walkers, size, random), 0.0))


@dataclass(frozen=True)
class SettledWeights:
    """The one set of weights that agrees with all statements."""

    weights: Double

    def draw(self, random: Generator, size: int) -> Single:  # noqa: ARG002
        """Return the set ``size`` times, (item, draw)."""
        fixed = _to_one(np.maximum(self.weights, 0.0))
        return np.repeat(fixed[:, None], size, axis=1)


def around_profile(
    points: ArrayLike,
    *,
    concentration: float = CONCENTRATION,
    theme: ArrayLike | None = None,
    share: ArrayLike | None = None,
) -> DirichletWeights | ThemeWeights:
    """Return weights around the points of a profile.

    Parameters
    ----------
    points : (theme,) float
        Points of each theme; the scale does not matter.
    concentration : float
        How close to the profile, one or more. The variance of a weight p is
        p (1 - p) / (concentration + 1).
    theme : (criterion,) int, optional
        Theme of each criterion. None: the themes themselves are weighed.
    share : (criterion,) float, optional
        Weight of each criterion within its theme, on any scale. None: equal parts.

    Raises
    ------
    ValueError
        For points that are negative or all zero, a theme with points and no criterion with
        weight, a criterion without a theme, or a concentration below one.
    """
    if not (1 <= concentration < np.inf):
        raise ValueError(f"concentration is {concentration}: expected a number of at least one")
    centre = as_weights(points, np.size(points), "points")
    around = DirichletWeights(centre, concentration)
    if theme is None:
        return around
    numbers, parts = within_themes(theme, share, centre)
    return ThemeWeights(around, numbers, parts)


def within_themes(
    theme: ArrayLike, share: ArrayLike | None, points: Double
) -> tuple[Counts, Double]:
    """Return the theme of each criterion and its part of that theme.

    Raises
    ------
    ValueError
        For a criterion without a theme, a negative share, or a theme with points of which no
        criterion has weight.
    """
    numbers = np.asarray(theme, dtype=np.int64)
    known = (numbers >= 0) & (numbers < len(points))
    refuse_where("theme", numbers, ~known, f"a number from 0 up to {len(points) - 1}")
    raw = np.ones(len(numbers)) if share is None else share
    weights = as_finite("share", raw, (len(numbers),), "criterion")
    refuse_where("share", weights, weights < 0, "a weight of zero or more")
    totals = np.bincount(numbers, weights, minlength=len(points))
    empty = (totals == 0) & (points > 0)
    refuse_where("points", points, empty, "zero for a theme of which no criterion has weight")
    return numbers, share_in_theme(numbers, weights)


def agreeing_weights(
    items: Sequence[str], statements: Sequence[Statement] = (), *, seed: int = 0
) -> ChainWeights | WalkedWeights | SettledWeights:
    """Return weights spread evenly over all sets that agree with the statements.

    Without statements, and for orders that do not cross, draws are exact; when the statements
    leave one set only it is that set; all else is drawn by hit-and-run.

    Raises
    ------
    ContradictoryStatementsError
        A ValueError that names a smallest group of statements that cannot all hold.
    ValueError
        For a statement with a wrong item or bound.

    Examples
    --------
    >>> import numpy as np
    >>> from identiteitslab import agreeing_weights, read_statement
    >>> said = [read_statement("security > privacy"), read_statement("cost = 10..20")]
    >>> weights = agreeing_weights(["security", "privacy", "cost"], said)
    >>> drawn = weights.draw(np.random.default_rng(1), 1000)
    >>> bool((drawn[0] >= drawn[1]).all() and (drawn[2] >= 0.1).all())
    True
    """
    return even_weights(polytope(items, statements), seed=seed)


def even_weights(
    region: Polytope, *, seed: int = 0
) -> ChainWeights | WalkedWeights | SettledWeights:
    """Return weights spread evenly over a polytope."""
    if region.dimension == 0:
        return SettledWeights(region.inside)
    chains = _chains(region)
    if chains is None:
        return WalkedWeights(place_walkers(region, seed))
    place = {item: number for number, item in enumerate(region.items)}
    ordered = tuple(tuple(place[item] for item in one) for one in chains)
    return ChainWeights(len(region.items), ordered)


def _chains(region: Polytope) -> list[list[str]] | None:
    """Return statements as chains that have no item in common, or None if they are not."""
    if region.dimension < len(region.items) - 1:
        return None
    steps: list[tuple[str, str]] = []
    for statement in region.statements:
        match statement:
            case Order(items):
                steps.extend(pairwise(items))
            case AtLeastAsImportant(item, other):
                steps.append((item, other))
            case _:
                return None
    after = dict(steps)
    if len(after) < len(set(steps)) or len(set(after.values())) < len(after):
        return None
    heads = [item for item in after if item not in after.values()]
    return [_follow(head, after) for head in heads]


def _follow(head: str, after: dict[str, str]) -> list[str]:
    chained = [head]
    while chained[-1] in after:
        chained.append(after[chained[-1]])
    return chained


def _to_one(weights: Double | Single) -> Single:
    scaled: Single = (weights * (1 / weights.sum(axis=0))).astype(np.float32, copy=False)
    return scaled
