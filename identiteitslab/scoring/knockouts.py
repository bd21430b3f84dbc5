"""Test every solution against every minimum of a context."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.scoring.minimums import MinimumResult, judge_point, judge_probability

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.model import Context, Minimum
    from identiteitslab.estimation.estimate import Estimates

SUBSTANTIAL = 2
"""Without a situation the minimums of services at level substantial hold."""


def test_minimums(
    catalogue: Catalogue,
    context: Context,
    day: dt.date,
    situation: str | None,
    estimates: Estimates,
) -> tuple[MinimumResult, ...]:
    """Judge all minimums that hold in a context on a day.

    A situation brings its required assurance level: it replaces the limit on that level itself,
    and minimums that only belong to a higher level do not hold.
    """
    level = catalogue.situations[situation].required_level if situation else None
    asked = tuple(_asked(catalogue, context, day, level))
    limits = {
        (solution, name): limit for solution, name, minimum, limit in asked if _uncertain(minimum)
    }
    chances = estimates.at_least(limits)
    return tuple(
        _judge(catalogue, solution, name, minimum, limit, estimates, chances)
        for solution, name, minimum, limit in asked
    )


def _asked(
    catalogue: Catalogue, context: Context, day: dt.date, level: int | None
) -> Iterator[tuple[str, str, Minimum, float]]:
    """Give solution, indicator, minimum and limit of every demand that holds."""
    for name, indicator in catalogue.in_context(context).items():
        minimum = indicator.minimum_on(day, context)
        if minimum is None or (SUBSTANTIAL if level is None else level) < minimum.from_level:
            continue
        replaced = minimum.set_by_situation and level is not None
        limit = float(level or 0) if replaced else minimum.limit
        for solution, about in catalogue.solutions.items():
            if indicator.applies_if is None or indicator.applies_if in about.properties:
                yield solution, name, minimum, limit


def _uncertain(minimum: Minimum) -> bool:
    return minimum.test != "point"


def _judge(
    catalogue: Catalogue,
    solution: str,
    name: str,
    minimum: Minimum,
    limit: float,
    estimates: Estimates,
    chances: dict[tuple[str, str], float],
) -> MinimumResult:
    about = (solution, catalogue.criterion_of[name], name, minimum, limit)
    known = estimates.get(solution, name)
    if known is None:
        return MinimumResult(*about, "not_shown")
    if known.exact or not _uncertain(minimum):
        outcome = judge_point(known.middle, limit, lower=minimum.lower)
        return MinimumResult(*about, outcome, known.middle)
    at_least = chances[solution, name]
    probability = at_least if minimum.lower else 1 - at_least
    return MinimumResult(*about, judge_probability(probability), known.middle, probability)
