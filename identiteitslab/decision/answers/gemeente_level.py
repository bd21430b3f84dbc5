"""What each gemeente adds to what is known of each cell, and what is known without it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.decision.answers.moved_without import Pairs, told_by
from identiteitslab.decision.answers.reweighed import reweighed
from identiteitslab.decision.answers.values_without import LOOKED_AT, Now, values_without
from identiteitslab.estimation.engine import pool_estimates
from identiteitslab.scoring.pools import span
from identiteitslab.scoring.value_functions import score

if TYPE_CHECKING:
    import datetime as dt

    from identiteitslab.comparison.common.arrays import Counts, Double, Mask
    from identiteitslab.decision.answers.reweighed import Reweighed
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.estimation.cells import Cells
    from identiteitslab.estimation.estimate import Group

UNKNOWN_VARIANCE = 100.0**2 / 12
"""Of a score that is spread evenly over 0..100."""


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
    again: Mask
    """(cell, gemeente) estimated again; elsewhere moved as a weighted mean does."""


def gemeente_level(evaluation: Evaluation, weights: Reweighed | None = None) -> GemeenteLevel:
    """Take all cells apart by gemeente.

    Cells are estimated again without each gemeente, and participants weighed anew, except where
    many are left; see `values_without` and `reweighed`.
    """
    scores, estimates = evaluation.scores, evaluation.estimates
    weights = weights or reweighed(evaluation)
    solutions = {name: n for n, name in enumerate(scores.solution_ids)}
    indicators = {name: n for n, name in enumerate(scores.indicator_ids)}
    parts = []
    for group in estimates.groups:
        rows = np.array([row for row, (_, i) in enumerate(group.cells.keys) if i in indicators])
        if len(rows):
            keys = [group.cells.keys[row] for row in rows.tolist()]
            places = np.array([(solutions[s], indicators[i]) for s, i in keys])
            found = _taken_apart(evaluation, weights, group, rows)
            parts.append((places[:, 0], places[:, 1], *found))
    names = estimates.gemeenten
    if not parts:
        none, table = np.zeros(0, dtype=np.int64), np.zeros((0, len(names)))
        empty = np.zeros(0)
        return GemeenteLevel(
            none, none, names, table > 0, table, empty, empty, table, table, table == 0
        )
    solution, indicator, *rest = (np.concatenate(one) for one in zip(*parts, strict=True))
    there, share, mean, variance, mean_without, variance_without, again = rest
    return GemeenteLevel(
        solution, indicator, names, there, share, mean, variance,
        np.where(there, mean_without, mean[:, None]),
        np.where(there, variance_without, variance[:, None]),
        again,
    )  # fmt: skip


def _taken_apart(
    evaluation: Evaluation, weights: Reweighed, group: Group, rows: Counts
) -> tuple[Double | Mask, ...]:
    """Return present, share, mean, variance, mean and variance without, of some cells."""
    day = evaluation.question.on
    cells, values = group.cells.rows(rows), group.values[rows][:, LOOKED_AT]
    scored = _score(cells, values, np.arange(len(rows)), day)
    mean, variance = scored.mean(axis=1), scored.var(axis=1)
    share = _share_of_information(cells)
    pairs = Pairs(*np.nonzero(cells.present))
    left = values_without(evaluation, weights, Now(cells, values, share), pairs)
    scored = _score(cells, left.values, pairs.cell, day)
    lowest, highest = _unknown(evaluation, cells, pairs, left.known)
    shape = cells.present.shape
    mean_without, variance_without, again = np.zeros(shape), np.zeros(shape), np.ones(shape)
    known = left.known
    mean_without[pairs] = np.where(known, scored.mean(axis=1), (lowest + highest) / 2)
    variance_without[pairs] = np.where(known, scored.var(axis=1), (highest - lowest) ** 2 / 12)
    again[pairs] = left.again
    return cells.present, share, mean, variance, mean_without, variance_without, again > 0


def _unknown(
    evaluation: Evaluation, cells: Cells, pairs: Pairs, known: Mask
) -> tuple[Double, Double]:
    """Return between which scores cells lie of which nothing is known any more, (pair,) each."""
    ends = np.tile([0.0, 100.0], (len(known), 1))
    estimates, names = evaluation.estimates, evaluation.estimates.gemeenten
    for place in np.flatnonzero(~known).tolist():
        row = int(pairs.cell[place])
        leaves = names[int(pairs.gemeente[place])]
        longer = estimates.longer_than(*cells.keys[row], without=leaves)
        ends[place] = span(cells.indicators[row].value_on(evaluation.question.on), longer)
    return ends[:, 0], ends[:, 1]


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
    told = told_by(cells)
    if told is not None:
        pooled = pool_estimates(
            told.y, told.v, link=told.link, prior_scale=cells.prior_scale, present=told.present
        )
        return told.shares(pooled.spread().mean)
    counted = np.where(cells.exposure > 0, cells.exposure, cells.present)
    information = np.where(cells.present, counted, 0.0)
    share: Double = information / information.sum(axis=1, keepdims=True)
    return share
