"""What if the weights were others: the same scores and the same draws, weighed anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from identiteitslab.comparison.acceptability import Acceptability, rank_acceptability
from identiteitslab.comparison.common.arrays import Mask, Single, as_weights
from identiteitslab.comparison.common.draws import BLOCK
from identiteitslab.comparison.members import (
    Consensus,
    Members,
    compare_members,
    consensus_region,
    near_weights,
)
from identiteitslab.comparison.theme_scores import theme_pools
from identiteitslab.comparison.weights import agreeing_weights, around_profile
from identiteitslab.decision.answers.ground import table, themes
from identiteitslab.scoring.weights import ThemeWeights, WeightSampler

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from identiteitslab.comparison.weighing.statements import Statement
    from identiteitslab.decision.evaluation import Evaluation


def points(evaluation: Evaluation, given: Mapping[str, float]) -> WeightSampler:
    """Return weights around other points per theme, with the spread of the profile.

    Parameters
    ----------
    given
        Points by theme, on any scale; a theme that is not named has none.

    Raises
    ------
    ValueError
        For a theme that does not exist, or points that are negative or all zero.
    """
    names = themes(evaluation)
    for theme in given:
        if theme not in names:
            raise ValueError(f"given[{theme!r}] is no theme: expected one of {', '.join(names)}")
    profile = evaluation.catalogue.profiles[evaluation.question.profile]
    return around_profile(
        [given.get(name, 0.0) for name in names], concentration=profile.concentration
    )


def statements(evaluation: Evaluation, said: Sequence[Statement]) -> WeightSampler:
    """Return weights spread evenly over all that agree with statements about themes.

    Raises
    ------
    ContradictoryStatementsError
        A ValueError that names a smallest group of statements that cannot all hold.
    ValueError
        For a statement about something that is no theme, or with wrong bounds.
    """
    return agreeing_weights(themes(evaluation), said, seed=evaluation.question.seed)


def what_if(
    evaluation: Evaluation, weights: WeightSampler, *, draws: int | None = None
) -> Acceptability:
    """Rank the solutions with other theme weights: `points` or `statements`.

    Scores, draws and shares within themes are those of the evaluation. With the weights of the
    evaluation itself the outcome is the evaluation's, bit for bit.

    Parameters
    ----------
    weights
        Draws theme weights, in the order of `ground.themes`.
    draws
        Number of draws; by default that of the evaluation.

    Raises
    ------
    ValueError
        For weights of another number of themes.
    """
    scores, own = evaluation.scores, evaluation.weighing.sampler
    return rank_acceptability(
        scores.criteria,
        ThemeWeights(weights, own.theme, own.share),
        seed=evaluation.question.seed,
        eligible=evaluation.ranks.eligible,
        applies=scores.applies,
        theme=own.theme,
        solutions=scores.solution_ids,
        criteria=scores.criterion_ids,
        method=evaluation.method,
        confidence=False,
        draws=evaluation.question.draws if draws is None else draws,
    )


@dataclass(frozen=True)
class Slider:
    """Theme scores in the draws of the evaluation: all that changing theme weights needs."""

    themes: tuple[str, ...]
    solutions: tuple[str, ...]
    eligible: Mask
    seed: int
    pools: Single
    """(solution, theme, draw): the first `BLOCK` draws of the evaluation."""

    def ranks(self, weights: WeightSampler) -> Acceptability:
        """Rank the solutions at once, fast enough to follow a slider; see `what_if`."""
        return rank_acceptability(
            self.pools,
            weights,
            seed=self.seed,
            eligible=self.eligible,
            solutions=self.solutions,
            criteria=self.themes,
            joint=True,
            confidence=False,
        )


def slider(evaluation: Evaluation) -> Slider:
    """Prepare for many changes of theme weights, once an evaluation.

    The draws are the first `BLOCK` of the evaluation.

    Raises
    ------
    ValueError
        For an evaluation with an own method: criteria then do not add up to themes. Use `what_if`.
    """
    if evaluation.method is not None:
        raise ValueError("evaluation has an own method: expected the weighted sum")
    scores, own = evaluation.scores, evaluation.weighing.sampler
    pools = theme_pools(
        scores.criteria,
        own.theme,
        seed=evaluation.question.seed,
        share=own.share,
        applies=scores.applies,
        solutions=scores.solution_ids,
        samples=BLOCK,
    )
    return Slider(
        themes(evaluation),
        scores.solution_ids,
        evaluation.ranks.eligible,
        evaluation.question.seed,
        pools,
    )


def members(evaluation: Evaluation, given: Mapping[str, Mapping[str, float]]) -> Members:
    """Compare members of the steering group by their points per theme, on expected scores.

    Tells on which themes they differ and whether that changes anybody's order.

    Parameters
    ----------
    given
        Points by theme, by member.

    Raises
    ------
    ValueError
        For no members, a theme that does not exist, or points that are negative or all zero.
    """
    expected, own = table(evaluation), evaluation.weighing.sampler
    names = themes(evaluation)
    sets = {}
    for member, theirs in given.items():
        for theme in theirs:
            if theme not in names:
                known = ", ".join(names)
                raise ValueError(f"given[{member!r}] holds {theme!r}: expected one of {known}")
        share = as_weights([theirs.get(n, 0.0) for n in names], len(names), f"given[{member!r}]")
        sets[member] = share[own.theme] * own.share
    return compare_members(
        expected.means,
        sets,
        eligible=expected.eligible,
        applies=expected.applies,
        theme=expected.theme,
        method=evaluation.method,
        solutions=expected.solutions,
        criteria=expected.criteria,
    )


def consensus(
    evaluation: Evaluation, given: Mapping[str, Mapping[str, float]], *, tolerance: float
) -> Consensus:
    """Find theme weights within a tolerance of every member's, or name who clashes.

    Raises
    ------
    ValueError
        For a theme that does not exist, bad points or a negative tolerance.
    """
    names = themes(evaluation)
    said = {
        member: near_weights({n: theirs.get(n, 0.0) for n in names}, tolerance)
        for member, theirs in given.items()
    }
    return consensus_region(names, said)
