"""Test every solution against every minimum of a context."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from identiteitslab.estimation.groups import Scope
from identiteitslab.estimation.knockout import PRIOR_FACTORS
from identiteitslab.scoring.further import further
from identiteitslab.scoring.minimums import (
    MinimumResult,
    chance_met,
    judge_point,
    judge_probability,
    uncertain,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.model import Context, Minimum
    from identiteitslab.estimation.estimate import Estimates

    Chances = dict[tuple[str, str], float]

SUBSTANTIAL = 2
"""Without a situation the minimums of services at level substantial hold."""


class Asked(NamedTuple):
    """One demand on one solution."""

    solution: str
    indicator: str
    minimum: Minimum
    limit: float

    @property
    def key(self) -> tuple[str, str]:
        """Solution and indicator."""
        return self.solution, self.indicator


def test_minimums(
    catalogue: Catalogue,
    context: Context,
    day: dt.date,
    situation: str | None,
    estimates: Estimates,
    refit: Callable[[Scope], Estimates],
) -> tuple[MinimumResult, ...]:
    """Judge all minimums that hold in a context on a day.

    A situation brings its required assurance level: it replaces the limit on that level itself,
    and minimums that only belong to a higher level do not hold. An outcome must stand with the
    prior on tau half and twice as wide; otherwise it is not shown.

    Parameters
    ----------
    catalogue, context, day, situation
        What is asked of whom.
    estimates
        What is known.
    refit
        Estimates some cells again with another prior.
    """
    level = catalogue.situations[situation].required_level if situation else None
    asked = tuple(_asked(catalogue, context, day, level))
    limits = {one.key: one.limit for one in asked if uncertain(one.minimum)}
    chances = estimates.at_least(limits)
    found = [_judge(catalogue, one, estimates, chances) for one in asked]
    decided = {
        (result.solution, result.indicator): limits[result.solution, result.indicator]
        for result in found
        if result.outcome != "not_shown" and result.probability is not None
    }
    factors = PRIOR_FACTORS if decided else ()
    others = [refit(Scope(decided.keys(), factor)).at_least(decided) for factor in factors]
    return tuple(_robust(result, others, estimates) for result in found)


def _asked(
    catalogue: Catalogue, context: Context, day: dt.date, level: int | None
) -> Iterator[Asked]:
    """Give every demand that holds."""
    for name, indicator in catalogue.in_context(context).items():
        minimum = indicator.minimum_on(day, context)
        if minimum is None or (SUBSTANTIAL if level is None else level) < minimum.from_level:
            continue
        replaced = minimum.set_by_situation and level is not None
        limit = float(level or 0) if replaced else minimum.limit
        for solution, about in catalogue.solutions.items():
            if indicator.applies_if is None or indicator.applies_if in about.properties:
                yield Asked(solution, name, minimum, limit)


def _judge(
    catalogue: Catalogue, asked: Asked, estimates: Estimates, chances: Chances
) -> MinimumResult:
    solution, name, minimum, limit = asked
    about = (solution, catalogue.criterion_of[name], name, minimum, limit)
    known = estimates.get(solution, name)
    if known is None:
        return MinimumResult(*about, "not_shown")
    if known.exact or not uncertain(minimum):
        outcome = judge_point(known.middle, limit, lower=minimum.lower)
        return MinimumResult(*about, outcome, known.middle)
    probability = chance_met(minimum, chances[asked.key])
    return MinimumResult(*about, judge_probability(probability), known.middle, probability)


def _robust(
    result: MinimumResult, others: Sequence[Chances], estimates: Estimates
) -> MinimumResult:
    """Take back an outcome that hangs on the prior; say what would show an open minimum."""
    key = (result.solution, result.indicator)
    chances = [chance_met(result.minimum, found[key]) for found in others if key in found]
    fragile = any(judge_probability(chance) != result.outcome for chance in chances)
    if not fragile and result.outcome != "not_shown":
        return result
    # What hangs on the prior needs more gemeenten, and how many nobody can tell beforehand.
    more = None if fragile else further(estimates, *key, result.minimum, result.limit)
    return replace(result, outcome="not_shown", fragile=fragile, further=more)
