"""Check a csv table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.errors import LabError, Where
from identiteitslab.intake.block import constant
from identiteitslab.intake.decode import decode
from identiteitslab.intake.examine import examine
from identiteitslab.intake.fold import shown
from identiteitslab.intake.header import letter
from identiteitslab.intake.privacy import Watch
from identiteitslab.intake.read_csv import Irregular, exact_blocks, fast_blocks, open_csv

if TYPE_CHECKING:
    import io
    from collections.abc import Iterable, Iterator

    from identiteitslab.intake.block import Block
    from identiteitslab.intake.read_csv import CsvTable
    from identiteitslab.intake.rules import Outcome, Rules


def check_csv(data: io.BytesIO, rules: Rules) -> Outcome:
    """Check a csv table; ``data`` is closed once all of it has been read.

    Raises
    ------
    LabError
        The file as a whole is refused.
    """
    table = open_csv(decode(data.getvalue(), rules.where), rules.where)
    data.close()
    if table.delimiter != ";":
        rules = rules.doubting_commas()
    try:
        return _check(table, fast_blocks(table), rules)
    except Irregular:
        return _check(table, exact_blocks(table), rules)


def _check(table: CsvTable, blocks: Iterable[Block], rules: Rules) -> Outcome:
    watch = Watch(rules.where, rules.ordinary)
    for position, name in enumerate(table.names):
        place = _place(table, position)
        header = constant(name.strip(), 1)
        watch.see(place, "", header, np.array([table.first - 1], dtype=np.int32))
    places = {name: _place(table, position) for name, position in table.header.other.items()}
    watched = _to_the_end(table, watch.over(blocks, places))
    if table.header.faults:
        _exhaust(watched)
        watch.stop()
        raise LabError(table.header.faults)
    outcome = examine(watched, rules)
    watch.stop()
    return replace(outcome, dropped=tuple(shown(name) for name in table.header.other if name))


def _to_the_end(table: CsvTable, blocks: Iterator[Block]) -> Iterator[Block]:
    yield from blocks
    table.text.close()


def _place(table: CsvTable, position: int) -> Where:
    known = {place: name for name, place in table.header.columns.items()}
    return Where(table.where.file, column=known.get(position, letter(position)))


def _exhaust(blocks: Iterator[Block]) -> None:
    for _ in blocks:
        pass
