"""Find the sheets that count in a workbook, and turn them into blocks of rows."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.errors import Fault, LabError, Where
from identiteitslab.intake import columns as names
from identiteitslab.intake.fold import fold, shown
from identiteitslab.intake.participants import long_blocks, measures, wide_columns
from identiteitslab.intake.pilot import read_pilot
from identiteitslab.intake.sheet_block import sheet_block

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.intake.block import Block, Mask
    from identiteitslab.intake.pilot import Pilot
    from identiteitslab.intake.sheet import Sheet
    from identiteitslab.intake.sheet_block import Found
    from identiteitslab.intake.vocabulary import Vocabulary

_DATA = (names.SHEET_PARTICIPANTS, names.SHEET_COUNTS, names.SHEET_ASSESSMENTS)
_KNOWN = (names.SHEET_TABLE, names.SHEET_PILOT, *_DATA, names.SHEET_README, names.SHEET_LISTS)
_NOT_STORED = ("rol", "document", "geldig tot")
_ALIKE = 0.8


@dataclass(frozen=True)
class Layout:
    """The rows of a workbook, the columns that were dropped, and what is worth a word."""

    blocks: tuple[Block, ...]
    dropped: tuple[str, ...]
    warnings: tuple[Fault, ...]


def lay_out(
    sheets: Sequence[Sheet],
    catalogue: Catalogue,
    vocabularies: Mapping[str, Vocabulary],
    where: Where,
) -> Layout:
    """Turn the sheets of a workbook into blocks of rows.

    A workbook holds either one pilot (the template) or one sheet ``metingen`` with the columns of
    the csv table.

    Raises
    ------
    LabError
        The sheets are not there, not right, or cannot be taken as they stand.
    """
    by_name = {fold(sheet.name): sheet for sheet in sheets}
    pilot = by_name.get(fold(names.SHEET_PILOT))
    table = by_name.get(fold(names.SHEET_TABLE)) or _only_visible(sheets)
    if pilot is not None:
        return _pilot_layout(sheets, pilot, catalogue, vocabularies, where)
    if table is None:
        raise LabError([Fault("sheets-unknown", where, {"found": _listed(sheets)})])
    found = sheet_block(table, names.TABLE, names.ALWAYS, where)
    return Layout(
        (found.block,), tuple(found.block.other), (*found.warnings, *_ignored(sheets, [table], where))
    )


def _pilot_layout(
    sheets: Sequence[Sheet],
    first: Sheet,
    catalogue: Catalogue,
    vocabularies: Mapping[str, Vocabulary],
    where: Where,
) -> Layout:
    by_name = {fold(sheet.name): sheet for sheet in sheets}
    data = [by_name[fold(name)] for name in _DATA if fold(name) in by_name]
    slips = [Fault("sheet-misspelt", where, facts) for facts in _slips(sheets, _DATA)]
    if fold(names.SHEET_TABLE) in by_name:
        slips.append(Fault("sheets-both", where))
    pilot, found = _all_faults(
        slips,
        lambda: read_pilot(first, vocabularies, where),
        *(lambda sheet=sheet: _data_sheet(sheet, catalogue, where) for sheet in data),
    )
    return Layout(...)
