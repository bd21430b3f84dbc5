"""Read the texts of one column: what each says, what is wrong with it, what is worth a word."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.intake import grammar
from identiteitslab.intake.fold import fold, shown
from identiteitslab.intake.vocabulary import UNKNOWN
from identiteitslab.measurement.kind import MAX_COUNT

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from identiteitslab.intake.grammar import Floats
    from identiteitslab.intake.vocabulary import Vocabulary

    Ints = NDArray[np.int32]
    Remarks = dict[int, tuple[str, dict[str, str]]]

NONE = -1
"""Stands for an empty cell among participants and days."""

SUGGESTIONS = 50
"""So many different slips get a suggestion of their own; looking for one costs time."""

_EPOCH = dt.date(1970, 1, 1)
_TOTALS = ("totaal", "subtotaal", "eindtotaal", "gemiddeld", "total", "subtotal", "average", "som")


@dataclass(frozen=True)
class Words:
    """Positions in a vocabulary, an element a text; remarks by position of the text."""

    values: Ints
    wrong: Remarks = field(default_factory=dict)
    notes: Remarks = field(default_factory=dict)


@dataclass(frozen=True)
class Amounts:
    """Numbers, an element a text; NaN where the cell is empty or wrong."""

    values: Floats
    wrong: Remarks = field(default_factory=dict)
    notes: Remarks = field(default_factory=dict)


def words(texts: pa.StringArray, vocabulary: Vocabulary) -> Words:
    """Look up words."""
    listed = texts.to_pylist()
    values = np.array([vocabulary.find(text) for text in listed], dtype=np.int32)
    wrong: Remarks = {}
    for position in np.flatnonzero(values == UNKNOWN).tolist():
        text = listed[position]
        known = vocabulary.suggestion(text if len(wrong) < SUGGESTIONS else "")
        wrong[position] = _why_not_known(text, vocabulary.column, known)
    notes = {
        position: ("gemeente-renamed", {"found": shown(text), "known": vocabulary.ids[value]})
        for position, (text, value) in enumerate(zip(listed, values.tolist(), strict=True))
        if vocabulary.old and value != UNKNOWN and vocabulary.outdated(text)
    }
    return Words(values, wrong, notes)


def amounts(texts: pa.StringArray, *, whole: bool, comma_sure: bool = True) -> Amounts:
    """Read numbers."""
    read = grammar.numbers(texts, whole=whole, comma_sure=comma_sure)
    beyond = np.abs(read.value) > MAX_COUNT
    values = np.where(beyond, np.nan, read.value)
    wrong = {
        position: _why_not_read(
            texts[position].as_py(),
            two_ways=bool(read.two_ways[position]),
            beyond=bool(beyond[position]),
        )
        for position in np.flatnonzero(np.isnan(values)).tolist()
        if texts[position].as_py()
    }
    notes: Remarks = {}
    for code, noted in (("number-with-point", read.point), ("number-with-dots", read.dots)):
        for position in np.flatnonzero(noted).tolist():
            notes[position] = (code, {"found": shown(texts[position].as_py())})
    return Amounts(values, wrong, notes)


def whole(texts: pa.StringArray, low: int, high: int) -> Words:
    """Read whole numbers within limits; ``NONE`` where the cell is empty or wrong."""
    read = amounts(texts, whole=True)
    outside = (read.values < low) | (read.values > high) | (read.values % 1 != 0)
    outside &= ~np.isnan(read.values)
    facts = {"low": str(low), "high": str(high)}
    wrong = dict(read.wrong)
    for position in np.flatnonzero(outside).tolist():
        wrong[position] = (
            "number-outside",
            {"found": shown(texts[position].as_py()), **facts},
        )
    kept = np.where(np.isnan(read.values) | outside, NONE, read.values).astype(np.int32)
    return Words(kept, wrong, read.notes)


def unrepeated(read: Words) -> Words:
    """Leave out of the remarks what stands in the cells: it may be a person."""
    hidden = {at: (code, {**facts, "found": "…"}) for at, (code, facts) in read.wrong.items()}
    return Words(read.values, hidden, read.notes)


def required(texts: pa.StringArray, column: str, low: int, high: int) -> Words:
    """Read whole numbers within limits where an empty cell is wrong."""
    read = whole(texts, low, high)
    empty = np.flatnonzero(np.array(texts.to_pylist(), dtype=object) == "").tolist()
    missing: Remarks = {position: ("cell-missing", {"column": column}) for position in empty}
    return Words(read.values, {**read.wrong, **missing}, read.notes)


def days(texts: pa.StringArray) -> Words:
    """Read days, as days since 1970; ``NONE`` where the cell is empty or wrong."""
    values = np.full(len(texts), NONE, dtype=np.int32)
    wrong: Remarks = {}
    listed = texts.to_pylist()
    for position, text in enumerate(listed):
        read = grammar.day(text) if text else None
        if isinstance(read, dt.date):
            values[position] = (read - _EPOCH).days
        elif read is not None:
            # A day long ago may be one of birth: it is not repeated.
            wrong[position] = (read, {"found": "" if read == "date-out-of-range" else shown(text)})
    for position in grammar.american_days(listed):
        wrong[position] = ("date-two-ways", {"found": shown(listed[position])})
    return Words(values, wrong)


def yes_no(texts: pa.StringArray) -> Words:
    """Read yes as 1, no and an empty cell as 0."""
    read = grammar.yes_no(texts)
    wrong: Remarks = {
        position: ("cell-not-yes-no", {"found": shown(texts[position].as_py())})
        for position in np.flatnonzero(np.isnan(read)).tolist()
        if texts[position].as_py()
    }
    return Words(np.nan_to_num(read).astype(np.int32), wrong)


def _why_not_known(text: str, column: str, known: str) -> tuple[str, dict[str, str]]:
    if not text:
        return "cell-missing", {"column": column}
    facts = {"found": shown(text)}
    folded = fold(text)
    if folded == column:
        return "row-is-header", facts
    if folded.startswith(_TOTALS):
        return "row-is-total", facts
    code = grammar.why_not_word(text) or f"{column}-unknown"
    return code, {**facts, "known": known}


def _why_not_read(text: str, *, two_ways: bool, beyond: bool) -> tuple[str, dict[str, str]]:
    facts = {"found": shown(text)}
    if beyond:
        return "number-beyond-sums", facts
    if fold(text).startswith(_TOTALS):
        return "row-is-total", facts
    return ("number-two-ways" if two_ways else grammar.why_not_number(text)), facts
