"""The sheet that says which pilot a workbook is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from identiteitslab.errors import Fault, LabError, Where
from identiteitslab.intake import cells
from identiteitslab.intake.block import constant
from identiteitslab.intake.columns import PILOT_KEYS
from identiteitslab.intake.fold import fold
from identiteitslab.intake.sheet_block import unfit
from identiteitslab.intake.typed import LAST_ROUND

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from identiteitslab.intake.block import Block
    from identiteitslab.intake.cells import Remarks
    from identiteitslab.intake.sheet import Sheet
    from identiteitslab.intake.vocabulary import Vocabulary

REQUIRED = ("gemeente", "oplossing", "ronde")


@dataclass(frozen=True)
class Pilot:
    """What holds for every row of a workbook, as text by column of ``columns.TABLE``."""

    cells: Mapping[str, str]

    def joined_to(self, block: Block, **fixed: str) -> Block:
        """Add to rows what the pilot says, and what else they have in common."""
        common = {**self.cells, **fixed}
        return block.plus({name: constant(text, len(block)) for name, text in common.items()})


def read_pilot(sheet: Sheet, vocabularies: Mapping[str, Vocabulary], where: Where) -> Pilot:
    """Read the keys in column A and their values in column B.

    Raises
    ------
    LabError
        A key is missing, stands there twice, or has a value that we do not know.
    """
    where = Where(where.file, sheet.name)
    faults = list(unfit(sheet, 0, where))
    given: dict[str, str] = {}
    for row, key, value in _pairs(sheet):
        place = Where(where.file, sheet.name, row, "B")
        if key in given:
            faults.append(Fault("key-twice", place, {"key": key}))
        given[key] = value
        faults += _wrong(key, value, vocabularies, place)
    faults += [Fault("key-missing", where, {"key": key}) for key in REQUIRED if not given.get(key)]
    if faults:
        raise LabError(faults)
    return Pilot(
        {key: given.get(key, "") for key in ("gemeente", "oplossing", "ronde", "situatie")}
    )


def _pairs(sheet: Sheet) -> Iterator[tuple[int, str, str]]:
    for number in range(sheet.height):
        key, value, *_ = (*sheet.row(number), "", "")
        if fold(key) in PILOT_KEYS:
            yield number + 1, fold(key), value.strip()


def _wrong(
    key: str, value: str, vocabularies: Mapping[str, Vocabulary], where: Where
) -> list[Fault]:
    texts = pa.array([value], pa.string())
    remarks: Remarks = {}
    if not value:
        return []
    if key in vocabularies:
        remarks = cells.words(texts, vocabularies[key]).wrong
    elif key == "ronde":
        remarks = cells.whole(texts, 1, LAST_ROUND).wrong
    else:
        remarks = cells.days(texts).wrong
    return [Fault(code, where, facts) for code, facts in remarks.values()]
