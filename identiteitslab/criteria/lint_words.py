"""Check words: all stand there in both languages, and every number says where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from identiteitslab.criteria.finding import each_indicator, found
from identiteitslab.criteria.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.finding import Finding
    from identiteitslab.criteria.model import Basis
    from identiteitslab.criteria.reference import Situation
    from identiteitslab.criteria.yaml_lines import Path_

SAME_WORDS = 3
"""Fewer words may be the same in both languages, such as Privacy; a sentence cannot."""


def lint_words(catalogue: Catalogue) -> Iterator[Finding]:
    """Check languages and sources."""
    parts = type(catalogue).model_fields
    for part in parts:
        for path, words in _each_words((part,), getattr(catalogue, part)):
            same = words.nl.split() == words.en.split()
            if same and len(words.nl.split()) >= SAME_WORDS:
                yield found("words-same", path, found=words.nl)
    yield from _sources(catalogue)


def _sources(catalogue: Catalogue) -> Iterator[Finding]:
    """Check that every number has a source, or says that it is a judgement."""
    for path, indicator in each_indicator(catalogue):
        if indicator.sources:
            continue
        for key in ("value", "minimum"):
            for place, entry in enumerate(getattr(indicator, key)):
                yield from _unsupported((*path, key, str(place)), entry.basis)
    for name, situation in catalogue.situations.items():
        yield from _situation_sources(("situations", name), situation)


def _situation_sources(path: Path_, situation: Situation) -> Iterator[Finding]:
    if not situation.sources:
        yield from _unsupported(path, situation.basis)


def _unsupported(path: Path_, basis: Basis) -> Iterator[Finding]:
    if basis != "judgement":
        yield found("source-missing", (*path, "basis"), basis=basis)


def _each_words(path: Path_, value: object) -> Iterator[tuple[Path_, Words]]:
    if isinstance(value, Words):
        yield path, value
        return
    for name, part in _parts(value):
        yield from _each_words((*path, name), part)


def _parts(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield field.alias or name, getattr(value, name)
    elif isinstance(value, dict):
        yield from ((str(name), part) for name, part in value.items())
    elif isinstance(value, tuple):
        yield from ((str(place), part) for place, part in enumerate(value))
