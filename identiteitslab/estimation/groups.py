"""How each kind of cell is estimated: one function a recipe, from sums to what is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from identiteitslab.estimation.cells import Cells, take
from identiteitslab.estimation.engine import pool_estimates, pool_events
from identiteitslab.estimation.from_sums import bounded_means, log_amounts, log_durations
from identiteitslab.estimation.gaps import gap
from identiteitslab.estimation.known import Affine, Reported, Share
from identiteitslab.estimation.link import Link
from identiteitslab.measurement.kind import FX
from identiteitslab.measurement.known_kinds import known_kinds

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    import pyarrow as pa

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.model import Indicator
    from identiteitslab.estimation.from_sums import Summaries
    from identiteitslab.estimation.known import Known
    from identiteitslab.estimation.pooled import Pooled
    from identiteitslab.measurement.cube import Cube

Recipe = Literal[
    "binomial", "poisson", "mean", "duration", "amount", "share", "report", "level", "gap"
]


class Made(NamedTuple):
    """Cells with what is known of them; ``pooled`` is None where gemeenten are not pooled."""

    cells: Cells
    known: Known
    pooled: Pooled | None = None


class Scope(NamedTuple):
    """Which cells to estimate (all if None), and with how wide a prior on tau."""

    only: Collection[tuple[str, str]] | None = None
    prior_factor: float = 1.0


EVERYTHING = Scope()


def recipe(indicator: Indicator) -> Recipe:
    """Say how an indicator is estimated, from its kind and its pooling."""
    kind = known_kinds()[indicator.kind]
    if kind.likelihood == "levels":
        return "level"
    if kind.likelihood == "contrast":
        return "gap"
    if indicator.pooling == "none":
        return "share" if kind.likelihood == "binomial" and not indicator.census else "report"
    if kind.likelihood == "normal":
        return "mean" if kind.link == "logit" else "duration"
    return "amount" if kind.likelihood == "reported" else kind.likelihood


def make(
    how: Recipe,
    catalogue: Catalogue,
    names: Sequence[str],
    cube: Cube,
    sums: pa.Table,
    scope: Scope,
) -> Iterator[Made]:
    """Estimate the measured cells of some indicators that share a recipe and a target."""
    if how == "gap":
        wanted = None if scope.only is None else {name for _, name in scope.only}
        for name in names:
            if wanted is not None and name not in wanted:
                continue
            found = gap(catalogue, name, cube, sums, prior_factor=scope.prior_factor)
            if found is not None:
                yield Made(*found)
        return
    cells = take(catalogue, cube, names).under(scope.prior_factor)
    if scope.only is not None:
        chosen = [row for row, key in enumerate(cells.keys) if key in scope.only]
        cells = cells.rows(np.array(chosen, dtype=np.intp))
    made = from_cells(how, cells)
    if made is not None:
        yield made


def from_cells(how: Recipe, cells: Cells) -> Made | None:
    """Estimate cells that share a recipe and a target from their own sums; no gaps.

    Cells that say nothing are left out; None if that are all.
    """
    return _RECIPES[how](cells) if cells.keys else None


def _unit(cells: Cells, pooled: Pooled) -> Affine:
    """Read the target that the indicator asks for, in its own unit."""
    offset, factor = cells.unit()
    target = cells.indicators[0].target
    return Affine(pooled.marginal(target, direction=cells.indicators[0].direction), offset, factor)


def _binomial(cells: Cells) -> Made:
    return _pool_events(cells, "binomial")


def _poisson(cells: Cells) -> Made:
    return _pool_events(cells, "poisson")


def _pool_events(cells: Cells, likelihood: Literal["binomial", "poisson"]) -> Made:
    exposure = np.where(cells.present, cells.exposure, 1.0)
    pooled = pool_events(
        cells.events,
        exposure,
        likelihood=likelihood,
        prior_scale=cells.prior_scale,
        present=cells.present,
    )
    return Made(cells, _unit(cells, pooled), pooled)


def _mean(cells: Cells) -> Made | None:
    return _pool_summaries(bounded_means(cells), Link("logit"))


def _duration(cells: Cells) -> Made | None:
    return _pool_summaries(log_durations(cells), Link("log"))


def _amount(cells: Cells) -> Made | None:
    return _pool_summaries(log_amounts(cells), Link("log"))


def _pool_summaries(found: Summaries, link: Link) -> Made | None:
    cells = found.cells
    if not cells.keys:
        return None
    pooled = pool_estimates(
        found.y, found.v, link=link, prior_scale=cells.prior_scale, present=cells.present
    )
    return Made(cells, _unit(cells, pooled), pooled)


def _share(cells: Cells) -> Made:
    return Made(cells, Share(cells.events.sum(axis=1), cells.exposure.sum(axis=1)))


def _report(cells: Cells) -> Made:
    """Take the least favourable report; a total count is its own report."""
    counted = cells.exposure.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = cells.events.sum(axis=1) / counted
    low = np.where(cells.present, cells.min_fx, np.inf).min(axis=1) / FX
    high = np.where(cells.present, cells.max_fx, -np.inf).max(axis=1) / FX
    rises = np.array([i.direction == "higher_is_better" for i in cells.indicators])
    value = np.exp(np.where(rises, low, high))
    return Made(cells, Reported(np.where(counted > 0, share, value)))


def _level(cells: Cells) -> Made:
    """Take the weakest level that any assessor gave: a chain is as strong as its weakest link."""
    return Made(cells, Reported(np.where(cells.present, cells.min_fx, np.inf).min(axis=1) / FX))


_RECIPES: dict[Recipe, Callable[[Cells], Made | None]] = {
    "binomial": _binomial,
    "poisson": _poisson,
    "mean": _mean,
    "duration": _duration,
    "amount": _amount,
    "share": _share,
    "report": _report,
    "level": _level,
}
