"""The wide sheet of participants becomes long: a row a measurement."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.intake import cells
from identiteitslab.intake.block import Column, Problem, constant, from_cells, stacked
from identiteitslab.intake.columns import PARTICIPANT_FIXED
from identiteitslab.intake.remarks import spoilt, spread_out
from identiteitslab.intake.write import decimal
from identiteitslab.measurement.kinds.score import SUS_HIGHEST, SUS_ITEMS, sus
from identiteitslab.measurement.known_kinds import known_kinds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.model import Indicator
    from identiteitslab.intake.block import Block, Codes, Mask
    from identiteitslab.intake.pilot import Pilot

STOPPED = "afgebroken"


def wide_columns(catalogue: Catalogue) -> tuple[str, ...]:
    """Name all columns that the sheet of participants may have."""
    measured = [
        column
        for name, indicator in catalogue.indicators.items()
        for column in (name, *beside(name, indicator))
    ]
    return (*PARTICIPANT_FIXED, *measured)


def measures(block: Block) -> Mask:
    """Tell which rows hold at least one measurement."""
    return _held(block, [name for name in block.columns if name not in PARTICIPANT_FIXED])


def long_block(wide: Block, pilot: Pilot, catalogue: Catalogue) -> Block:
    """Give the measurements in the sheet, indicator by indicator.

    Parameters
    ----------
    wide
        A row a participant, a column an indicator (or its items, or whether it was broken off).
    pilot
        What holds for all rows.
    catalogue
        The indicators, in the order of the rows that are given.
    """
    columns = {name: (name, *beside(name, one)) for name, one in catalogue.indicators.items()}
    held = {
        name: np.flatnonzero(_held(wide, [c for c in own if c in wide.columns])).astype(np.int32)
        for name, own in columns.items()
        if any(c in wide.columns for c in own)
    }
    measured = [
        _long(wide, rows, name, catalogue.indicators[name])
        for name, rows in held.items()
        if len(rows)
    ]
    rows = np.concatenate([one.rows for one in measured] or [np.zeros(0, dtype=np.int32)])
    starts = np.cumsum([0, *(len(one.rows) for one in measured)], dtype=np.int32)
    fixed = {name: wide.column(name) for name in PARTICIPANT_FIXED}
    long = replace(
        wide,
        columns={
            **{name: _some(column, rows) for name, column in fixed.items()},
            "indicator": stacked([constant(one.name, len(one.rows)) for one in measured]),
            "waarde": stacked([one.value for one in measured]),
            STOPPED: stacked([one.stopped for one in measured]),
        },
        lines=wide.lines[rows],
        other={},
        wide=True,
        problems=tuple(
            replace(problem, rows=problem.rows + start)
            for one, start in zip(measured, starts.tolist(), strict=False)
            for problem in one.problems
        ),
    )
    return replace(pilot.joined_to(long), problems=(*long.problems, *_unnumbered(long)))


def _held(block: Block, columns: Sequence[str]) -> Mask:
    found = np.zeros(len(block), dtype=np.bool_)
    for name in columns:
        found |= block.column(name).filled
    return found


@dataclass(frozen=True)
class _Long:
    """The measurements of one indicator: who (a row of the sheet) and what."""

    name: str
    rows: Codes
    value: Column
    stopped: Column
    problems: tuple[Problem, ...]


def _long(wide: Block, rows: Codes, name: str, indicator: Indicator) -> _Long:
    items = [c for c in beside(name, indicator) if indicator.items and c in wide.columns]
    stopped = _some(wide.column(f"{name} {STOPPED}"), rows)
    if items:
        value, problems = _scored(wide, rows, name, items)
        return _Long(name, rows, value, stopped, problems)
    return _Long(name, rows, _some(wide.column(name), rows), stopped, ())


def _some(column: Column, rows: Codes) -> Column:
    """Give some of the cells; texts that do not occur in them do no harm here."""
    return Column(column.texts, column.codes[rows])


def beside(name: str, indicator: Indicator) -> tuple[str, ...]:
    """Name the columns that an indicator may have beside, or instead of, its own."""
    if indicator.items == "sus":
        return tuple(f"{name} {item}" for item in range(1, SUS_ITEMS + 1))
    stops = any(STOPPED in form.optional for form in known_kinds()[indicator.kind].forms)
    return (f"{name} {STOPPED}",) if stops else ()


def _unnumbered(block: Block) -> tuple[Problem, ...]:
    rows = np.flatnonzero(~block.column("deelnemer").filled).astype(np.int32)
    facts = [{"column": "deelnemer"}] * len(rows)
    return (Problem("cell-missing", "deelnemer", rows, facts),) if facts else ()


def _scored(
    wide: Block, rows: Codes, name: str, items: list[str]
) -> tuple[Column, tuple[Problem, ...]]:
    """Work out the score of each participant from the ten answers."""
    answers = np.full((len(rows), SUS_ITEMS), np.nan)
    given = np.zeros((len(rows), SUS_ITEMS), dtype=np.bool_)
    problems: list[Problem] = []
    for item in items:
        position = int(item.rsplit(maxsplit=1)[1]) - 1
        column = _some(wide.column(item), rows)
        read = cells.whole(column.texts, 1, SUS_HIGHEST)
        answers[:, position] = read.values[column.codes]
        given[:, position] = column.filled
        problems += [replace(p, decides=True) for p in spread_out(item, column, read.wrong)]
    own = _some(wide.column(name), rows)
    answered = given.sum(axis=1)
    problems += _facing("items-incomplete", name, answered, (answered % SUS_ITEMS) > 0)
    problems += _facing("items-and-score", name, answered, (answered > 0) & own.filled)
    complete = np.flatnonzero((answered == SUS_ITEMS) & ~spoilt(len(rows), problems))
    texts = own.cells()
    for row, score in zip(complete.tolist(), sus(answers[complete]).tolist(), strict=True):
        texts[row] = decimal(score)
    return from_cells(texts), tuple(problems)


def _facing(code: str, name: str, answered: NDArray[np.int64], mask: Mask) -> list[Problem]:
    rows = np.flatnonzero(mask).astype(np.int32)
    facts = [{"count": str(answered[row]), "all": str(SUS_ITEMS)} for row in rows.tolist()]
    return [Problem(code, name, rows, facts, decides=True)] if facts else []
