"""Do gemeenten agree, and does it get better: the indicators that count most."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc

from identiteitslab.decision.course import course
from identiteitslab.decision.pictures import figure
from identiteitslab.figures.small_groups import may_be_shown
from identiteitslab.report.content import Picture, Section, Text
from identiteitslab.report.from_figure import picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from identiteitslab.report.told import Told

SHOWN = 2
"""So many indicators are drawn."""

TWICE = 2


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
    for name in _pooled(told, solution):
        drawn = course(told.evaluation, solution, name, told.lang)
        if drawn is not None:
            title = told.say("rounds.of", indicator=told.indicator(name))
            yield picture(f"rounds-{name}", "estimation.rounds.trend", drawn, title=title)
