"""Check a workbook."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.errors import Where, fail
from identiteitslab.intake.block import constant
from identiteitslab.intake.columns import PARTICIPANT_FIXED, SHEET_PILOT, TABLE
from identiteitslab.intake.examine import examine
from identiteitslab.intake.fold import fold, shown
from identiteitslab.intake.given_names import names_person
from identiteitslab.intake.header import letter
from identiteitslab.intake.layout import lay_out
from identiteitslab.intake.loose_texts import loose_texts
from identiteitslab.intake.package import unpack
from identiteitslab.intake.privacy import Watch
from identiteitslab.intake.read_xlsx import read_sheets

if TYPE_CHECKING:
    import io

    from identiteitslab.intake.rules import Outcome, Rules
    from identiteitslab.intake.sheet import Sheet

_NAMED = frozenset((*TABLE, *PARTICIPANT_FIXED))
_OPEN = ("xl/sharedstrings.xml", "xl/pivotcache/", "xl/charts/", "xl/externallinks/")
"""Parts that hold copies of cells: judged as a column, not as a remark."""


def check_workbook(data: io.BytesIO, rules: Rules) -> Outcome:
    """Check a workbook, in the lay-out of the template or with one sheet ``metingen``.

    Raises
    ------
    LabError
        The file as a whole is refused.
    """
    parts = unpack(data.getvalue(), rules.where)
    watch = Watch(rules.where, rules.ordinary)
    for name, texts in loose_texts(parts):
        place = Where(rules.where.file, key=name)
        watch.see_texts(place, texts, closed=not name.casefold().startswith(_OPEN))
    # Later messages name sheets, and the name of a sheet may itself be that of a person.
    watch.stop()
    sheets = read_sheets(parts, rules.where)
    if any(names_person(sheet.name, rules.ordinary) for sheet in sheets):
        raise fail("personal-name", Where(rules.where.file, key="xl/workbook.xml"))
    for sheet in sheets:
        _watch_sheet(watch, sheet, rules.where.file)
    watch.stop()
    layout = lay_out(sheets, rules.catalogue, rules.vocabularies, rules.where)
    outcome = examine(layout.blocks, rules)
    return replace(
        outcome,
        warnings=(*layout.warnings, *outcome.warnings),
        dropped=tuple(shown(name) for name in layout.dropped),
    )


def _watch_sheet(watch: Watch, sheet: Sheet, file: str) -> None:
    lines = np.arange(1, sheet.height + 1, dtype=np.int32)
    for position, cells in enumerate(sheet.columns):
        header = next((cell.strip() for cell in cells if cell.strip()), "")
        name = fold(header) if fold(header) in _NAMED else letter(position)
        watch.see(Where(file, sheet.name, column=name), header, sheet.column(position), lines)
    if fold(sheet.name) == fold(SHEET_PILOT):
        for number in range(sheet.height):
            key, value, *_ = (*sheet.row(number), "", "")
            place = Where(file, sheet.name, number + 1, "B")
            watch.see(place, key, constant(value.strip(), 1), lines[number : number + 1])
