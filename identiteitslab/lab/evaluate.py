"""The method, one stage a line: from sums to a comparison."""

from __future__ import annotations

from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from identiteitslab.comparison.acceptability import rank_acceptability
from identiteitslab.comparison.own_method import as_method
from identiteitslab.decision.analysis import Evaluation
from identiteitslab.decision.evaluation import Question, coverage
from identiteitslab.errors import fail
from identiteitslab.estimation.estimate import estimate
from identiteitslab.estimation.weighed import weigh
from identiteitslab.measurement.cube import current
from identiteitslab.scoring.knockouts import test_minimums
from identiteitslab.scoring.pools import score_pools
from identiteitslab.scoring.weights import profile_weights

if TYPE_CHECKING:
    import pyarrow as pa

    from identiteitslab.comparison.own_method import OwnMethod
    from identiteitslab.criteria.catalogue import Catalogue


def evaluate(
    catalogue: Catalogue,
    question: Question,
    sums: pa.Table,
    data_version: str,
    *,
    method: OwnMethod | None = None,
) -> Evaluation:
    """Go from sums to a comparison, one stage a line; every surface reads the result.

    Raises
    ------
    LabError
        Nothing was measured.
    ValueError
        An own method that does not give one utility per solution.
    """
    if sums.num_rows == 0:
        raise fail("no-measurements")
    context, day = question.context, question.on
    measured = tuple(catalogue.in_context(context))
    situations = catalogue.situations_in(context)
    cube = current(sums, measured, tuple(catalogue.solutions), situations)
    participants = weigh(catalogue, cube, sums)
    estimates = estimate(catalogue, participants)
    refit = partial(estimate, catalogue, participants)
    minimums = test_minimums(catalogue, context, day, question.situation, estimates, refit)
    scores = score_pools(catalogue, context, day, estimates, seed=question.seed)
    weights = profile_weights(catalogue, question.profile, scores.criterion_ids)
    own = method and as_method(method, len(scores.criterion_ids))
    failed = {result.solution for result in minimums if result.outcome == "failed"}
    ranks = rank_acceptability(
        scores.criteria,
        weights.sampler,
        seed=question.seed,
        eligible=[name not in failed for name in scores.solution_ids],
        applies=scores.applies,
        theme=weights.theme,
        solutions=scores.solution_ids,
        criteria=scores.criterion_ids,
        method=own,
        draws=question.draws,
    )
    return Evaluation(
        question,
        catalogue.digest,
        data_version,
        version("identiteitslab"),
        catalogue,
        coverage(catalogue, cube),
        estimates,
        scores,
        minimums,
        weights,
        ranks,
        sums,
        own,
    )
