"""Every kind says all that the template, the validation and the documents need."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from identiteitslab.measurement.kind import Example, Readings
from identiteitslab.measurement.known_kinds import kind_rules, known_kinds

if TYPE_CHECKING:
    from identiteitslab.criteria.model import Indicator

NAMES = ("amount", "count", "duration", "gap", "level", "proportion", "rate", "score")
COLUMNS = {"waarde", "teller", "noemer", "spreiding", "afgebroken"}


def _number(cell: str) -> float:
    words = {"": np.nan, "ja": 1.0, "nee": 0.0}
    return words[cell] if cell in words else float(cell.replace(",", "."))


def _readings(example: Example) -> Readings:
    cells = (example.waarde, example.teller, example.noemer, example.spreiding)
    numbers = [np.array([_number(cell)]) for cell in cells]
    return Readings(*numbers, censored=np.array([example.afgebroken == "ja"]))


def test_kinds_are_found_by_their_file_names() -> None:
    assert tuple(known_kinds()) == NAMES
    assert tuple(kind_rules()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_words_and_columns(name: str) -> None:
    kind = known_kinds()[name]
    assert kind.explanation.nl != kind.explanation.en
    for form in kind.forms:
        assert set(form.required) | set(form.optional) <= COLUMNS
    assert (not kind.forms) == (not kind.examples)


@pytest.mark.parametrize("name", NAMES)
def test_examples_are_right_rows(name: str, indicator_of: dict[str, Indicator]) -> None:
    kind, indicator = known_kinds()[name], indicator_of[name]
    for example in kind.examples:
        readings = _readings(example)
        assert not any(rows.any() for rows in kind.faults(readings, indicator).values())
        encoded = kind.encode(readings, indicator)
        assert encoded.people[0] >= 1
        assert encoded.has_value[0] != encoded.has_count[0]


@pytest.mark.parametrize("name", NAMES)
def test_examples_fill_exactly_one_form(name: str) -> None:
    kind = known_kinds()[name]
    for example in kind.examples:
        given = {column for column in COLUMNS if getattr(example, column)}
        fitting = [f for f in kind.forms if set(f.required) <= given <= {*f.required, *f.optional}]
        assert len(fitting) == 1
