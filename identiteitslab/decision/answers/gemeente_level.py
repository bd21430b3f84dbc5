"""What each gemeente adds to what is known of each cell, and what is known without it.

The spread between gemeenten is held at its value with all of them. So leaving one out is a shift
and a stretch on the link scale, in closed form: fast enough for every gemeente of the country.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.estimation.effect_sizes import log_rate, logit_proportion
from identiteitslab.estimation.engine import pool_estimates
from identiteitslab.estimation.from_sums import bounded_means, log_amounts, log_durations
from identiteitslab.estimation.groups import recipe
from identiteitslab.estimation.link import Link
from identiteitslab.measurement.kind import FX
from identiteitslab.scoring.value_functions import score

if TYPE_CHECKING:
    import datetime as dt

    from identiteitslab.comparison.common.arrays import Counts, Double, Mask
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.estimation.cells import Cells
    from identiteitslab.estimation.estimate import Group

UNKNOWN_MEAN, UNKNOWN_VARIANCE = 50.0, 100.0**2 / 12
"""Of a score that is spread evenly over 0..100."""

_LOOKED_AT = slice(32, None, 64)
"""Of the equally likely values of a cell, those that are followed when a gemeente leaves."""


@dataclass(frozen=True)
class GemeenteLevel:
    """Measured cells that are scored, with what each gemeente does to them."""

    solution: Counts
    """(cell,) place among the solutions."""
    indicator: Counts
    """(cell,) place among the scored indicators."""
    gemeenten: tuple[str, ...]
    present: Mask
    """(cell, gemeente)."""
    share: Double
    """(cell, gemeente) part of the information; each row sums to one."""
    mean: Double
    """(cell,) expected score with all gemeenten."""
    variance: Double
    """(cell,) of the score with all gemeenten."""
    mean_without: Double
    """(cell, gemeente) expected score without the gemeente; the same where it was absent."""
    variance_without: Double
    """(cell, gemeente)."""


def gemeente_level(evaluation: Evaluation) -> GemeenteLevel:
    """Take all cells apart by gemeente.

    Levels and reports are judged anew without each gemeente. A gap between groups of people is
    kept as it is: its parts are not told by gemeente.
    """
    scores, estimates = evaluation.scores, evaluation.estimates
    solutions = {name: n for n, name in enumerate(scores.solution_ids)}
    indicators = {name: n for n, name in enumerate(scores.indicator_ids)}
    parts = []
    for group in estimates.groups:
        rows = np.array([row for row, (_, i) in enumerate(group.cells.keys) if i in indicators])
        if len(rows):
            keys = [group.cells.keys[row] for row in rows.tolist()]
            places = np.array([(solutions[s], indicators[i]) for s, i in keys])
            found = _taken_apart(group, rows, evaluation.question.on)
            parts.append((places[:, 0], places[:, 1], *found))
    names = estimates.gemeenten
    if not parts:
        none, table = np.zeros(0, dtype=np.int64), np.zeros((0, len(names)))
        empty = np.zeros(0)
        return GemeenteLevel(none, none, names, table > 0, table, empty, empty, table, table)
    solution, indicator, *rest = (np.concatenate(one) for one in zip(*parts, strict=True))
    present, share, mean, variance, mean_without, variance_without = rest
    there = present.astype(np.bool_)
    return GemeenteLevel(
        solution, indicator, names, there, share, mean, variance,
        np.where(there, mean_without, mean[:, None]),
        np.where(there, variance_without, variance[:, None]),
    )  # fmt: skip


def _taken_apart(group: Group, rows: Counts, day: dt.date) -> tuple[Double | Mask, ...]:
    """Return present, share, mean, variance, mean and variance without, of some cells."""
    cells, values = group.cells.rows(rows), group.values[rows][:, _LOOKED_AT]
    now = _score(cells, values, np.arange(len(rows)), day)
    mean, variance = now.mean(axis=1), now.var(axis=1)
    share = _share_of_information(cells)
    cell, gemeente = np.nonzero(cells.present)
    left = _left_values(cells, values, share, cell, gemeente)
    scored = _score(cells, left, cell, day)
    alone = cells.present.sum(axis=1)[cell] == 1
    shape = cells.present.shape
    mean_without, variance_without = np.zeros(shape), np.zeros(shape)
    mean_without[cell, gemeente] = np.where(alone, UNKNOWN_MEAN, scored.mean(axis=1))
    variance_without[cell, gemeente] = np.where(alone, UNKNOWN_VARIANCE, scored.var(axis=1))
    return cells.present, share, mean, variance, mean_without, variance_without


def _score(cells: Cells, values: Double, cell: Counts, day: dt.date) -> Double:
    """Score values (row, value) of the cells that the rows belong to."""
    found = np.empty(values.shape)
    names = np.array([name for _, name in cells.keys])[cell]
    for name in np.unique(names):
        mine = names == name
        indicator = cells.indicators[int(cell[mine][0])]
        found[mine] = score(values[mine], indicator.value_on(day))
    return found


def _share_of_information(cells: Cells) -> Double:
    """Return each gemeente's part of the information in a cell, (cell, gemeente)."""
    told = _summaries(cells)
    if told is None:
        counted = np.where(cells.exposure > 0, cells.exposure, cells.present)
        information = np.where(cells.present, counted, 0.0)
    else:
        y, v, link = told
        pooled = pool_estimates(
            y, v, link=link, prior_scale=cells.prior_scale, present=cells.present
        )
        tau = pooled.spread().mean
        information = np.where(cells.present, 1 / (v + tau[:, None] ** 2), 0.0)
    share: Double = information / information.sum(axis=1, keepdims=True)
    return share


