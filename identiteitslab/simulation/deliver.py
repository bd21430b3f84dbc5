"""Simulated pilots in the formats in which gemeenten deliver."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING

from identiteitslab.intake.write import decimal, write_table, write_workbook
from identiteitslab.simulation.cells import lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.simulation.cells import Cell, Line
    from identiteitslab.simulation.pilot import Pilot
    from identiteitslab.simulation.plan import Plan
    from identiteitslab.simulation.readings import Measurements

DATE = "%d-%m-%Y"

ROLES = ("beveiligingsadviseur", "privacyadviseur", "toegankelijkheidsadviseur")
"""Roles of assessors in turn; a role, never a name."""

VALID = dt.timedelta(days=365)
"""How long an assessment is valid."""


def file_name(catalogue: Catalogue, pilot: Pilot) -> str:
    """Name the delivery of a pilot, such as ``utrecht-zeemeeuw-1.csv``."""
    gemeente = slug(catalogue.gemeenten[pilot.gemeente].name)
    return f"{gemeente}-{pilot.solution}-{pilot.round}.{pilot.container}"


def slug(name: str) -> str:
    """Write a name with plain small letters and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")


def deliver(catalogue: Catalogue, plan: Plan, pilot: Pilot, measured: Measurements) -> bytes:
    """Write what a pilot measured in its container."""
    written = lines(catalogue, plan, pilot, measured)
    head = {
        "gemeente": catalogue.gemeenten[pilot.gemeente].name,
        "oplossing": pilot.solution,
        "ronde": str(pilot.round),
        "situatie": pilot.situation,
    }
    if pilot.container == "csv":
        return write_table([head | _table_row(line) for line in written])
    period = {"van": pilot.start.strftime(DATE), "tot": pilot.end.strftime(DATE)}
    rest = [line for line in written if not line.person]
    return write_workbook(
        head | period,
        participants=_participants([line for line in written if line.person]),
        counts=[_count(line) for line in rest if line.kind != "level"],
        assessments=_assessments([line for line in rest if line.kind == "level"], pilot),
    )


def _table_row(line: Line) -> dict[str, str]:
    return {
        "indicator": line.indicator,
        "waarde": _text(line.value),
        "teller": _text(line.events),
        "noemer": _text(line.exposure),
        "spreiding": _text(line.spread),
        **{name: _text(cell) for name, cell in line.person.items()},
        "afgebroken": "ja" if line.stopped else "",
        "datum": line.date.strftime(DATE),
    }


def _text(cell: Cell) -> str:
    if isinstance(cell, float):
        return decimal(cell)
    return "" if cell is None else str(cell)


def _participants(answers: Sequence[Line]) -> list[dict[str, object]]:
    empty = dict.fromkeys(
        name for line in sorted(answers, key=lambda line: line.indicator) for name in _wide(line)
    )
    people: dict[Cell, dict[str, object]] = {}
    for line in answers:
        start = {**empty, **line.person, "datum": line.date}
        people.setdefault(line.person["deelnemer"], start).update(_wide(line))
    return list(people.values())


def _wide(line: Line) -> dict[str, Cell]:
    if line.items:
        return {f"{line.indicator} {number}": item for number, item in enumerate(line.items, 1)}
    if line.kind == "duration":
        stopped = "ja" if line.stopped else None
        return {line.indicator: line.value, f"{line.indicator} afgebroken": stopped}
    return {line.indicator: line.value}


def _count(line: Line) -> dict[str, object]:
    return {
        "indicator": line.indicator,
        "waarde": line.value,
        "teller": line.events,
        "noemer": line.exposure,
        "spreiding": line.spread,
        "datum": line.date,
    }


def _assessments(levels: Sequence[Line], pilot: Pilot) -> list[dict[str, object]]:
    return [
        {
            "indicator": line.indicator,
            "niveau": line.value,
            "rol": ROLES[(line.date - pilot.start).days % len(ROLES)],
            "document": f"{pilot.solution}-{line.indicator}",
            "geldig tot": line.date + VALID,
            "datum": line.date,
        }
        for line in levels
    ]
