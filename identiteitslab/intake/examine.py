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
from identiteitslab.intake.remarks import spoilt
from identiteitslab.intake.rows import Rows, canonical, joined, rows_of
from identiteitslab.intake.typed import read_block
from identiteitslab.intake.vocabulary import UNKNOWN
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pyarrow as pa

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.intake.across import Clash
    from identiteitslab.intake.block import Block
    from identiteitslab.intake.typed import Typed
    from identiteitslab.intake.vocabulary import Vocabulary

MOST_REJECTED = 100_000
"""With more wrong rows than this the file as a whole is wrong."""


@dataclass(frozen=True)
class Rules:
    """What rows are judged by: ``uploader`` is the gemeente that may deliver, empty for all."""

    file: str
    catalogue: Catalogue
    vocabularies: Mapping[str, Vocabulary]
    comma_sure: bool = True
    uploader: str = ""


@dataclass(frozen=True)
class Examined:
    """The outcome: canonical rows that count, rows that do not, and announcements."""

    rows: pa.Table
    rejected: tuple[Rejected, ...]
    warnings: tuple[Fault, ...]
    rows_in: int
    blank: int


@dataclass
class _Tally:
    """What the blocks so far have given."""

    parts: list[Rows] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    faults: dict[int, list[Fault]] = field(default_factory=dict)
    notes: dict[tuple[str, str, str], tuple[Fault, int]] = field(default_factory=dict)
    size: int = 0
    blank: int = 0


def examine(blocks: Iterable[Block], rules: Rules) -> Examined:
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
        raise LabError([Fault("rows-none", Where(file=rules.file))])
    rows = joined(tally.parts)
    good = rows.good.copy()
    for clash in clashes(rows, rules.catalogue):
        good[clash.rows] = False
        _stop_if_hopeless(int((~good).sum()), rules)
        _note_clash(tally, rows, clash, rules.file)
    return Examined(
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
    if not len(block):
        return
    typed = read_block(block, rules.vocabularies, comma_sure=rules.comma_sure)
    judged = judge(block, typed, rules.catalogue, comma_sure=rules.comma_sure)
    problems = (*block.problems, *judged.problems, *_not_yours(block, typed, rules))
    good = ~spoilt(len(block), problems)
    _stop_if_hopeless(len(tally.faults) + int((~good).sum()), rules)
    tally.parts.append(rows_of(block, typed, judged, good, tally.sheets.index(block.sheet)))
    decided = spoilt(len(block), (problem for problem in problems if problem.decides))
    for problem in problems:
        for row, fault in _faults(block, problem, rules.file):
            if problem.decides or not decided[row]:
                tally.faults.setdefault(tally.size + row, []).append(fault)
    for problem in judged.notes:
        key = (problem.code, block.labels.get(problem.column, problem.column), block.sheet)
        _, first = next(_faults(block, problem, rules.file))
        before, count = tally.notes.get(key, (first, 0))
        tally.notes[key] = (before, count + len(problem.rows))
    tally.size += len(block)


def _stop_if_hopeless(wrong: int, rules: Rules) -> None:
    if wrong > MOST_REJECTED:
        facts = {"most": number(MOST_REJECTED, "nl")}
        raise LabError([Fault("rows-too-many-wrong", Where(file=rules.file), facts)])


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
    column = block.labels.get(problem.column, problem.column)
    for row, facts in zip(problem.rows.tolist(), problem.facts, strict=True):
        where = Where(file, block.sheet, int(block.lines[row]), column)
        yield row, Fault(problem.code, where, facts)


def _note_clash(tally: _Tally, rows: Rows, clash: Clash, file: str) -> None:
    for row, other in zip(clash.rows.tolist(), clash.others.tolist(), strict=True):
        where = Where(file, tally.sheets[rows.sheet[row]], int(rows.line[row]), clash.column)
        fault = Fault(clash.code, where, {"other": str(rows.line[other]), "found": ""})
        tally.faults.setdefault(row, []).append(fault)


def _rejected(tally: _Tally, rows: Rows, row: int) -> Rejected:
    sheet = tally.sheets[rows.sheet[row]]
    return Rejected(int(rows.line[row]), sheet, tuple(tally.faults[row]))


def _counted(fault: Fault, count: int) -> Fault:
    return Fault(fault.code, fault.where, {**fault.facts, "count": str(count)})
