"""The privacy stop: is there personal data in this file? Decided per column, never echoed.

A single number of nine digits says little: one in eleven passes the test of the citizen service
number by chance. A column of them says a lot, and so does its header.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from identiteitslab.errors import Fault, LabError, Where
from identiteitslab.intake import patterns
from identiteitslab.intake.columns import TABLE
from identiteitslab.intake.fold import fold
from identiteitslab.intake.given_names import names_person
from identiteitslab.intake.hints import hints, names_organisation, tells_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from identiteitslab.intake.block import Block, Codes, Column

FEW, MANY = 4, 8
MOST_PASS = 0.8
"""A column holds service numbers if all of 4 to 7 different numbers of 8 or 9 digits pass the
eleven-test, or 8 out of 10 when there are more. By chance: at most 1 column in 10 000."""

SEVERAL = 3
HALF = 0.5
ENOUGH = 2_000
"""So many different texts settle what a column holds."""

FEW_TEXTS = 1_000
"""Up to so many different texts, comparing them with the catalogue is quicker than looking."""

LONGEST_HEADER = 40
_NINE = re.compile(r"(?<![\d.,-])\d{9}(?![\d-])")

CLOSED = frozenset(TABLE) - {"waarde", "teller", "noemer", "spreiding"}
"""Columns of words and short numbers, in which anything personal is out of place."""


@dataclass
class _Evidence:
    """What one column has shown: texts by kind of personal data, and the row of each."""

    where: Where
    header: str
    texts: int = 0
    numbers: set[int] = field(default_factory=set)
    passing: dict[int, int] = field(default_factory=dict)
    weak: dict[str, dict[str, int]] = field(default_factory=dict)
    sure: dict[str, int] = field(default_factory=dict)


class Watch:
    """Collects evidence while a file is read, and stops the file if it holds personal data.

    Parameters
    ----------
    where
        The file, for messages.
    ordinary
        Folded words that are never a person: the words of the catalogue.
    """

    def __init__(self, where: Where, ordinary: frozenset[str]) -> None:
        self.where = where
        self._ordinary = ordinary
        self._columns: dict[tuple[str, str], _Evidence] = {}

    def see(self, where: Where, header: str, column: Column, lines: Codes) -> None:
        """Look at some cells of a column.

        Parameters
        ----------
        where
            File, sheet and column, for the message.
        header
            What stands above the column; empty if nothing does.
        column, lines
            The cells and the row of each.
        """
        key = (where.sheet, where.column)
        evidence = self._columns.setdefault(key, _Evidence(where, header))
        evidence.header = evidence.header or header
        chosen, strange = self._telling(column)
        announced = hints(header)
        if announced:
            told = np.arange(len(column.texts)) if "birth" in announced else chosen
            self._promised(evidence, announced, _Texts(column, lines, told[:ENOUGH]))
        evidence.texts += len(chosen)
        if len(strange):
            texts = _Texts(column, lines, strange)
            _look(evidence, texts)
            if where.column in CLOSED:
                self._out_of_place(evidence, texts)

    def see_texts(self, where: Where, texts: Sequence[str], *, closed: bool = False) -> None:
        """Look at texts that stand in no column: headers, comments, properties, the file name.

        In a ``closed`` place one number of nine digits that passes the eleven-test is enough.
        """
        if not texts:
            return
        key = (where.sheet, where.column or where.key)
        evidence = self._columns.setdefault(key, _Evidence(where, ""))
        bare = patterns.laid_bare(pa.array(texts, pa.string()))
        for kind, found in patterns.strong(bare).items():
            if found.any():
                evidence.sure.setdefault(kind, 0)
        numbers = {int(token) for text in bare.to_pylist() for token in _NINE.findall(text)}
        known = np.array(sorted(numbers)[:ENOUGH], dtype=np.int64)
        passing = known[patterns.passes_eleven(known)].tolist()
        evidence.numbers.update(known.tolist())
        evidence.passing.update(dict.fromkeys(passing, 0))
        if passing and (closed or _announce_numbers(texts)):
            evidence.sure.setdefault("bsn", 0)

    def stop(self) -> None:
        """Refuse the file if any column holds personal data.

        Raises
        ------
        LabError
            ``personal-<kind>`` for each column and kind, at its first cell; never the value.
        """
        faults = [
            Fault(f"personal-{kind}", replace(evidence.where, row=row or evidence.where.row))
            for evidence in self._columns.values()
            for kind, row in sorted(_decide(evidence).items())
        ]
        if faults:
            raise LabError(faults)

    def over(self, blocks: Iterable[Block], places: Mapping[str, Where]) -> Iterator[Block]:
        """Look at all columns of blocks while they pass by.

        Parameters
        ----------
        blocks
            Delivered rows.
        places
            Where each unknown column stands; the known ones go by their name.
        """
        for block in blocks:
            for name, column in block.columns.items():
                self.see(replace(self.where, column=name), name, column, block.lines)
            for name, column in block.other.items():
                self.see(places.get(name, self.where), name, column, block.lines)
            yield block

    def _telling(self, column: Column) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Find the texts that are more than a short number, and those that are no word of ours.

        Among very many texts the words of the catalogue hardly matter.
        """
        if len(column.texts) > FEW_TEXTS:
            many = np.flatnonzero(patterns.worth_a_look(column.texts))
            return many, many
        listed = column.texts.to_pylist()
        chosen = [at for at, text in enumerate(listed) if not patterns.is_plain(text)]
        strange = [at for at in chosen if fold(listed[at]) not in self._ordinary]
        return np.array(chosen, dtype=np.intp), np.array(strange, dtype=np.intp)

    def _out_of_place(self, evidence: _Evidence, texts: _Texts) -> None:
        """Look for a person within what should be a word of ours."""
        for position, text in enumerate(texts.listed[:ENOUGH].to_pylist()):
            if names_person(text, self._ordinary):
                evidence.sure.setdefault("name", texts.row(position))

    def _promised(self, evidence: _Evidence, kinds: frozenset[str], texts: _Texts) -> None:
        """Look for what a header announces."""
        for position, text in enumerate(texts.listed.to_pylist()):
            if text and fold(text) not in self._ordinary:
                for kind in kinds - evidence.sure.keys():
                    if tells_of(kind, text):
                        sure = "name" if kind == "given" else kind
                        evidence.sure.setdefault(sure, texts.row(position))


