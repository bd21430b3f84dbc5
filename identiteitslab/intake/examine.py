"""Look at every row of a delivery: which count, which do not and why, and what is worth a word."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.errors import Fault, LabError, Where
from identiteitslab.intake.across import clashes
from identiteitslab.intake.block import Problem
from identiteitslab.intake.check import judge
from identiteitslab.intake.delivery import Rejected
from identiteitslab.intake.fold import shown
from identiteitslab.intake.remarks import only, spoilt
from identiteitslab.intake.rows import Rows, canonical, joined, rows_of
from identiteitslab.intake.rules import Outcome
from identiteitslab.intake.typed import read_block
from identiteitslab.intake.vocabulary import UNKNOWN
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from identiteitslab.intake.across import Clash
    from identiteitslab.intake.block import Block
    from identiteitslab.intake.rules import Rules
    from identiteitslab.intake.typed import Typed

MOST_REJECTED = 100_000
"""With more wrong rows than this the file as a whole is wrong."""


@dataclass
class _Tally:
    """What the blocks so far have given."""

    parts: list[Rows] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    faults: dict[int, list[Fault]] = field(default_factory=dict)
    notes: dict[tuple[str, str, str], tuple[Fault, int]] = field(default_factory=dict)
    size: int = 0
    blank: int = 0


def examine(blocks: Iterable[Block], rules: Rules) -> Outcome:
    """Judge all rows.

    Parameters
    ----------
    blocks
        Delivered rows as text, none of them blank.
    rules
        What they are judged by.

    Raises
    ------
    LabError
        ``rows-none`` or ``rows-too-many-wrong``, and what the reader of the blocks raises.
    """
    tally = _Tally()
    for block in blocks:
        _add(tally, block, rules)
    if not tally.size:
        raise LabError([Fault("rows-none", rules.where)])
    rows = joined(tally.parts)
    good = np.array(rows.good)
    for clash in clashes(rows, rules.catalogue):
        good[clash.rows] = False
        _stop_if_hopeless(int((~good).sum()), rules)
        _note_clash(tally, rows, clash, rules.where.file)
    return Outcome(
        rows=canonical(rows, good, rules.vocabularies),
        rejected=tuple(_rejected(tally, rows, row) for row in np.flatnonzero(~good).tolist()),
        warnings=tuple(_counted(fault, count) for fault, count in tally.notes.values()),
        rows_in=tally.size + tally.blank,
        blank=tally.blank,
    )


def _add(tally: _Tally, block: Block, rules: Rules) -> None:
    if block.sheet not in tally.sheets:
        tally.sheets.append(block.sheet)
    tally.blank += block.blank
    for line in block.examples:
        key = ("row-is-example", "", block.sheet)
        where = Where(rules.where.file, block.sheet, line)
        tally.notes.setdefault(key, (Fault("row-is-example", where), 1))
    if not len(block):
        return
    typed = read_block(block, rules.vocabularies, comma_sure=rules.comma_sure)
    judged = judge(block, typed, rules)
    problems = (*block.problems, *judged.problems, *_not_yours(block, typed, rules))
    good = ~spoilt(len(block), problems)
    _stop_if_hopeless(len(tally.faults) + int((~good).sum()), rules)
    tally.parts.append(rows_of(block, typed, judged, good, tally.sheets.index(block.sheet)))
    decided = spoilt(len(block), (problem for problem in problems if problem.decides))
    for problem in problems:
        for row, fault in _faults(block, problem, rules.where.file):
            if problem.decides or not decided[row]:
                tally.faults.setdefault(tally.size + row, []).append(fault)
    for note in judged.notes:
        _add_note(tally, block, only(note, good), rules.where.file)
    tally.size += len(block)


def _add_note(tally: _Tally, block: Block, note: Problem, file: str) -> None:
    """Announce what is remarkable about rows that count: once a column, with how often."""
    for row, facts in zip(note.rows.tolist(), note.facts, strict=True):
        key = (note.code, block.label(note.column, row), block.sheet)
        if key not in tally.notes:
            tally.notes[key] = (_fault(block, note, row, facts, file), 0)
        first, count = tally.notes[key]
        tally.notes[key] = (first, count + 1)


def _stop_if_hopeless(wrong: int, rules: Rules) -> None:
    if wrong > MOST_REJECTED:
        facts = {"most": number(MOST_REJECTED, "nl")}
        raise LabError([Fault("rows-too-many-wrong", rules.where, facts)])


def _not_yours(block: Block, typed: Typed, rules: Rules) -> tuple[Problem, ...]:
    """Find rows of another gemeente than the one that delivers."""
    if not rules.uploader:
        return ()
    own = rules.vocabularies["gemeente"].find(rules.uploader)
    gemeente = typed.words["gemeente"]
    rows = np.flatnonzero((gemeente != own) & (gemeente != UNKNOWN)).astype(np.int32)
    column = block.column("gemeente")
    facts = [{"found": shown(column.at(row)), "known": rules.uploader} for row in rows.tolist()]
    return (Problem("gemeente-not-yours", "gemeente", rows, facts),) if facts else ()


def _faults(block: Block, problem: Problem, file: str) -> Iterator[tuple[int, Fault]]:
    for row, facts in zip(problem.rows.tolist(), problem.facts, strict=True):
        yield row, _fault(block, problem, row, facts, file)


def _fault(block: Block, problem: Problem, row: int, facts: Mapping[str, str], file: str) -> Fault:
    column = block.label(problem.column, row)
    where = Where(file, block.sheet, int(block.lines[row]), column)
    return Fault(problem.code, where, facts)


def _note_clash(tally: _Tally, rows: Rows, clash: Clash, file: str) -> None:
    for row, facts in zip(clash.rows.tolist(), clash.facts, strict=True):
        where = Where(file, tally.sheets[rows.sheet[row]], int(rows.line[row]), clash.column)
        tally.faults.setdefault(row, []).append(Fault(clash.code, where, facts))


def _rejected(tally: _Tally, rows: Rows, row: int) -> Rejected:
    sheet = tally.sheets[rows.sheet[row]]
    return Rejected(int(rows.line[row]), sheet, tuple(tally.faults[row]))


def _counted(fault: Fault, count: int) -> Fault:
    return Fault(fault.code, fault.where, {**fault.facts, "count": str(count)})
