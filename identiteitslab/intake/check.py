"""Judge the rows of a block, those of like indicators together; good ones become whole numbers."""

from __future__ import annotations

from dataclasses import dataclass, fields
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

    from identiteitslab.criteria.catalogue import Catalogue
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
    catalogue = rules.catalogue
    size = len(block)
    encoded = zeros(size)
    digit, share = np.zeros(size, dtype=np.bool_), np.zeros(size, dtype=np.bool_)
    problems = [*typed.problems, *_outside_context(block, typed, catalogue)]
    notes = [*typed.notes, *_needless(block, typed, catalogue)]
    for rows, part in _parts(block, typed, rules):
        measured = measure(part, comma_sure=rules.comma_sure)
        digit[rows], share[rows] = measured.digit, measured.share
        notes += moved(measured.notes, rows)
        sound = ~spoilt(len(rows), measured.problems)
        # All rows are sound, as a rule: then nothing needs to be copied.
        good = slice(None) if sound.all() else np.flatnonzero(sound)
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
    # An unknown word stands at the end, and so is its own first.
    # So narrow that they are counted and not compared.
    alike = np.append(rules.alike, UNKNOWN).astype(np.int16)
    place = alike[typed.words["indicator"]]
    order = np.argsort(place, kind="stable")
    starts = np.searchsorted(place[order], np.arange(len(indicators) + 1))
    waarde = block.column("waarde")
    for position in np.unique(rules.alike).tolist():
        indicator = indicators[position]
        rows = order[starts[position] : starts[position + 1]]
        if len(rows):
            yield (
                rows,
                Part(
                    indicator=indicator,
                    kind=known[indicator.kind],
                    waarde=waarde.part(rows),
                    numbers={name: cells[rows] for name, cells in typed.numbers.items()},
                    participant=typed.participant[rows],
                    censored=typed.censored[rows],
                    filled={name: cells[rows] for name, cells in typed.filled.items()},
                ),
            )


def _outside_context(block: Block, typed: Typed, catalogue: Catalogue) -> tuple[Problem, ...]:
    """Find indicators that do not count in the context of their situation."""
    situations = [situation.context for situation in catalogue.situations.values()]
    counts = np.array(
        [[c in i.contexts for c in situations] + [True] for i in catalogue.indicators.values()]
    )
    return _pairs("situation-outside-context", block, typed, "situatie", ~counts)


def _needless(block: Block, typed: Typed, catalogue: Catalogue) -> tuple[Problem, ...]:
    """Find indicators that do not apply to their solution."""
    applies = np.array(
        [
            [i.applies_if in (None, *s.properties) for s in catalogue.solutions.values()]
            for i in catalogue.indicators.values()
        ]
    )
    return _pairs("indicator-not-for-solution", block, typed, "oplossing", ~applies)


def _pairs(code: str, block: Block, typed: Typed, column: str, wrong: Mask) -> tuple[Problem, ...]:
    """Find the rows whose indicator does not go with their word in another column."""
    indicator, word = typed.words["indicator"], typed.words[column]
    known = (indicator != UNKNOWN) & (word != UNKNOWN)
    rows = np.flatnonzero(known & wrong[indicator, word]).astype(np.int32)
    cells = [(block.column("indicator"), "indicator"), (block.column(column), "found")]
    facts = [{name: shown(c.at(row)) for c, name in cells} for row in rows.tolist()]
    return (Problem(code, column, rows, facts),) if facts else ()


def _take(readings: Readings, rows: Places | slice) -> Readings:
    return Readings(**{f.name: getattr(readings, f.name)[rows] for f in fields(Readings)})


def _put(target: Encoded, rows: Places, source: Encoded) -> None:
    for field in fields(Encoded):
        getattr(target, field.name)[rows] = getattr(source, field.name)
