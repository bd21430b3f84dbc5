"""The method, one stage a line: from sums to a comparison."""

from __future__ import annotations

from dataclasses import replace
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

    from identiteitslab.comparison.acceptability import Acceptability
    from identiteitslab.comparison.common.draws import Method
    from identiteitslab.comparison.own_method import OwnMethod
    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.scoring.minimums import MinimumResult
    from identiteitslab.scoring.pools import Scores
    from identiteitslab.scoring.weights import ProfileWeights


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
    weighing = profile_weights(catalogue, question.profile, scores.criterion_ids)
    own = method and as_method(method, len(scores.criterion_ids))
    ranks = _ranks(question, scores, minimums, weighing, own)
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
        weighing,
        ranks,
        sums,
        own,
    )


def under_profile(evaluation: Evaluation, profile: str) -> Evaluation:
    """Ask the same under another set of weights.

    What was measured, how sure it is and which minimums are met does not depend on weights: it is
    shared with the evaluation at hand, and only who comes first is worked out again.
    """
    question = replace(evaluation.question, profile=profile)
    scores = evaluation.scores
    weighing = profile_weights(evaluation.catalogue, profile, scores.criterion_ids)
    ranks = _ranks(question, scores, evaluation.minimums, weighing, evaluation.method)
    return replace(evaluation, question=question, weighing=weighing, ranks=ranks)


def _ranks(
    question: Question,
    scores: Scores,
    minimums: tuple[MinimumResult, ...],
    weighing: ProfileWeights,
    own: Method | None,
) -> Acceptability:
    """Find who comes first, among all that do not fail."""
    failed = {result.solution for result in minimums if result.outcome == "failed"}
    return rank_acceptability(
        scores.criteria,
        weighing.sampler,
        seed=question.seed,
        eligible=[name not in failed for name in scores.solution_ids],
        applies=scores.applies,
        theme=weighing.theme,
        solutions=scores.solution_ids,
        criteria=scores.criterion_ids,
        method=own,
        draws=question.draws,
    )
