"""What would settle each minimum that is not shown?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from identiteitslab.comparison.next_for_minimum import observations_to_settle
from identiteitslab.decision.answers.next_measurement import cost_of
from identiteitslab.estimation.link import Link
from identiteitslab.measurement.known_kinds import known_kinds

if TYPE_CHECKING:
    from identiteitslab.comparison.common.arrays import Double
    from identiteitslab.criteria.model import Indicator
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.scoring.minimums import MinimumResult

EDGE = 1e-6
"""So far from the ends of a bounded scale its logarithm is still a number."""


@dataclass(frozen=True)
class OpenMinimum:
    """A minimum that is not shown, and what would settle it."""

    result: MinimumResult
    observations: int | None
    """Fewest further observations that settle it with a chance of 80%; None where ten million
    would not do, or where the outcome hangs on the prior: then it takes more gemeenten, and how
    many nobody can tell beforehand. Where nothing was measured: what counts as evidence."""
    shown: float | None
    """Chance that it is then shown to be met; None where nothing was measured."""
    cost: float | None
    """Euros, by ``criteria/evidence.yaml``."""

    @property
    def measured(self) -> bool:
        """Tell whether anything was measured."""
        return self.result.value is not None


@dataclass(frozen=True)
class OpenMinimums:
    """All minimums that are not shown, those of one solution together."""

    open: tuple[OpenMinimum, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row per minimum."""
        rows = [
            (
                one.result.solution,
                one.result.indicator,
                one.result.limit,
                one.result.probability,
                one.observations,
                one.shown,
                one.cost,
            )
            for one in self.open
        ]
        columns = ["solution", "indicator", "limit", "probability", "observations", "shown", "cost"]
        return pd.DataFrame(rows, columns=columns)


def open_minimums(evaluation: Evaluation) -> OpenMinimums:
    """Find for each minimum that is not shown how much more measuring would settle it.

    On the scale on which its kind is averaged (logit, log), where what is known is nearly normal.
    """
    found = [_settle(evaluation, one) for one in evaluation.minimums if one.outcome == "not_shown"]
    return OpenMinimums(tuple(found))


def _settle(evaluation: Evaluation, result: MinimumResult) -> OpenMinimum:
    indicator = evaluation.catalogue.indicators[result.indicator]
    values = evaluation.estimates.values(result.solution, result.indicator)
    known = evaluation.estimates.get(result.solution, result.indicator)
    if values is None or known is None:
        wanted = 1 if indicator.measured_by == "expert_assessment" else indicator.evidence_from
        cost = cost_of(evaluation, indicator.measured_by, wanted)
        return OpenMinimum(result, wanted, None, cost)
    if result.fragile:
        return OpenMinimum(result, None, None, None)
    found = observations_to_settle(
        _linked(values, indicator),
        float(_linked(np.array([result.limit]), indicator)[0]),
        max(known.observations, 1),
        lower=result.minimum.lower,
    )
    if found is None:
        return OpenMinimum(result, None, None, None)
    cost = cost_of(evaluation, indicator.measured_by, found.observations)
    return OpenMinimum(result, found.observations, found.shown, cost)


def _linked(values: Double, indicator: Indicator) -> Double:
    """Put values in the unit of the indicator on the scale on which its kind is averaged."""
    kind = known_kinds()[indicator.kind]
    low, high = kind.natural(np.array([0.0, 1.0]), indicator).tolist()
    natural: Double = (values - low) / (high - low)
    match kind.link:
        case "logit":
            return Link("logit").forward(np.clip(natural, EDGE, 1 - EDGE))
        case "log":
            return Link("log").forward(np.maximum(natural, EDGE))
        case _:
            return natural
