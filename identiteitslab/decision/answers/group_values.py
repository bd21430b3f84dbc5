"""What is known of each group of people apart, for those who may each take what suits them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from identiteitslab.estimation.estimate import estimate
from identiteitslab.estimation.weighed import weigh
from identiteitslab.measurement.cube import current

if TYPE_CHECKING:
    from collections.abc import Mapping

    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.estimation.estimate import Estimates

Grouping = Literal["digital_skill", "age_band"]
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)


def group_shares(evaluation: Evaluation, grouping: Grouping) -> Mapping[str, float]:
    """Return the share of the population in each group, by id.

    Raises
    ------
    ValueError
        For a grouping that does not exist.
    """
    if grouping not in GROUPINGS:
        raise ValueError(f"grouping is {grouping!r}: expected one of {', '.join(GROUPINGS)}")
    margin = getattr(evaluation.catalogue.population.margins, grouping)
    return {category.id: category.share for category in margin.categories}


def group_estimates(evaluation: Evaluation, grouping: Grouping) -> Mapping[str, Estimates]:
    """Estimate, for each group apart, every indicator that participants are measured on.

    Raises
    ------
    ValueError
        For a grouping that does not exist.
    """
    catalogue, context = evaluation.catalogue, evaluation.question.context
    names = tuple(
        name
        for name, indicator in catalogue.in_context(context).items()
        if indicator.by_people and indicator.gap is None
    )
    situations = catalogue.situations_in(context)
    solutions, sums = evaluation.scores.solution_ids, evaluation.sums

    def of(group: str) -> Estimates:
        where = {grouping: group}
        cube = current(sums, names, solutions, situations, **where)
        return estimate(catalogue, weigh(catalogue, cube, sums))

    return {group: of(group) for group in group_shares(evaluation, grouping)}
