"""The same measurements under other criteria: who moves by how much, and through which change."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from identiteitslab.criteria.diff import Change, diff
from identiteitslab.decision.answers.ground import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identiteitslab.comparison.common.arrays import Double
    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.decision.evaluation import Evaluation, Standing
    from identiteitslab.estimation.knockout import Outcome

SHARED = "shared"
"""The cause of what moves through data that belong to no criterion or weight."""

NOTHING = 1e-9
"""Points that are no more than rounding."""


class Move(NamedTuple):
    """How one solution stands before and after; expected scores, so that parts add up exactly."""

    solution: str
    before: float
    after: float
    standing_before: Standing
    standing_after: Standing

    @property
    def points(self) -> float:
        """By how many points of the total it moves."""
        return self.after - self.before


class Turn(NamedTuple):
    """A minimum that is judged otherwise; None where only one side has it."""

    solution: str
    indicator: str
    before: Outcome | None
    after: Outcome | None


@dataclass(frozen=True)
class CriteriaChange:
    """What other criteria do to a comparison of the same measurements.

    Attributes
    ----------
    before, after
        The same question with the same seed, under both sets of criteria.
    changes
        Every difference between them, as `criteria.diff` tells it.
    causes
        Ids of criteria that were changed, of themes whose points were, or `SHARED`.
    parts
        (solution, cause) points of the total; each row sums to the move of that solution.
    """

    before: Evaluation
    after: Evaluation
    changes: tuple[Change, ...]
    causes: tuple[str, ...]
    parts: Double

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """How every solution moves, in the order in which they stand afterwards."""
        before, after = (
            dict(zip(one.scores.solution_ids, table(one).totals.tolist(), strict=True))
            for one in (self.before, self.after)
        )
        known = {s.solution: s for s in self.before.standings}
        return tuple(
            Move(s.solution, before[s.solution], after[s.solution], known[s.solution], s)
            for s in self.after.standings
        )

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """Minimums that are judged otherwise, or that only one side has."""
        before, after = (
            {(m.solution, m.indicator): m.outcome for m in one.minimums}
            for one in (self.before, self.after)
        )
        keys = dict.fromkeys((*after, *before))
        found = (Turn(*key, before.get(key), after.get(key)) for key in keys)
        return tuple(turn for turn in found if turn.before != turn.after)

    def part(self, solution: str, cause: str) -> float:
        """Give the points by which one cause moves one solution."""
        row = self.after.scores.solution_ids.index(solution)
        return float(self.parts[row, self.causes.index(cause)])

    def about(self, cause: str) -> tuple[Change, ...]:
        """Give the differences that belong to a cause."""
        return tuple(change for change in self.changes if cause in self._causes(change))

    @property
    def without_effect(self) -> tuple[Change, ...]:
        """Give the differences that move no score: words, minimums, sources."""
        return tuple(c for c in self.changes if not {*self._causes(c)} & {*self.causes})

    def to_frame(self) -> pd.DataFrame:
        """Give one row per solution: before, after, and the points through each cause."""
        rows = [
            {
                "solution": move.solution,
                "before": move.before,
                "after": move.after,
                "move": move.points,
                "minimums_before": move.standing_before.outcome,
                "minimums_after": move.standing_after.outcome,
                "first_before": move.standing_before.first,
                "first_after": move.standing_after.first,
                **{cause: self.part(move.solution, cause) for cause in self.causes},
            }
            for move in self.moves
        ]
        return pd.DataFrame(rows).set_index("solution")

    def _causes(self, change: Change) -> tuple[str, ...]:
        return _causes(change, self.after.question.profile)


def criteria_change(before: Evaluation, after: Evaluation) -> CriteriaChange:
    """Split the move of every solution over the changes of the criteria.

    A total is a sum of weight times score. A move is split in the middle: what a score changes
    counts with the mean of both weights, what a weight changes with the mean of both scores, as
    far as that lies above or below the solution's own total. A criterion that joins a theme takes
    its weight from the others there; what those lose or gain by it counts as its doing.

    Parameters
    ----------
    before, after
        The same measurements and solutions, the same question and seed, other criteria.

    Raises
    ------
    ValueError
        For other solutions or other measurements, or a method of one's own: its totals are no
        sums.
    """
    if before.method is not None or after.method is not None:
        raise ValueError("before and after have a method of their own: expected the weighted sum")
    if before.scores.solution_ids != after.scores.solution_ids:
        raise ValueError("after holds other solutions than before: expected the same ones")
    if before.data_version != after.data_version:
        raise ValueError("after rests on other measurements than before: expected the same ones")
    changes = diff(before.catalogue, after.catalogue)
    touched = {name for change in changes for name in _causes(change, after.question.profile)}
    criteria, parts_of = _parts(before, after, touched)
    causes = [name for name in criteria if name in touched]
    themes = [name for name in parts_of if name not in criteria]
    named = (*themes, *causes, *(name for name in criteria if name not in touched))
    points = np.stack([parts_of[name] for name in named], axis=1)
    return _named(before, after, changes, named, points, len(themes) + len(causes))


def _named(
    before: Evaluation,
    after: Evaluation,
    changes: tuple[Change, ...],
    named: Sequence[str],
    points: Double,
    known: int,
) -> CriteriaChange:
    """Keep the causes that move something; what has no cause of its own goes together."""
    shared = points[:, known:].sum(axis=1, keepdims=True)
    parts = np.concatenate([points[:, :known], shared], axis=1)
    names = (*named[:known], SHARED)
    moving = (np.abs(parts) > NOTHING).any(axis=0)
    causes = tuple(name for name, moves in zip(names, moving, strict=True) if moves)
    return CriteriaChange(before, after, changes, causes, parts[:, moving])


def _causes(change: Change, profile: str) -> tuple[str, ...]:
    """Name the criteria or the theme that a difference belongs to."""
    match change.path:
        case ("criteria", _, str(criterion), *_):
            return (criterion,)
        case ("profiles", str(name), "multipliers", str(criterion)) if name == profile:
            return (criterion,)
        case ("profiles", str(name), "themes", str(theme)) if name == profile:
            return (theme,)
        case ("criteria", _):
            return _keys(change)
        case ("profiles", str(name), "multipliers") if name == profile:
            return _keys(change)
    return (SHARED,)


def _keys(change: Change) -> tuple[str, ...]:
    """Name what stands in a table that only one side has."""
    return tuple(json.loads(change.before or change.after or "{}"))


def _parts(
    before: Evaluation, after: Evaluation, touched: set[str]
) -> tuple[tuple[str, ...], dict[str, Double]]:
    """Give all criteria, and points (solution,) by theme and criterion."""
    criteria = tuple(dict.fromkeys((*after.scores.criterion_ids, *before.scores.criterion_ids)))
    theme_of = before.catalogue.theme_of | after.catalogue.theme_of
    themes = tuple(dict.fromkeys(theme_of[name] for name in criteria))
    member = np.array([[theme_of[name] == theme for theme in themes] for name in criteria])
    (w0, s0), (w1, s1) = (_spread(one, criteria) for one in (before, after))
    s0, s1 = np.where(np.isnan(s0), s1, s0), np.where(np.isnan(s1), s0, s1)
    by_score = (s1 - s0) * (w0 + w1) / 2
    level = ((w0 * s0).sum(axis=1) + (w1 * s1).sum(axis=1)) / 2
    above = (s0 + s1) / 2 - level[:, None]
    (p0, q0), (p1, q1) = (_split(weights, member) for weights in (w0, w1))
    by_theme = (((p1 - p0) @ member.T) * (q0 + q1) / 2 * above) @ member
    moved = (q1 - q0) * ((p0 + p1) @ member.T) / 2
    within = _to_causes(moved * above, np.abs(moved), member, [c in touched for c in criteria])
    points = by_score + within
    told = dict(zip(themes, by_theme.T, strict=True)) | dict(zip(criteria, points.T, strict=True))
    return criteria, told


def _spread(evaluation: Evaluation, criteria: Sequence[str]) -> tuple[Double, Double]:
    """Give weights and expected scores (solution, criterion); no weight and NaN where absent."""
    own = table(evaluation)
    place = [own.criteria.index(name) if name in own.criteria else -1 for name in criteria]
    there = np.array(place) >= 0
    weights = np.where(there, own.own_weights[:, place], 0.0)
    return weights, np.where(there, own.means[:, place], np.nan)


def _split(
    weights: Double, member: np.ndarray[tuple[int, int], np.dtype[np.bool_]]
) -> tuple[Double, Double]:
    """Split weights into those of themes (solution, theme) and parts of them, per criterion."""
    points: Double = weights @ member
    whole = points @ member.T
    return points, np.divide(weights, whole, out=np.zeros_like(weights), where=whole > 0)


def _to_causes(
    points: Double,
    size: Double,
    member: np.ndarray[tuple[int, int], np.dtype[np.bool_]],
    touched: Sequence[bool],
) -> Double:
    """Give what criteria gain by weight that only moved along to those that made it move."""
    told = points.copy()
    causes = np.array(touched)
    for theme in member.T:
        own, along = theme & causes, theme & ~causes
        share = size[:, own]
        whole = share.sum(axis=1, keepdims=True)
        if not own.any() or (whole <= NOTHING).all():
            continue
        part = np.divide(share, whole, out=np.zeros_like(share), where=whole > NOTHING)
        moves = (whole > NOTHING)[:, 0]
        rest = np.where(moves, points[:, along].sum(axis=1), 0.0)
        told[:, own] += part * rest[:, None]
        told[np.ix_(moves, along)] = 0.0
    return told


def same_kinds(mine: Catalogue, other: Catalogue) -> set[str]:
    """Name indicators of the other catalogue whose measurements mean the same as in mine."""
    return {
        name
        for name, indicator in other.indicators.items()
        if name in mine.indicators
        and (mine.indicators[name].kind, mine.indicators[name].bounds)
        == (indicator.kind, indicator.bounds)
    }
