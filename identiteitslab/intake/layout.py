"""Find the sheets that count in a workbook, and turn them into blocks of rows."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import numpy as np

from identiteitslab.errors import Fault, LabError, Where
from identiteitslab.intake import columns as names
from identiteitslab.intake.fold import fold, shown
from identiteitslab.intake.participants import long_block, measures, wide_columns
from identiteitslab.intake.pilot import read_pilot
from identiteitslab.intake.sheet_block import sheet_block

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.intake.block import Block, Mask
    from identiteitslab.intake.pilot import Pilot
    from identiteitslab.intake.sheet import Sheet
    from identiteitslab.intake.sheet_block import Found
    from identiteitslab.intake.vocabulary import Vocabulary

_DATA = tuple(
    fold(name) for name in (names.SHEET_PARTICIPANTS, names.SHEET_COUNTS, names.SHEET_ASSESSMENTS)
)
_OUR_OWN = frozenset({fold(names.SHEET_README), fold(names.SHEET_LISTS)})
_NOT_STORED = ("rol", "document", "geldig tot")
_ALIKE = 0.8

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Source:
    """What a workbook is read with: the catalogue, its words, and the file for messages."""

    catalogue: Catalogue
    vocabularies: Mapping[str, Vocabulary]
    where: Where


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
    table = by_name.get(fold(names.SHEET_TABLE))
    if pilot is not None and table is not None:
        raise LabError([Fault("sheets-both", where)])
    if pilot is not None:
        return _pilot_layout(sheets, pilot, Source(catalogue, vocabularies, where))
    table = table or _only_visible(sheets)
    if table is None:
        raise LabError([Fault("sheets-unknown", where, {"found": _listed(sheets)})])
    found = sheet_block(table, names.TABLE, names.ALWAYS, where, _filled)
    ignored = _ignored([sheet for sheet in sheets if sheet is not table], where)
    return Layout((found.block,), tuple(found.block.other), (*found.warnings, *ignored))


def _pilot_layout(sheets: Sequence[Sheet], first: Sheet, source: Source) -> Layout:
    data = [sheet for sheet in sheets if fold(sheet.name) in _DATA]
    rest = [sheet for sheet in sheets if sheet is not first and sheet not in data]
    faults = [*_slips(rest, source.where)]
    pilot = _tried(faults, read_pilot, first, source.vocabularies, source.where)
    found = [_tried(faults, _data_sheet, sheet, source) for sheet in data]
    if not data and not faults:
        faults.append(Fault("sheets-unknown", source.where, {"found": _listed(sheets)}))
    if faults or pilot is None:
        raise LabError(faults)
    read = [each for each in found if each is not None]
    return Layout(
        tuple(_rows(each.block, pilot, source.catalogue) for each in read),
        tuple(name for each in read for name in each.block.other if fold(name) not in _NOT_STORED),
        (*(w for each in read for w in each.warnings), *_ignored(rest, source.where)),
    )


def _data_sheet(sheet: Sheet, source: Source) -> Found:
    if fold(sheet.name) == fold(names.SHEET_PARTICIPANTS):
        known = wide_columns(source.catalogue)
        return sheet_block(sheet, known, ("deelnemer",), source.where, measures)
    assessed = fold(sheet.name) == fold(names.SHEET_ASSESSMENTS)
    known = names.ASSESSMENTS if assessed else names.COUNTS
    required = ("indicator", "niveau") if assessed else ("indicator",)
    return sheet_block(sheet, known, required, source.where, _measured)


def _filled(block: Block) -> Mask:
    return block.content


def _measured(block: Block) -> Mask:
    """Tell which rows hold more than the indicator that the template wrote there."""
    found = np.zeros(len(block), dtype=np.bool_)
    for name, column in block.columns.items():
        if name != "indicator":
            found |= column.filled
    return found


def _rows(block: Block, pilot: Pilot, catalogue: Catalogue) -> Block:
    """Give the rows of a sheet as rows of the table ``metingen``."""
    if "deelnemer" in block.columns:
        return long_block(block, pilot, catalogue)
    columns = {name: column for name, column in block.columns.items() if name in names.TABLE}
    if "niveau" in block.columns:
        columns["waarde"] = block.columns["niveau"]
        block = replace(block, labels={"waarde": "niveau"})
    return pilot.joined_to(replace(block, columns=columns, other={}))


def _tried(
    faults: list[Fault], read: Callable[P, T], *args: P.args, **kwargs: P.kwargs
) -> T | None:
    """Read something, or add what is wrong with it to the faults."""
    try:
        return read(*args, **kwargs)
    except LabError as error:
        faults += error.faults
        return None


def _slips(rest: Sequence[Sheet], where: Where) -> Iterator[Fault]:
    """Find sheets whose name is almost that of a sheet that counts."""
    for sheet in rest:
        close = difflib.get_close_matches(fold(sheet.name), _DATA, n=1, cutoff=_ALIKE)
        meant = close or [name for name in _DATA if fold(sheet.name).startswith(name)]
        if meant and sheet.height:
            yield Fault("sheet-misspelt", where, {"found": shown(sheet.name), "known": meant[0]})


def _ignored(rest: Sequence[Sheet], where: Where) -> tuple[Fault, ...]:
    """Name the sheets with content that were left aside."""
    return tuple(
        Fault("sheet-ignored", Where(where.file, shown(sheet.name)))
        for sheet in rest
        if sheet.height and fold(sheet.name) not in _OUR_OWN
    )


def _only_visible(sheets: Sequence[Sheet]) -> Sheet | None:
    visible = [sheet for sheet in sheets if sheet.visible and sheet.height]
    return visible[0] if len(visible) == 1 else None


def _listed(sheets: Sequence[Sheet]) -> str:
    return ", ".join(shown(sheet.name) for sheet in sheets[:8])
