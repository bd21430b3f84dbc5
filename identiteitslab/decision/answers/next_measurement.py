"""What should be measured next, and what would settle each open minimum?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from identiteitslab.comparison.common.arrays import as_pools
from identiteitslab.comparison.common.draws import use_method
from identiteitslab.comparison.common.gain import first_place_by_method, first_place_by_sum
from identiteitslab.comparison.next_measurement import (
    Estimate,
    MeasurementValues,
    measuring,
    perfect_information,
)
from identiteitslab.decision.answers.ground import indicator_shares, owners, table
from identiteitslab.simulation.streams import stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identiteitslab.comparison.common.arrays import Double
    from identiteitslab.comparison.common.gain import FirstPlace
    from identiteitslab.comparison.common.table import Table
    from identiteitslab.criteria.model import MeasuredBy
    from identiteitslab.decision.evaluation import Evaluation

STEPS = (1, 2, 4, 8, 16)
"""Amounts of further measuring that are looked at, in units of `unit_of`."""

SAMPLES = 512
"""So many of the equally likely scores of a cell are looked at with each set of weights."""

WEIGHT_SETS, WEIGHT_SETS_OWN = 32, 8
"""Sets of weights to average over; an own method takes more time for each."""

KNOWS_NOTHING = 0.1
"""What knowledge of a cell without measurements is worth, in units."""


@dataclass(frozen=True)
class NextCell:
    """What measuring one cell further is worth, in points of the total."""

    solution: str
    indicator: str
    measured_by: MeasuredBy
    perfect: float
    """Expected gain from knowing it exactly."""
    changes: float
    """Chance that knowing it exactly changes who is first."""
    observations: int
    """Further observations with the most gain per euro."""
    gain: float
    """Expected gain from so many."""
    cost: float
    """Euros, by ``criteria/evidence.yaml``."""
    enough: int
    """Fewest observations that bring 80% of the perfect gain."""


@dataclass(frozen=True)
class NextMeasurement:
    """Cells worth measuring, the most gain per euro first."""

    cells: tuple[NextCell, ...]
    everything: Estimate
    """Expected gain from knowing all cells exactly."""

    def to_frame(self) -> pd.DataFrame:
        """Return one row per cell."""
        return pd.DataFrame(
            [vars(cell) for cell in self.cells], columns=list(NextCell.__dataclass_fields__)
        )


def next_measurement(evaluation: Evaluation) -> NextMeasurement:
    """Find the value of measuring every cell further, for who comes first.

    Averaged over the weights of the profile: the steering group may settle on any of them, but
    what it settles on is no thing to measure. Solutions that fail a minimum take no part. A cell
    that cannot change who is first is worth nothing and is left out.
    """
    scores = evaluation.scores
    units = [unit_of(evaluation, name) for name in scores.indicator_ids]
    tables = _tables(evaluation)
    values = _values(evaluation, tables, np.array(units, dtype=np.float64))
    steps = values.best_size
    found = []
    for row, column in zip(*np.nonzero(values.perfect > 0), strict=True):
        place, unit = steps[row, column], units[column]
        indicator = scores.indicator_ids[column]
        cell = NextCell(
            scores.solution_ids[row],
            indicator,
            evaluation.catalogue.indicators[indicator].measured_by,
            perfect=float(values.perfect[row, column]),
            changes=float(values.changes[row, column]),
            observations=int(values.sizes[place]) * unit,
            gain=float(values.sample[place, row, column]),
            cost=float(values.cost[place, row, column]),
            enough=int(values.enough[row, column]) * unit,
        )
        found.append(cell)
    ordered = sorted(found, key=lambda c: (-c.gain / max(c.cost, 1.0), -c.perfect))
    return NextMeasurement(tuple(ordered), _everything(evaluation, tables))


def unit_of(evaluation: Evaluation, indicator: str) -> int:
    """Return in what portions an indicator is measured further.

    An assessment is one; of people and log entries it is a quarter of what counts as evidence.
    """
    about = evaluation.catalogue.indicators[indicator]
    if about.measured_by == "expert_assessment":
        return 1
    return max(round(about.evidence_from / 4), 1)


def cost_of(evaluation: Evaluation, way: MeasuredBy, observations: int) -> float:
    """Return what so many observations cost in euros, in one gemeente."""
    costs = evaluation.catalogue.evidence.ways[way]
    return costs.start + observations * costs.each


def _values(evaluation: Evaluation, tables: Sequence[Table], units: Double) -> MeasurementValues:
    scores, catalogue = evaluation.scores, evaluation.catalogue
    ways = [
        catalogue.evidence.ways[catalogue.indicators[name].measured_by]
        for name in scores.indicator_ids
    ]
    return measuring(
        _first_place(evaluation, tables),
        np.maximum(_known_from(evaluation) / units, KNOWS_NOTHING),
        sizes=STEPS,
        cost_each=np.array([way.each for way in ways]) * units,
        cost_start=np.array([way.start for way in ways]),
        solutions=scores.solution_ids,
        items=scores.indicator_ids,
    )


def _first_place(evaluation: Evaluation, tables: Sequence[Table]) -> FirstPlace:
    """Return what each cell can do to first place, with each of several sets of weights."""
    scores, eligible = evaluation.scores, evaluation.ranks.eligible
    share = indicator_shares(evaluation)
    pools = as_pools(scores.indicators[:, :, :SAMPLES] * (share > 0)[:, :, None])
    if evaluation.method is None:
        criteria = np.stack([one.own_weights for one in tables])
        return first_place_by_sum(pools, criteria[:, :, owners(evaluation)] * share, eligible)
    utilities = np.stack([_utilities(evaluation, one) for one in tables])
    return first_place_by_method(pools, utilities, eligible)


def _tables(evaluation: Evaluation) -> list[Table]:
    """Give the expected scores with several sets of weights, drawn around the profile."""
    sets = WEIGHT_SETS if evaluation.method is None else WEIGHT_SETS_OWN
    random = stream(evaluation.question.seed, "next measurement")
    known = table(evaluation)
    return [known.reweighted(one) for one in evaluation.weighing.sampler.draw(random, sets).T]


def _everything(evaluation: Evaluation, tables: Sequence[Table]) -> Estimate:
    """Return the gain from knowing everything, averaged over the sets of weights."""
    eligible = evaluation.ranks.eligible
    each = [
        perfect_information(_utilities(evaluation, one), eligible=eligible).value for one in tables
    ]
    return Estimate(float(np.mean(each)), float(np.std(each) / np.sqrt(len(each))))


def _known_from(evaluation: Evaluation) -> Double:
    """Return on how many observations present knowledge rests, (solution, indicator)."""
    scores = evaluation.scores
    counts = np.zeros(scores.known.shape)
    for row, solution in enumerate(scores.solution_ids):
        for column, name in enumerate(scores.indicator_ids):
            known = evaluation.estimates.get(solution, name)
            if known is not None:
                judged = evaluation.catalogue.indicators[name].measured_by == "expert_assessment"
                counts[row, column] = len(known.gemeenten) if judged else known.observations
    return counts


def _utilities(evaluation: Evaluation, expected: Table) -> Double:
    """Return totals (solution, sample) with one set of weights.

    Every pool stands in its own random order, so that sample d of all cells is one draw.
    """
    values, method = evaluation.scores.criteria[:, :, :SAMPLES], evaluation.method
    own = expected.own_weights
    if method is None:
        return np.asarray(np.einsum("sc,scd->sd", own, values))
    utilities = [
        use_method(
            method, values[row, used][None], np.repeat(own[row, used, None], SAMPLES, axis=1)
        )
        for row, used in enumerate(expected.applies)
    ]
    return np.concatenate(utilities).astype(np.float64)
