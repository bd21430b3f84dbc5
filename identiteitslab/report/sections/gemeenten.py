"""Do gemeenten agree, and does it get better: the indicators that count most."""

from __future__ import annotations

import math
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc

from identiteitslab.decision.pictures import figure
from identiteitslab.estimation.rounds import trend as change
from identiteitslab.figures.small_groups import may_be_shown
from identiteitslab.figures.trend import trend
from identiteitslab.figures.unit import Unit
from identiteitslab.measurement.sums import ALL
from identiteitslab.report.content import Picture, Section, Text
from identiteitslab.report.from_figure import picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from identiteitslab.estimation.rounds import Trend
    from identiteitslab.report.told import Told

SHOWN = 2
"""So many indicators are drawn."""

TWICE = 2
PERCENT = 100


def gemeenten(told: Told) -> Section:
    """Draw what gemeenten know of the solution that stands highest."""
    drawn = tuple(islice(_forests(told, _highest(told)), SHOWN))
    return _drawn(told, "gemeenten", drawn)


def rounds(told: Told) -> Section:
    """Draw how the solution that stands highest went from round to round."""
    twice = len(pc.unique(told.evaluation.sums["round"])) >= TWICE
    drawn = tuple(islice(_trends(told, _highest(told)), SHOWN)) if twice else ()
    return _drawn(told, "rounds", drawn)


def _drawn(told: Told, key: str, drawn: tuple[Picture, ...]) -> Section:
    about = told.say(f"{key}.about", solution=told.solution(_highest(told)))
    lead = Text(about if drawn else told.say(f"{key}.none"))
    return Section(told.say(f"{key}.title"), (lead, *drawn))


def _highest(told: Told) -> str:
    return told.evaluation.standings[0].solution


def _pooled(told: Told, solution: str) -> Iterator[str]:
    """Yield indicators of which gemeenten are pooled, those with the most weight first."""
    weights = told.evaluation.indicator_weights
    for name in sorted(weights, key=lambda one: (-weights[one], one)):
        place = told.evaluation.estimates.place(solution, name)
        if place is not None and place[0].pooled is not None:
            yield name


def _forests(told: Told, solution: str) -> Iterator[Picture]:
    least = told.catalogue.population.minimum_group
    for name in _pooled(told, solution):
        place = told.evaluation.estimates.place(solution, name)
        people = place[0].cells.people[place[1]] if place else np.zeros(1)
        if told.catalogue.indicators[name].by_people and not may_be_shown(people, least).any():
            continue
        drawn = figure(told.evaluation, "gemeenten", solution, name, lang=told.lang)
        yield picture(f"gemeenten-{name}", "estimation.picture.picture", drawn)


def _trends(told: Told, solution: str) -> Iterator[Picture]:
    catalogue, context = told.catalogue, told.evaluation.question.context
    situations = catalogue.situations_in(context)
    for name in _pooled(told, solution):
        found = change(catalogue, told.evaluation.sums, situations, solution, name)
        if found is not None:
            drawn = _trend(told, solution, name, found)
            if drawn is not None:
                yield drawn


def _trend(told: Told, solution: str, indicator: str, found: Trend) -> Picture | None:
    """Draw gemeenten that measured twice; none where too few people leave nothing to show."""
    about = told.catalogue.indicators[indicator]
    factor = PERCENT if about.kind == "proportion" else 1
    values, people = factor * found.value, None
    if about.by_people:
        people = _people(told, solution, indicator, found)
        least = told.catalogue.population.minimum_group
        values = np.where(may_be_shown(people, least), values, np.nan)
    twice = np.isfinite(values).sum(axis=1) >= TWICE
    if not twice.any() or np.isnan(values[twice]).all(axis=0).any():
        return None
    drawn = trend(
        [told.gemeente(code) for code, kept in zip(found.gemeenten, twice, strict=True) if kept],
        values[twice],
        np.nanmean(values[twice], axis=0),
        people=None,
        unit=_unit(told, indicator, float(np.nanmax(np.abs(values)))),
        least=told.catalogue.population.minimum_group,
        lang=told.lang,
        fictitious=told.fictitious,
    )
    title = told.say("rounds.of", indicator=told.indicator(indicator))
    return picture(f"rounds-{indicator}", "estimation.rounds.trend", drawn, title=title)


def _people(told: Told, solution: str, indicator: str, found: Trend) -> NDArray[np.float64]:
    """Count participants, ``(gemeenten, rounds)``."""
    sums = told.evaluation.sums
    chosen = sums.filter(
        pc.and_(
            pc.and_(pc.equal(sums["solution"], solution), pc.equal(sums["indicator"], indicator)),
            pc.and_(pc.equal(sums["age_band"], ALL), pc.equal(sums["digital_skill"], ALL)),
        )
    )
    counts = np.zeros(found.value.shape)
    for row in chosen.select(["gemeente", "round", "people"]).to_pylist():
        if row["gemeente"] in found.gemeenten and row["round"] in found.rounds:
            at = found.gemeenten.index(row["gemeente"]), found.rounds.index(row["round"])
            counts[at] += row["people"]
    return counts


def _unit(told: Told, indicator: str, largest: float) -> Unit:
    """Say how values are written: with more decimals where they are small."""
    about = told.catalogue.indicators[indicator]
    rises = about.direction == "higher_is_better"
    if about.kind == "proportion":
        return Unit(told.say("of_hundred"), 1, rises, None)
    decimals = min(max(2 - math.floor(math.log10(max(largest, 1e-6))), 0), 6)
    return Unit(about.unit.in_(told.lang), decimals, rises, None)
