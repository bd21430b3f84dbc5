"""The rows of like indicators: read them as their kind asks, and judge them by its rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.intake import cells, grammar
from identiteitslab.intake.block import Column, Problem
from identiteitslab.intake.fold import shown
from identiteitslab.intake.forms import misfits
from identiteitslab.intake.remarks import spoilt, spread_out
from identiteitslab.measurement.kind import Readings

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from identiteitslab.criteria.kind_rules import Asked
    from identiteitslab.intake.block import Codes, Mask
    from identiteitslab.intake.cells import Amounts
    from identiteitslab.intake.forms import Combinations
    from identiteitslab.intake.grammar import Floats
    from identiteitslab.measurement.kind import Kind

WIDE_SCALE = 50.0
"""On a scale from 0 to at least this, a value between 0 and 1 is a share and not a score."""

_COLUMNS = {"value": "waarde", "level": "waarde", "count": "teller", "total": "noemer",
            "spread": "spreiding", "gap": "indicator"}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """The rows of one indicator or of some that are alike, an element a row."""

    indicator: Asked
    kind: Kind
    waarde: Column
    numbers: Mapping[str, Floats]
    participant: Codes
    censored: Mask
    filled: Combinations


@dataclass(frozen=True)
class Measured:
    """Readings of the rows, with what is wrong and what is worth a word.

    ``digit`` marks yes and no written as 1 and 0; ``share`` marks what looks like a share or a
    percentage where a score or a yes belongs.
    """

    readings: Readings
    digit: Mask
    share: Mask
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def measure(part: Part, *, comma_sure: bool) -> Measured:
    """Read and judge rows of which the kind asks the same."""
    value, digit = _read(part, comma_sure=comma_sure)
    readings = Readings(
        value=part.waarde.spread(value.values),
        events=part.numbers["teller"],
        exposure=part.numbers["noemer"],
        spread=part.numbers["spreiding"],
        censored=part.censored,
    )
    wrong = spread_out("waarde", part.waarde, value.wrong)
    misfit = misfits(part.kind.forms, part.filled)
    share = _shares(part, readings, wrong)
    problems = (
        *wrong,
        *misfit,
        *_broken_rules(part, readings, spoilt(len(readings.value), misfit)),
        *_problem(part, "value-looks-like-share", share & ~np.isnan(readings.value)),
        *_problem(part, "share-not-count", digit & (part.participant == cells.NONE)),
    )
    notes = spread_out("waarde", part.waarde, value.notes)
    return Measured(readings, digit, share, problems, notes)


def _read(part: Part, *, comma_sure: bool) -> tuple[Amounts, Mask]:
    """Read ``waarde`` in the grammar of the kind; tell which yes and no are digits."""
    texts = part.waarde.texts
    if part.kind.grammar == "yes_no":
        value, digit = _yes_no(texts)
        return value, part.waarde.spread(digit)
    no_digit = np.zeros(len(part.waarde.codes), dtype=np.bool_)
    if part.kind.grammar == "none":
        return cells.Amounts(np.full(len(texts), np.nan)), no_digit
    whole = part.kind.grammar in {"whole", "level"}
    return cells.amounts(texts, whole=whole, comma_sure=comma_sure), no_digit


def _yes_no(texts: pa.StringArray) -> tuple[Amounts, Mask]:
    values = grammar.yes_no(texts)
    listed = texts.to_pylist()
    numeric = _numeric(texts, listed)
    wrong: cells.Remarks = {}
    for position in np.flatnonzero(np.isnan(values)).tolist():
        if text := listed[position]:
            share = numeric[position] or text.endswith("%")
            code = "share-not-count" if share else grammar.why_not_word(text) or "cell-not-yes-no"
            wrong[position] = (code, {"found": shown(text)})
    return cells.Amounts(values, wrong), numeric & ~np.isnan(values)


def _numeric(texts: pa.StringArray, listed: list[str]) -> Mask:
    if not any(sign.isdigit() for text in listed for sign in text):
        return np.zeros(len(listed), dtype=np.bool_)
    number = grammar.numbers(texts, whole=False, comma_sure=True)
    return ~np.isnan(number.value) | number.two_ways


def _shares(part: Part, readings: Readings, wrong: tuple[Problem, ...]) -> Mask:
    """Mark what looks like a share where a score or a yes belongs."""
    share = np.zeros(len(readings.value), dtype=np.bool_)
    for problem in wrong:
        if problem.code == "share-not-count":
            share[problem.rows] = True
    low, high = part.indicator.bounds or (0.0, 0.0)
    if low == 0 and high >= WIDE_SCALE:
        given = np.nan_to_num(readings.value)
        share |= (given > 0) & (given < 1)
    return share


def _broken_rules(part: Part, readings: Readings, misfit: Mask) -> tuple[Problem, ...]:
    found = part.kind.faults(readings, part.indicator)
    # What is missing from a row has already been said by its form.
    told = {
        code: rows & ~misfit if code.endswith("missing") else rows for code, rows in found.items()
    }
    return tuple(p for code, rows in told.items() for p in _problem(part, code, rows))


def _problem(part: Part, code: str, mask: Mask) -> tuple[Problem, ...]:
    if not mask.any():
        return ()
    rows = np.flatnonzero(mask).astype(np.int32)
    low, high = part.kind.rules.values(part.indicator)
    limits = {
        "low": f"{low:g}",
        "high": f"{high:g}",
        "levels": ", ".join(str(level) for level in part.indicator.levels),
    }
    facts = [{"found": shown(part.waarde.at(row)), **limits} for row in rows.tolist()]
    return (Problem(code, _COLUMNS.get(code.split("-", maxsplit=1)[0], "waarde"), rows, facts),)
