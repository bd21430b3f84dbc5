"""How one indicator of one solution went from round to round, as a figure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from identiteitslab.decision.pictures import unit_of
from identiteitslab.estimation.rounds import trend
from identiteitslab.figures.small_groups import may_be_shown
from identiteitslab.figures.trend import trend as draw
from identiteitslab.measurement.in_unit import PERCENT
from identiteitslab.measurement.sums import ALL
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.estimation.rounds import Trend
    from identiteitslab.figures.figure import Figure
    from identiteitslab.text.lookup import Lang

TWICE = 2


def course(evaluation: Evaluation, solution: str, indicator: str, lang: Lang) -> Figure | None:
    """Draw the gemeenten that measured at least twice, and their mean by round.

    Groups of too few people are left out; None where nothing remains to show.
    """
    catalogue, question = evaluation.catalogue, evaluation.question
    situations = catalogue.situations_in(question.context)
    found = trend(catalogue, evaluation.sums, situations, solution, indicator)
    if found is None:
        return None
    about, values = catalogue.indicators[indicator], found.value
    if about.kind == "proportion":
        values = PERCENT * values
    least = catalogue.population.minimum_group
    if about.by_people:
        people = _people(evaluation, found, situations, solution, indicator)
        values = np.where(may_be_shown(people, least), values, np.nan)
    twice = np.isfinite(values).sum(axis=1) >= TWICE
    values = values[twice]
    # A mean over a round in which none of them measured would compare other gemeenten.
    if not twice.any() or np.isnan(values).all(axis=0).any():
        return None
    codes = np.array(found.gemeenten)[twice].tolist()
    drawn = draw(
        [catalogue.gemeenten[code].name for code in codes],
        values,
        np.nanmean(values, axis=0),
        people=None,
        unit=unit_of(about, float(np.nanmax(np.abs(values))), lang),
        least=least,
        lang=lang,
        fictitious=evaluation.fictitious,
    )
    return replace(drawn, reading=f"{drawn.reading} {say('trying.rounds_reading', lang)}")


def _people(
    evaluation: Evaluation,
    found: Trend,
    situations: tuple[str, ...],
    solution: str,
    indicator: str,
) -> NDArray[np.float64]:
    """Count participants, ``(gemeenten, rounds)``."""
    sums = evaluation.sums
    scope = pc.is_in(sums["situation"], value_set=pa.array([*situations, ""], pa.string()))
    asked = {"solution": solution, "indicator": indicator, "age_band": ALL, "digital_skill": ALL}
    for column, value in asked.items():
        scope = pc.and_(scope, pc.equal(sums[column], value))
    counts = np.zeros(found.value.shape)
    for row in sums.filter(scope).select(["gemeente", "round", "people"]).to_pylist():
        at = found.gemeenten.index(row["gemeente"]), found.rounds.index(row["round"])
        counts[at] += row["people"]
    return counts
