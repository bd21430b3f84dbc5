"""One solution against another: how often is it above, where does it gain, what equals that?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.comparison.common.arrays import index_of
from identiteitslab.comparison.contribution import contributions_by_method
from identiteitslab.comparison.equivalent_change import (
    EquivalentChange,
    equivalent_change,
    value_after_change,
)
from identiteitslab.comparison.pairwise import (
    DifferenceDots,
    TwoSolutions,
    compare_two,
    difference_dots,
)
from identiteitslab.decision.answers.ground import indicator_shares, table
from identiteitslab.scoring.value_functions import off_scale, on_scale

if TYPE_CHECKING:
    import pandas as pd

    from identiteitslab.decision.evaluation import Evaluation


@dataclass(frozen=True)
class Against:
    """One solution against another."""

    one: str
    other: str
    dots: DifferenceDots
    """``dots.above`` of ``len(dots.dots)``: one above the other in k of 20."""
    profile: TwoSolutions
    """Difference, gain in the total and chance to be better, criterion by criterion."""
    themes: dict[str, float]
    """Points of the total by which the one is ahead, per theme."""

    def to_frame(self) -> pd.DataFrame:
        """Return one row per criterion, the largest gain first."""
        return self.profile.to_frame()


def against(evaluation: Evaluation, one: str, other: str) -> Against:
    """Set one solution against another, in the draws of the evaluation.

    Raises
    ------
    ValueError
        For a solution that does not exist, or the same one twice.
    """
    expected, totals = table(evaluation), evaluation.ranks.totals
    profile = compare_two(evaluation.scores.criteria, expected, one, other)
    rows = [expected.solutions.index(name) for name in (one, other)]
    if evaluation.method is not None:
        seed = evaluation.question.seed
        added = contributions_by_method(expected, evaluation.method, seed=seed)
        profile = profile.with_gain(added[rows[0]] - added[rows[1]])
    gains = np.bincount(expected.theme, profile.gain).tolist()
    return Against(
        one,
        other,
        difference_dots(totals[rows[0]], totals[rows[1]]),
        profile,
        dict(zip(evaluation.weighing.theme_points, gains, strict=True)),
    )


@dataclass(frozen=True)
class ValueChange:
    """A change of one indicator, in its own unit."""

    indicator: str
    now: float
    then: float


@dataclass(frozen=True)
class Equivalent:
    """What a change on one criterion equals on the others, for one solution."""

    solution: str
    points: EquivalentChange
    """In score points per criterion."""
    measured: dict[str, ValueChange | None]
    """Per criterion, the change of its weightiest measured indicator that would bring those
    points; None where the scale has no room or nothing was measured."""

    def to_frame(self) -> pd.DataFrame:
        """Return one row per criterion."""
        return self.points.to_frame()


def equivalent(evaluation: Evaluation, solution: str, criterion: str, change: float) -> Equivalent:
    """Tell what some score points on one criterion equal elsewhere: "this much better here is...".

    By the weights of the profile; an own method has no fixed rates and is not used.

    Raises
    ------
    ValueError
        For a solution or criterion that does not exist.
    """
    expected = table(evaluation)
    row = index_of("solution", solution, expected.solutions)
    points = equivalent_change(
        expected.own_weights[row],
        criterion,
        change,
        scores=expected.means[row],
        criteria=expected.criteria,
    )
    measured = {
        name: _measured(evaluation, row, name, by) if by is not None and fits else None
        for name, by, fits in zip(
            points.criteria, points.equivalent, points.within_scale, strict=True
        )
    }
    return Equivalent(solution, points, measured)


def _measured(
    evaluation: Evaluation, row: int, criterion: str, points: float
) -> ValueChange | None:
    """Turn points of a criterion into a change of its weightiest indicator."""
    scores, catalogue = evaluation.scores, evaluation.catalogue
    shares = indicator_shares(evaluation)[row]
    mine = [n for n, i in enumerate(scores.indicator_ids) if catalogue.criterion_of[i] == criterion]
    place = max(mine, key=lambda n: shares[n])
    name = scores.indicator_ids[place]
    known = evaluation.estimates.get(scores.solution_ids[row], name)
    function = catalogue.indicators[name].value_on(evaluation.question.on)
    if known is None or function.scale == "levels" or shares[place] == 0:
        return None
    cutoffs, values = np.array(sorted(function.points)).T
    then = value_after_change(
        float(on_scale(np.clip(known.middle, cutoffs[0], cutoffs[-1]), function.scale)),
        points / shares[place],
        on_scale(cutoffs, function.scale),
        values,
    )
    if then is None:
        return None
    return ValueChange(name, known.middle, float(off_scale(then, function.scale)))
