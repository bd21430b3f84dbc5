"""At which weights does another solution come first?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.comparison.chance_flips import ChanceFlips, chance_flips
from identiteitslab.comparison.common.weight_path import criterion_path, theme_path
from identiteitslab.comparison.flip_points import FirstPlace, FlipPoints, flip_points, theme_flips
from identiteitslab.comparison.two_way import TwoWayRegions, two_way_regions
from identiteitslab.decision.answers.ground import criteria_of, table, themes

if TYPE_CHECKING:
    from identiteitslab.decision.evaluation import Evaluation


def flips(evaluation: Evaluation) -> FlipPoints:
    """Find the weight of each theme and criterion at which first place changes.

    On expected scores; the other weights share the rest in proportion.
    """
    return flip_points(table(evaluation), themes=themes(evaluation), method=evaluation.method)


def flips_of_themes(evaluation: Evaluation) -> tuple[FirstPlace, ...]:
    """Find the weight of each theme at which first place changes; `flips` without criteria."""
    return theme_flips(table(evaluation), themes=themes(evaluation), method=evaluation.method)


def chances_along(
    evaluation: Evaluation, item: str, *, draws: int = 4096, places: int = 51
) -> ChanceFlips:
    """Follow every chance of first place while the weight of one theme or criterion runs.

    Its ``crossings`` are the weights at which two solutions are equally likely to come first.

    Raises
    ------
    ValueError
        For an item that is no theme or criterion, or the only one.
    """
    expected, names = table(evaluation), themes(evaluation)
    criteria_of(evaluation, item)
    path = (
        theme_path(expected, names.index(item), item)
        if item in names
        else criterion_path(expected, expected.criteria.index(item))
    )
    return chance_flips(
        evaluation.scores.criteria,
        expected,
        path,
        seed=evaluation.question.seed,
        method=evaluation.method,
        draws=draws,
        places=places,
    )


def regions(evaluation: Evaluation, one: str, other: str, *, steps: int = 40) -> TwoWayRegions:
    """Find who comes first at every pair of weights of two themes or criteria.

    Raises
    ------
    ValueError
        For an item that is no theme or criterion, or two that overlap.
    """
    parts = (criteria_of(evaluation, item) for item in (one, other))
    return two_way_regions(table(evaluation), *parts, steps=steps, method=evaluation.method)