@dataclass(frozen=True)
class _Texts:
    """Some texts of a column, and the first row of each."""

    column: Column
    lines: Codes
    chosen: NDArray[np.intp]

    @property
    def listed(self) -> pa.StringArray:
        return self.column.texts.take(pa.array(self.chosen))

    def row(self, position: int) -> int:
        return int(self.lines[np.argmax(self.column.codes == self.chosen[position])])


def _announce_numbers(texts: Sequence[str]) -> bool:
    return any("bsn" in hints(text) for text in texts if len(text) <= LONGEST_HEADER)


def _look(evidence: _Evidence, texts: _Texts) -> None:
    bare = patterns.laid_bare(texts.listed)
    for kind, found in patterns.strong(bare).items():
        if found.any():
            evidence.sure.setdefault(kind, texts.row(int(found.argmax())))
    for kind, found in patterns.weak(bare).items():
        seen = evidence.weak.setdefault(kind, {})
        for position in np.flatnonzero(found)[: ENOUGH - len(seen)].tolist():
            seen.setdefault(bare[position].as_py(), texts.row(position))
    numbers = patterns.nine_digits(bare)
    passes = patterns.passes_eleven(numbers)
    for position in np.flatnonzero(numbers >= 0)[: ENOUGH - len(evidence.numbers)].tolist():
        evidence.numbers.add(int(numbers[position]))
        if passes[position]:
            evidence.passing.setdefault(int(numbers[position]), texts.row(position))


def _decide(evidence: _Evidence) -> dict[str, int]:
    """Give the kinds of personal data that a column holds, each with the row that shows it."""
    found = dict(evidence.sure)
    closed = evidence.where.column in CLOSED
    if _are_service_numbers(evidence, closed=closed):
        found.setdefault("bsn", next(iter(evidence.passing.values())))
    for kind, texts in evidence.weak.items():
        if _is_full_of(kind, texts, evidence.texts, closed=closed):
            found.setdefault("name" if kind == "given" else kind, next(iter(texts.values())))
    return found


def _are_service_numbers(evidence: _Evidence, *, closed: bool) -> bool:
    different, passing = len(evidence.numbers), len(evidence.passing)
    if closed and evidence.where.column != "datum":
        return passing > 0
    if names_organisation(evidence.header):
        return False
    if different >= MANY:
        return passing >= MOST_PASS * different
    return different >= FEW and passing == different


def _is_full_of(kind: str, texts: dict[str, int], seen: int, *, closed: bool) -> bool:
    if not texts:
        return False
    if kind == "name":
        return closed or len(texts) >= HALF * seen
    if closed and kind != "birth":
        return True
    return len(texts) >= SEVERAL and len(texts) >= HALF * seen
