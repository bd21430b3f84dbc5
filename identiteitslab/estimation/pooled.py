"""What all cells together show: the posterior on one link scale, and every number read from it.

Targets, that is, what a claim is about:

average_gemeente   the mean over gemeenten of the natural value, ``E[inverse(N(mu, tau^2))]``
median_gemeente    the natural value of the middle gemeente, ``inverse(mu)``
new_gemeente       one gemeente that has not measured yet, ``inverse(N(mu, tau^2))``
every_gemeente     the least favourable of the measured gemeenten (intersection-union)
nation             the measured gemeenten weighted by population
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypedDict, get_args

import numpy as np

from identiteitslab.estimation.arrays import as_floats, ends_of, per_cell, require
from identiteitslab.estimation.knots import Knots
from identiteitslab.estimation.marginal import Marginal
from identiteitslab.estimation.posterior import Part

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Unpack

    from numpy.typing import ArrayLike

    from identiteitslab.estimation.arrays import Flags, Floats
    from identiteitslab.estimation.link import Link
    from identiteitslab.estimation.posterior import Posterior

Target = Literal["average_gemeente", "median_gemeente", "new_gemeente", "every_gemeente", "nation"]
Direction = Literal["higher_is_better", "lower_is_better"]
MOSTLY_OWN = 0.5


class About(TypedDict, total=False):
    """What some targets need besides their name, see `Pooled.marginal`."""

    direction: Direction
    population: ArrayLike | None
    elsewhere: ArrayLike


@dataclass(frozen=True)
class Shrunk:
    """Each measured gemeente after borrowing from the others; NaN where a gemeente is absent.

    Parameters
    ----------
    value, low, high
        Posterior median and interval on the natural scale, ``(B, gemeenten)``.
    own_share
        Weight of the gemeente's own measurement, 0 to 1.
    borrowed
        True where that weight is below one half: mostly borrowed from the others.
    """

    value: Floats
    low: Floats
    high: Floats
    own_share: Floats
    borrowed: Flags


@dataclass(frozen=True)
class Spread:
    """How much gemeenten differ: the posterior of tau on the link scale, each ``(B,)``."""

    mean: Floats
    median: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class Pooled:
    """The posterior of B cells on one link scale.

    Parameters
    ----------
    link
        Scale of the random effect.
    present
        Which gemeenten each cell has, ``(B, gemeenten)``.
    prior_scale
        Scale of the half-normal prior on tau that was used, ``(B,)``.
    parts
        The fitted grids, which together hold each cell once.
    prior_conflict
        True where the data contradicted the given prior scale and a wider one was used, ``(B,)``.
    """

    link: Link
    present: Flags
    prior_scale: Floats
    parts: tuple[Part, ...]
    prior_conflict: Flags

    @property
    def cells(self) -> int:
        """The number of cells, B."""
        return int(self.present.shape[0])

    def cell(self, row: int) -> Pooled:
        """Take one cell, with the gemeenten it has."""
        for part in self.parts:
            (places,) = np.nonzero(part.rows == row)
            if places.size:
                alone = Part(np.array([0]), part.posterior.rows(places))
                break
        one = slice(row, row + 1)
        return Pooled(
            self.link,
            self.present[one],
            self.prior_scale[one],
            (alone,),
            self.prior_conflict[one],
        )

    def marginal(
        self,
        target: Target,
        *,
        direction: Direction = "higher_is_better",
        population: ArrayLike | None = None,
        elsewhere: ArrayLike = 0.0,
    ) -> Marginal:
        """Give the posterior of a target; read several numbers from it at the price of one.

        Parameters
        ----------
        target
            What the claim is about, see the head of this module.
        direction
            Which end is unfavourable; only "every_gemeente" uses it.
        population
            Weights of the gemeenten for "nation", ``(gemeenten,)`` or ``(B, gemeenten)``.
        elsewhere
            For "nation": the population of gemeenten that did not measure, one number or
            ``(B,)``. They enter as the average gemeente, with its uncertainty.

        Raises
        ------
        ValueError
            If the target is unknown, or "nation" has no usable weights.
        """
        if target == "every_gemeente":
            return Marginal(self.link, self._every(direction))
        if target == "nation":
            return Marginal(self.link, self._nation(population, elsewhere))
        readers: dict[str, Callable[[Posterior], Knots]] = {
            "average_gemeente": lambda posterior: posterior.average_gemeente(self.link),
            "median_gemeente": lambda posterior: posterior.median_gemeente(),
            "new_gemeente": lambda posterior: posterior.new_gemeente(),
        }
        if target not in readers:
            raise ValueError(f"target is {target!r}; expected one of {', '.join(get_args(Target))}")
        return Marginal(self.link, self._gather(lambda part: readers[target](part.posterior)))

    def quantile(self, q: ArrayLike, target: Target, **what: Unpack[About]) -> Floats:
        """Give quantiles ``(B, Q)`` of a target on the natural scale."""
        return self.marginal(target, **what).quantile(q)

    def interval(self, level: float, target: Target, **what: Unpack[About]) -> Floats:
        """Give the equal-tailed interval ``(B, 2)`` of a target on the natural scale."""
        return self.marginal(target, **what).interval(level)

    def probability_at_least(
        self, limit: ArrayLike, target: Target, **what: Unpack[About]
    ) -> Floats:
        """Give the probability ``(B,)`` that a target's natural value is `limit` or more."""
        return self.marginal(target, **what).probability_at_least(limit)

    def draw(
        self, n: int, target: Target, rng: np.random.Generator, **what: Unpack[About]
    ) -> Floats:
        """Draw ``(B, n)`` natural values of a target."""
        return self.marginal(target, **what).draw(n, rng)

    def gemeente(self) -> Knots:
        """Give the posterior of each gemeente on the link scale, ``(B, gemeenten, scores)``."""
        return self._gather(lambda part: part.posterior.gemeenten())

    def shrunk(self, level: float = 0.95) -> Shrunk:
        """Give each measured gemeente after borrowing from the others."""
        rows, (bottom, top) = self.present.reshape(-1), ends_of(level)
        flat = Marginal(self.link, self.gemeente().pick(lambda part: part.reshape(rows.size, -1)))
        low, value, high = (
            np.where(rows, column, np.nan).reshape(self.present.shape)
            for column in flat.quantile([bottom, 0.5, top]).T
        )
        own = np.full(self.present.shape, np.nan)
        for part in self.parts:
            own[part.rows] = part.posterior.own_share()
        own[~self.present] = np.nan
        return Shrunk(value, low, high, own, self.present & (own < MOSTLY_OWN))

    def spread(self, level: float = 0.95) -> Spread:
        """Summarise tau, the standard deviation between gemeenten on the link scale."""
        columns = np.empty((self.cells, 4))
        wanted = np.array([0.5, *ends_of(level)])
        for part in self.parts:
            tau, weight = part.posterior.tau, part.posterior.tau_weight
            columns[part.rows, 0] = (tau * weight).sum(axis=1)
            columns[part.rows, 1:] = _weighted_quantile(tau, weight, wanted)
        return Spread(*columns.T)

    def _every(self, direction: Direction) -> Knots:
        """Take the least favourable gemeente at each probability (Berger's intersection-union)."""
        if direction not in get_args(Direction):
            raise ValueError(f"direction is {direction!r}; expected one of {get_args(Direction)}")
        worst = np.argmin if direction == "higher_is_better" else np.argmax
        never = np.inf if direction == "higher_is_better" else -np.inf
        knots = self.gemeente()
        value = np.where(self.present[:, :, None], knots.value, never)
        chosen = worst(value, axis=1)[:, None, :]
        return knots.pick(lambda part: np.take_along_axis(part, chosen, 1)[:, 0, :])

    def _nation(self, population: ArrayLike | None, elsewhere: ArrayLike) -> Knots:
        """Weight measured gemeenten, and the unmeasured rest, by population."""
        if population is None:
            raise ValueError("population is missing; expected one weight for each gemeente")
        people = np.broadcast_to(as_floats("population", population), self.present.shape)
        require("population", people, people >= 0, "a weight of 0 or more")
        people = np.where(self.present, people, 0.0)
        rest = as_floats("elsewhere", elsewhere)
        require("elsewhere", rest, rest >= 0, "a weight of 0 or more")
        rest = per_cell("elsewhere", rest, self.cells)
        total = people.sum(axis=1) + rest
        require("population", total, total > 0, "some weight above 0 in each cell")
        share, rest = people / total[:, None], rest / total
        return self._gather(
            lambda part: part.posterior.nation(self.link, share[part.rows], rest[part.rows])
        )

    def _gather(self, read: Callable[[Part], Knots]) -> Knots:
        """Put what the parts tell back in the order of the cells."""
        told = [read(part) for part in self.parts]
        shape = (self.cells, *told[0].value.shape[1:])
        value, slope = np.empty(shape), np.empty(shape)
        for part, knots in zip(self.parts, told, strict=True):
            value[part.rows], slope[part.rows] = knots.value, knots.slope
        return Knots(value, slope)


def _weighted_quantile(values: Floats, weight: Floats, q: Floats) -> Floats:
    """Read quantiles ``(rows, Q)`` from weighted nodes, straight between their midpoints."""
    reached = np.cumsum(weight, axis=1) - weight / 2
    wanted = np.broadcast_to(q, (values.shape[0], q.size))
    rows = zip(wanted, reached, values, strict=True)
    return np.array([np.interp(at, share, value) for at, share, value in rows])
