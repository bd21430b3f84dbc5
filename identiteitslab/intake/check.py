"""Judge the rows of a block, those of like indicators together; good ones become whole numbers."""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.intake.block import Problem
from identiteitslab.intake.fold import shown
from identiteitslab.intake.measured import Part, measure
from identiteitslab.intake.remarks import moved, spoilt
from identiteitslab.intake.vocabulary import UNKNOWN
from identiteitslab.measurement.kind import Encoded, Readings
from identiteitslab.measurement.known_kinds import known_kinds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from identiteitslab.intake.block import Block, Mask, Places
    from identiteitslab.intake.rules import Rules
    from identiteitslab.intake.typed import Typed


@dataclass(frozen=True)
class Judged:
    """What the rows of a block are worth.

    ``encoded`` holds whole numbers for the rows without a problem and zeros elsewhere; ``digit``
    and ``share`` mark rows as ``measured.Measured`` does.
    """

    encoded: Encoded
    digit: Mask
    share: Mask
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def judge(block: Block, typed: Typed, rules: Rules) -> Judged:
    """Judge every row of a block.

    Parameters
    ----------
    block, typed
        The rows as text and as read.
    rules
        What can be measured, in which situations and solutions, and how numbers are written.
    """
    size = len(block)
    encoded = zeros(size)
    digit, share = np.zeros(size, dtype=np.bool_), np.zeros(size, dtype=np.bool_)
    outside, needless = rules.book.outside_context, rules.book.needless
    problems = [
        *typed.problems,
        *_pairs("situation-outside-context", block, typed, "situatie", outside),
    ]
    notes = [
        *typed.notes,
        *_pairs("indicator-not-for-solution", block, typed, "oplossing", needless),
    ]
    for rows, part in _parts(block, typed, rules):
        measured = measure(part, comma_sure=rules.comma_sure)
        digit[rows], share[rows] = measured.digit, measured.share
        notes += moved(measured.notes, rows)
        good: Places | slice = slice(None)
        # All rows are sound, as a rule: then nothing needs to be copied.
        if measured.problems:
            good = np.flatnonzero(~spoilt(len(rows), measured.problems))
        whole = part.kind.encode(_take(measured.readings, good), part.indicator)
        _put(encoded, rows[good], whole)
        problems += moved(measured.problems, rows)
    return Judged(encoded, digit, share, tuple(problems), tuple(notes))


def zeros(size: int) -> Encoded:
    """Make room for the whole numbers of so many rows."""
    masks = {"has_value", "has_count"}
    kinds = {f.name: np.bool_ if f.name in masks else np.int64 for f in fields(Encoded)}
    return Encoded(**{name: np.zeros(size, kind) for name, kind in kinds.items()})


def _parts(block: Block, typed: Typed, rules: Rules) -> Iterator[tuple[Places, Part]]:
    """Divide the rows of a block over the kinds of indicators that occur in it."""
    known = known_kinds()
    indicators = tuple(rules.catalogue.indicators.values())
    place = rules.book.alike[typed.words["indicator"]]
    order = np.argsort(place, kind="stable")
    starts = np.searchsorted(place[order], np.arange(len(indicators) + 1)).tolist()
    waarde = block.column("waarde")
    for indicator, (start, end) in zip(indicators, pairwise(starts), strict=True):
        if start < end:
            rows = order[start:end]
            yield (
                rows,
                Part(
                    indicator=indicator,
                    kind=known[indicator.kind],
                    waarde=waarde.part(rows),
                    numbers={name: cells[rows] for name, cells in typed.numbers.items()},
                    participant=typed.participant[rows],
                    censored=typed.censored[rows],
                    filled=typed.filled[rows],
                ),
            )


def _pairs(code: str, block: Block, typed: Typed, column: str, wrong: Mask) -> tuple[Problem, ...]:
    """Find the rows whose indicator does not go with their word in another column."""
    indicator, word = typed.words["indicator"], typed.words[column]
    known = (indicator != UNKNOWN) & (word != UNKNOWN)
    rows = np.flatnonzero(known & wrong[indicator, word]).astype(np.int32)
    if not len(rows):
        return ()
    cells = [(block.column("indicator"), "indicator"), (block.column(column), "found")]
    facts = [{name: shown(c.at(row)) for c, name in cells} for row in rows.tolist()]
    return (Problem(code, column, rows, facts),)


def _take(readings: Readings, rows: Places | slice) -> Readings:
    return Readings(**{f.name: getattr(readings, f.name)[rows] for f in fields(Readings)})


def _put(target: Encoded, rows: Places, source: Encoded) -> None:
    for field in fields(Encoded):
        getattr(target, field.name)[rows] = getattr(source, field.name)
