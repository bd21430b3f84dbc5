"""Simulated measurements as a gemeente would write them down, one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.simulation.readings import NOBODY

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.simulation.pilot import Pilot
    from identiteitslab.simulation.plan import Plan
    from identiteitslab.simulation.readings import Measurements

Cell = str | int | float | None


@dataclass(frozen=True)
class Line:
    """One measurement in words and numbers; ``None`` is an empty cell.

    ``person`` holds the columns about the participant and is empty if there is none; ``items``
    holds the answers to the questions of a questionnaire.
    """

    indicator: str
    kind: str
    date: dt.date
    value: Cell
    events: float | None
    exposure: float | None
    spread: float | None
    stopped: bool
    person: Mapping[str, Cell]
    items: tuple[int, ...] = ()


def lines(catalogue: Catalogue, plan: Plan, pilot: Pilot, measured: Measurements) -> list[Line]:
    """Write down what a pilot measured, participant by participant and then the rest."""
    everyone_else = measured.participant == NOBODY
    order = np.lexsort((measured.indicator, measured.participant, everyone_else))
    return [_line(catalogue, plan, pilot, measured, row) for row in order.tolist()]


def _line(catalogue: Catalogue, plan: Plan, pilot: Pilot, measured: Measurements, row: int) -> Line:
    at, person = int(measured.indicator[row]), int(measured.participant[row])
    kind = plan.indicators[at].kind
    value = _number(measured.value[row])
    yes_no = {1.0: "ja", 0.0: "nee", None: None}
    return Line(
        indicator=plan.names[at],
        kind=kind,
        date=pilot.date(int(measured.day[row])),
        value=yes_no[value] if kind == "proportion" else value,
        events=_number(measured.events[row]),
        exposure=_number(measured.exposure[row]),
        spread=_number(measured.spread[row]),
        stopped=bool(measured.censored[row]),
        person=_person(catalogue, measured, row) if person != NOBODY else {},
        items=tuple(measured.items[at][person - 1].tolist()) if at in measured.items else (),
    )


def _person(catalogue: Catalogue, measured: Measurements, row: int) -> dict[str, Cell]:
    margins = catalogue.population.margins
    return {
        "deelnemer": int(measured.participant[row]),
        "leeftijdsgroep": margins.age_band.ids[measured.age[row]],
        "vaardigheid": margins.digital_skill.categories[measured.skill[row]].name.nl,
    }


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
