"""The rows under the headers of one sheet, as a block."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.errors import Fault, LabError, Where
from identiteitslab.intake.block import Block
from identiteitslab.intake.header import letter, match

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from identiteitslab.intake.block import Mask
    from identiteitslab.intake.sheet import Sheet


@dataclass(frozen=True)
class Found:
    """The rows of a sheet and what is worth a word about them."""

    block: Block
    warnings: tuple[Fault, ...]


def sheet_block(
    sheet: Sheet,
    known: Sequence[str],
    required: Sequence[str],
    where: Where,
    held: Callable[[Block], Mask],
) -> Found:
    """Read the headers of a sheet and the rows under them.

    Parameters
    ----------
    sheet
        Its cells; the first row with content holds the headers.
    known, required
        The columns that exist and those that may not be missing.
    where
        The file, for messages.
    held
        Tells which rows hold a measurement; the others are blank whatever else they say.

    Raises
    ------
    LabError
        The sheet is hidden, has merged cells, or its headers are not right.
    """
    where = Where(where.file, sheet.name)
    top = sheet.top
    named = Where(where.file, sheet.name, top + 1)
    header = match(sheet.row(top) if sheet.height else [], known, required, named)
    faults = (*unfit(sheet, top, where), *header.faults)
    if faults:
        raise LabError(faults)
    columns = [sheet.column(position, top + 1) for position in range(len(sheet.columns))]
    everything = Block(
        sheet=sheet.name,
        columns={name: columns[position] for name, position in header.columns.items()},
        lines=np.arange(top + 2, sheet.height + 1, dtype=np.int32),
        other={name: columns[position] for name, position in header.other.items()},
    )
    block = everything.without_examples(known[0])
    return Found(block.without(~held(block)), _hidden(sheet, where))


def unfit(sheet: Sheet, top: int, where: Where) -> tuple[Fault, ...]:
    """Say why the cells of a sheet cannot be taken as they stand."""
    faults = [] if sheet.visible else [Fault("sheet-hidden", where, {"found": sheet.name})]
    faults += [
        Fault("cells-merged", where, {"found": f"{_cell(first)}:{_cell(last)}"})
        for first, last in sheet.merged
        if last[0] >= top
    ]
    return tuple(faults)


def _cell(place: tuple[int, int]) -> str:
    return f"{letter(place[1])}{place[0] + 1}"


def _hidden(sheet: Sheet, where: Where) -> tuple[Fault, ...]:
    if not sheet.hidden_parts:
        return ()
    return (Fault("sheet-partly-hidden", where, {"count": str(sheet.hidden_parts)}),)
