"""The wide sheet of participants becomes long: a row a measurement."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.intake import cells
from identiteitslab.intake.block import Problem, from_cells
from identiteitslab.intake.columns import PARTICIPANT_FIXED
from identiteitslab.intake.remarks import spoilt, spread_out
from identiteitslab.intake.write import decimal
from identiteitslab.measurement.kinds.score import SUS_HIGHEST, SUS_ITEMS, sus
from identiteitslab.measurement.known_kinds import known_kinds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.model import Indicator
    from identiteitslab.intake.block import Block, Column, Mask
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


def long_blocks(wide: Block, pilot: Pilot, catalogue: Catalogue) -> Iterator[Block]:
    """Give a block for each indicator that occurs in the sheet.

    Parameters
    ----------
    wide
        A row a participant, a column an indicator (or its items, or whether it was broken off).
    pilot
        What holds for all rows.
    catalogue
        The indicators, in the order of the blocks.
    """
    for name, indicator in catalogue.indicators.items():
        present = [c for c in (name, *beside(name, indicator)) if c in wide.columns]
        held = _held(wide, present)
        if held.any():
            yield pilot.joined_to(_long(wide.part(held), name, indicator), indicator=name)


def _held(block: Block, columns: Sequence[str]) -> Mask:
    found = np.zeros(len(block), dtype=np.bool_)
    for name in columns:
        found |= block.column(name).filled
    return found


def _long(part: Block, name: str, indicator: Indicator) -> Block:
    stopped = f"{name} {STOPPED}"
    fixed = {column: part.column(column) for column in PARTICIPANT_FIXED}
    items = [c for c in beside(name, indicator) if indicator.items and c in part.columns]
    value, problems = _scored(part, name, items) if items else (part.column(name), ())
    return replace(
        part,
        columns={**fixed, "waarde": value, STOPPED: part.column(stopped)},
        other={},
        labels={"waarde": name, STOPPED: stopped},
        problems=(*problems, *_unnumbered(part)),
        blank=0,
    )


def beside(name: str, indicator: Indicator) -> tuple[str, ...]:
    """Name the columns that an indicator may have beside, or instead of, its own."""
    if indicator.items == "sus":
        return tuple(f"{name} {item}" for item in range(1, SUS_ITEMS + 1))
    stops = any(STOPPED in form.optional for form in known_kinds()[indicator.kind].forms)
    return (f"{name} {STOPPED}",) if stops else ()


def _unnumbered(part: Block) -> tuple[Problem, ...]:
    rows = np.flatnonzero(~part.column("deelnemer").filled).astype(np.int32)
    facts = [{"column": "deelnemer"}] * len(rows)
    return (Problem("cell-missing", "deelnemer", rows, facts),) if facts else ()


def _scored(part: Block, name: str, items: list[str]) -> tuple[Column, tuple[Problem, ...]]:
    """Work out the score of each participant from the ten answers."""
    answers = np.full((len(part), SUS_ITEMS), np.nan)
    given = np.zeros((len(part), SUS_ITEMS), dtype=np.bool_)
    problems: list[Problem] = []
    for item in items:
        position = int(item.rsplit(maxsplit=1)[1]) - 1
        column = part.column(item)
        read = cells.whole(column.texts, 1, SUS_HIGHEST)
        answers[:, position] = read.values[column.codes]
        given[:, position] = column.filled
        problems += [replace(p, decides=True) for p in spread_out(item, column, read.wrong)]
    own = part.column(name).filled
    answered = given.sum(axis=1)
    problems += _facing("items-incomplete", name, answered, (answered % SUS_ITEMS) > 0)
    problems += _facing("items-and-score", name, answered, (answered > 0) & own)
    complete = np.flatnonzero((answered == SUS_ITEMS) & ~spoilt(len(part), problems))
    texts = part.column(name).cells()
    for row, score in zip(complete.tolist(), sus(answers[complete]).tolist(), strict=True):
        texts[row] = decimal(score)
    return from_cells(texts), tuple(problems)


def _facing(code: str, name: str, answered: NDArray[np.int64], mask: Mask) -> list[Problem]:
    rows = np.flatnonzero(mask).astype(np.int32)
    facts = [{"count": str(answered[row]), "all": str(SUS_ITEMS)} for row in rows.tolist()]
    return [Problem(code, name, rows, facts, decides=True)] if facts else []
