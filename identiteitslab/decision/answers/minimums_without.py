"""Which minimums turn when one of the gemeenten leaves, and who then takes part."""

from __future__ import annotations

from collections import Counter
from dataclasses import astuple, dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.decision.answers.estimated_without import affordable, blocks, estimator
from identiteitslab.decision.answers.moved_without import Pairs
from identiteitslab.decision.answers.reweighed import reweighed
from identiteitslab.estimation.knockout import PRIOR_FACTORS
from identiteitslab.scoring.minimums import chance_met, judge_point, judge_probability, uncertain

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from identiteitslab.comparison.common.arrays import Counts, Mask
    from identiteitslab.decision.answers.estimated_without import Estimator, Left
    from identiteitslab.decision.answers.reweighed import Reweighed
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.estimation.estimate import Group
    from identiteitslab.estimation.knockout import Outcome
    from identiteitslab.scoring.minimums import MinimumResult

AGAIN = 200
"""At most so many pairs of one recipe and target are judged anew, each with three priors."""

MIDDLE = np.array([0.5])


@dataclass(frozen=True)
class Turn:
    """An outcome that another one takes the place of when a gemeente leaves."""

    gemeente: str
    solution: str
    criterion: str
    indicator: str
    now: Outcome
    then: Outcome


@dataclass(frozen=True)
class MinimumsWithout:
    """What becomes of minimums without each gemeente.

    Minimums of cells with so many gemeenten that they are not estimated again keep their outcome;
    ``judged`` is how many of all that a gemeente had a part in were judged anew.
    """

    gemeenten: tuple[str, ...]
    turns: tuple[Turn, ...]
    eligible: Mask
    """(gemeente, solution) that may rank without the gemeente."""
    judged: tuple[int, int]

    @property
    def all_judged(self) -> bool:
        """Tell whether every one was judged anew."""
        judged, touched = self.judged
        return judged == touched

    @cached_property
    def counts(self) -> Counter[tuple[str, Outcome, Outcome]]:
        """How many turn, by gemeente and by outcome now and then."""
        return Counter((one.gemeente, one.now, one.then) for one in self.turns)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per outcome that turns."""
        import pandas as pd  # noqa: PLC0415 - only who asks for a table pays for it

        names = [field.name for field in fields(Turn)]
        return pd.DataFrame([astuple(turn) for turn in self.turns], columns=names)


def minimums_without(evaluation: Evaluation, weights: Reweighed | None = None) -> MinimumsWithout:
    """Judge minimums anew without each gemeente that had a part in them.

    The test is the same as with all gemeenten, with the prior half and twice as wide too; what
    only that gemeente measured is then *not shown*.
    """
    weights = weights or reweighed(evaluation)
    turns: list[Turn] = []
    judged = touched = 0
    for group in evaluation.estimates.groups:
        demands = _demands(evaluation, group)
        rows = np.array(sorted(demands), dtype=np.intp)
        count = group.cells.present[rows].sum(axis=1)
        chosen = rows if group.exact else rows[affordable(count, AGAIN)]
        touched += int(count.sum())
        judged += int(group.cells.present[chosen].sum())
        if len(chosen):
            asked = [demands[row] for row in chosen.tolist()]
            turns.extend(_turns(evaluation, weights, group, chosen, asked))
    gemeenten = {name: place for place, name in enumerate(evaluation.estimates.gemeenten)}
    turns.sort(key=lambda one: gemeenten[one.gemeente])
    return MinimumsWithout(
        evaluation.estimates.gemeenten,
        tuple(turns),
        _eligible(evaluation, turns),
        (judged, touched),
    )


def _demands(evaluation: Evaluation, group: Group) -> dict[int, MinimumResult]:
    """Return what is asked of the cells of a group, by their row."""
    asked = {}
    for one in evaluation.minimums:
        place = evaluation.estimates.place(one.solution, one.indicator)
        if place is not None and place[0] is group:
            asked[place[1]] = one
    return asked


def _turns(
    evaluation: Evaluation,
    weights: Reweighed,
    group: Group,
    rows: Counts,
    asked: Sequence[MinimumResult],
) -> list[Turn]:
    """Judge some cells of a group without each of their gemeenten."""
    cells = group.cells.rows(rows)
    pairs = Pairs(*np.nonzero(cells.present))
    count = cells.present.sum(axis=1)[pairs.cell]
    again = estimator(evaluation, weights, cells)
    then: list[Outcome] = ["not_shown"] * len(count)
    for block in blocks(count > 1, count):
        demands = [asked[cell] for cell in pairs.cell[block].tolist()]
        outcomes = _judge(again, pairs.pick(block), demands, exact=group.exact)
        for place, outcome in zip(block.tolist(), outcomes, strict=True):
            then[place] = outcome
    gemeenten = evaluation.estimates.gemeenten
    return [
        Turn(gemeenten[gemeente], one.solution, one.criterion, one.indicator, one.outcome, outcome)
        for cell, gemeente, outcome in zip(*(part.tolist() for part in pairs), then, strict=True)
        if (one := asked[cell]).outcome != outcome
    ]


def _judge(
    again: Estimator, pairs: Pairs, demands: Sequence[MinimumResult], *, exact: bool
) -> list[Outcome]:
    """Judge each pair, of which more gemeenten are left, against its demand."""
    outcomes: list[Outcome] = ["not_shown"] * len(demands)
    left = again(pairs)
    if left.known is None:
        return outcomes
    middle = left.known.quantile(MIDDLE)[:, 0].tolist()
    for place, value, chance in zip(left.pair.tolist(), middle, _met(left, demands), strict=True):
        one = demands[place]
        if exact or not uncertain(one.minimum):
            outcomes[place] = judge_point(value, one.limit, lower=one.minimum.lower)
        else:
            outcomes[place] = judge_probability(chance)
    decided = [
        place
        for place, outcome in enumerate(outcomes)
        if outcome != "not_shown" and not exact and uncertain(demands[place].minimum)
    ]
    for place in _fragile(again, pairs, demands, outcomes, decided):
        outcomes[place] = "not_shown"
    return outcomes


def _fragile(
    again: Estimator,
    pairs: Pairs,
    demands: Sequence[MinimumResult],
    outcomes: Sequence[Outcome],
    decided: Sequence[int],
) -> set[int]:
    """Find which of the decided pairs turn with a prior half or twice as wide."""
    found: set[int] = set()
    some, about = pairs.pick(np.array(decided, np.intp)), [demands[place] for place in decided]
    for factor in PRIOR_FACTORS if decided else ():
        left = again(some, prior_factor=factor)
        for row, chance in zip(left.pair.tolist(), _met(left, about), strict=True):
            if judge_probability(chance) != outcomes[decided[row]]:
                found.add(decided[row])
    return found


def _met(left: Left, demands: Sequence[MinimumResult]) -> list[float]:
    """Return the chance that each row of what is left meets its demand."""
    if left.known is None:
        return []
    about = [demands[place] for place in left.pair.tolist()]
    at_least = left.known.at_least(np.array([one.limit for one in about]))
    return [chance_met(one.minimum, p) for one, p in zip(about, at_least.tolist(), strict=True)]


def _eligible(evaluation: Evaluation, turns: Sequence[Turn]) -> Mask:
    """Count failures: who has none left may rank, as the comparison has it."""
    solutions = {name: place for place, name in enumerate(evaluation.scores.solution_ids)}
    gemeenten = {name: place for place, name in enumerate(evaluation.estimates.gemeenten)}
    failures = np.zeros((len(gemeenten), len(solutions)), dtype=np.int64)
    for one in evaluation.minimums:
        failures[:, solutions[one.solution]] += one.outcome == "failed"
    for turn in turns:
        at = gemeenten[turn.gemeente], solutions[turn.solution]
        failures[at] += (turn.then == "failed") - (turn.now == "failed")
    none: Mask = np.equal(failures, 0)
    return none