def _summaries(cells: Cells) -> tuple[Double, Double, Link] | None:
    """Return estimate and variance of each gemeente on the link scale; None if not pooled."""
    exposure = np.where(cells.present, np.maximum(cells.exposure, 1.0), 1.0)
    match recipe(cells.indicators[0]):
        case "binomial":
            return *logit_proportion(cells.events, exposure), Link("logit")
        case "poisson":
            return *log_rate(cells.events, exposure), Link("log")
        case "mean":
            return *bounded_means(cells)[1:], Link("logit")
        case "duration":
            return *log_durations(cells)[1:], Link("log")
        case "amount":
            return *log_amounts(cells)[1:], Link("log")
    return None


def _left_values(
    cells: Cells, values: Double, share: Double, cell: Counts, gemeente: Counts
) -> Double:
    """Return values (pair, value) of each cell without one of its gemeenten."""
    told = _summaries(cells)
    if told is not None:
        return _shifted(cells, values, share, told, cell, gemeente)
    if recipe(cells.indicators[0]) == "gap":
        return values[cell]
    without = cells.present[cell]
    without[np.arange(len(cell)), gemeente] = False
    return np.repeat(_reported(cells, cell, without)[:, None], values.shape[1], axis=1)


def _shifted(
    cells: Cells,
    values: Double,
    share: Double,
    told: tuple[Double, Double, Link],
    cell: Counts,
    gemeente: Counts,
) -> Double:
    """Shift and stretch what is known on the link scale, as a weighted mean does."""
    y, _, link = told
    offset, factor = (part[:, None] for part in cells.unit())
    tiny = 1e-9
    natural = (values - offset) / factor
    inside = np.clip(natural, tiny, 1 - tiny if link.name == "logit" else np.inf)
    linked = link.forward(inside)
    centre = np.median(linked, axis=1)[cell]
    own = share[cell, gemeente]
    rest = np.maximum(1 - own, tiny)
    middle = (share * y).sum(axis=1)[cell]
    shift = -own * (y[cell, gemeente] - middle) / rest
    moved = (centre + shift)[:, None] + (linked[cell] - centre[:, None]) / np.sqrt(rest)[:, None]
    found: Double = offset[cell] + factor[cell] * link.inverse(moved)
    return found


def _reported(cells: Cells, cell: Counts, kept: Mask) -> Double:
    """Take the count or the least favourable report of those that are left, (pair,)."""
    exposure = (cells.exposure[cell] * kept).sum(axis=1)
    counted = (cells.events[cell] * kept).sum(axis=1) / np.where(exposure > 0, exposure, 1.0)
    levels = np.array([i.kind == "level" for i in cells.indicators])[cell]
    rises = np.array([i.direction == "higher_is_better" for i in cells.indicators])[cell]
    low = np.where(kept, cells.min_fx[cell], np.inf).min(axis=1) / FX
    high = np.where(kept, cells.max_fx[cell], -np.inf).max(axis=1) / FX
    worst = np.where(levels | rises, low, high)
    someone = np.where(kept.any(axis=1), worst, 0.0)
    read = np.where(levels, someone, np.exp(np.where(levels, 0.0, someone)))
    return np.where(exposure > 0, counted, read)
