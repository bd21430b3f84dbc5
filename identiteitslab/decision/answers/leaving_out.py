"""Does the outcome hang on one criterion, or on one gemeente?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.comparison.common.draws import use_method
from identiteitslab.comparison.leave_one_out import (
    GemeentenLeftOut,
    LeftOut,
    leave_one_criterion_out,
    shift_gemeenten_out,
)
from identiteitslab.decision.answers.gemeente_level import gemeente_level
from identiteitslab.decision.answers.ground import (
    indicator_shares,
    indicator_weights,
    owners,
    table,
)
from identiteitslab.decision.answers.minimums_without import minimums_without
from identiteitslab.decision.answers.reweighed import reweighed

if TYPE_CHECKING:
    from identiteitslab.comparison.common.arrays import Double
    from identiteitslab.decision.answers.gemeente_level import GemeenteLevel
    from identiteitslab.decision.answers.minimums_without import MinimumsWithout
    from identiteitslab.decision.evaluation import Evaluation

DRAWS = 4096
"""So many draws of the evaluation are shifted for each gemeente."""


def without_a_criterion(evaluation: Evaluation) -> LeftOut:
    """Leave each criterion out in turn; its weight goes to the rest of its theme."""
    return leave_one_criterion_out(table(evaluation), method=evaluation.method)


def without_a_gemeente(
    evaluation: Evaluation,
    level: GemeenteLevel | None = None,
    minimums: MinimumsWithout | None = None,
) -> GemeentenLeftOut:
    """Leave each gemeente out in turn.

    Cells are estimated again from what the others measured; what only that gemeente measured
    becomes unknown. Where very many are left it is an approximation, to .19 of a point of a total
    in what was tried: see `values_without`, and ``again`` of the level. Minimums are judged anew
    too, so that others may take part; see `minimums_without`.
    Drawn totals are shifted and stretched to the expected total and spread without the gemeente.
    The level of each gemeente, and what becomes of minimums, may be given along.
    """
    weights = reweighed(evaluation) if level is None or minimums is None else None
    level = level or gemeente_level(evaluation, weights)
    minimums = minimums or minimums_without(evaluation, weights)
    expected = table(evaluation)
    drawn = evaluation.ranks.totals[:, :DRAWS]
    totals = _totals_without(evaluation, level)
    moved = totals - _totals(evaluation, expected.means[None])[0]
    return shift_gemeenten_out(
        drawn,
        moved,
        _stretch(evaluation, level, drawn.var(axis=1, dtype=np.float64)),
        gemeenten=level.gemeenten,
        solutions=expected.solutions,
        eligible=expected.eligible,
        eligible_without=minimums.eligible,
    )


def _totals_without(evaluation: Evaluation, level: GemeenteLevel) -> Double:
    """Return expected totals (gemeente, solution) without each gemeente."""
    means, owner = table(evaluation).means, owners(evaluation)
    share = indicator_shares(evaluation)[level.solution, level.indicator]
    changed = (level.mean_without - level.mean[:, None]).T * share
    without = np.repeat(means[None], len(level.gemeenten), axis=0)
    for place, change in enumerate(changed):
        np.add.at(without[place], (level.solution, owner[level.indicator]), change)
    return _totals(evaluation, without)


def _totals(evaluation: Evaluation, means: Double) -> Double:
    """Return totals (place, solution) of expected scores (place, solution, criterion)."""
    expected, method = table(evaluation), evaluation.method
    own = expected.own_weights
    if method is None:
        return np.asarray(np.einsum("psc,sc->ps", means, own))
    totals = np.empty(means.shape[:2])
    for row, weights in enumerate(own):
        used = expected.applies[row]
        repeated = np.repeat(weights[used, None], len(means), axis=1)
        totals[:, row] = use_method(method, means[:, row, used].T[None], repeated)[0]
    return totals


def _stretch(evaluation: Evaluation, level: GemeenteLevel, variance: Double) -> Double:
    """Return by how much each total spreads wider (gemeente, solution) without a gemeente."""
    weight = indicator_weights(evaluation)[level.solution, level.indicator] ** 2
    wider = (level.variance_without - level.variance[:, None]).T * weight
    added = np.zeros((len(level.gemeenten), len(variance)))
    for place, change in enumerate(wider):
        np.add.at(added[place], level.solution, change)
    floor = np.maximum(variance, 1e-12)
    stretch: Double = np.sqrt(np.maximum((floor + added) / floor, 0.0))
    return stretch
