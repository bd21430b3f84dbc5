"""The words that a delivery may use, however they are spelled, and the nearest one to a slip."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from identiteitslab.errors import nearest
from identiteitslab.intake.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.model import Indicator
    from identiteitslab.criteria.reference import Margin, Situation, Solution

    Thing = Indicator | Situation | Solution

UNKNOWN = -1
LONGEST = 60
"""Looking for the nearest word costs time that grows with the length of the word."""
FEW = 3

_CODE = re.compile(r"(?:gm)?0*([0-9]{1,4})")
_NOT_KNOWN = frozenset({"onbekend", "unknown"})


@dataclass(frozen=True)
class Vocabulary:
    """The words of one column.

    ``ids`` are the values that are stored; ``known`` maps each folded spelling to a position in
    ``ids``; ``old`` holds the spellings that are out of date but mean one thing.
    """

    column: str
    ids: tuple[str, ...]
    known: Mapping[str, int]
    names: tuple[str, ...]
    old: frozenset[str] = field(default_factory=frozenset)

    def find(self, text: str) -> int:
        """Give the position of a word in ``ids``, or ``UNKNOWN``."""
        return self.known.get(_spelling(self.column, text), UNKNOWN)

    def outdated(self, text: str) -> bool:
        """Tell whether a word is an old code."""
        return _spelling(self.column, text) in self.old

    def suggestion(self, text: str) -> str:
        """Name the known words that begin like this one, or the one that looks most like it."""
        start = fold(text[:LONGEST])
        longer = [name for name in self.names if start and fold(name).startswith(start)]
        return ", ".join(longer[:FEW]) or nearest(text[:LONGEST], self.names)


def vocabularies(catalogue: Catalogue) -> dict[str, Vocabulary]:
    """Make the vocabulary of every column that holds words, by column name."""
    margins = catalogue.population.margins
    return {
        "gemeente": _gemeenten(catalogue),
        "oplossing": _words("oplossing", catalogue.solutions),
        "situatie": _words("situatie", catalogue.situations, empty=True),
        "indicator": _words("indicator", catalogue.indicators),
        "leeftijdsgroep": _groups("leeftijdsgroep", margins.age_band),
        "vaardigheid": _groups("vaardigheid", margins.digital_skill),
    }


def _spelling(column: str, text: str) -> str:
    folded = fold(text)
    if column == "gemeente":
        code = _CODE.fullmatch(folded)
        return f"gm{int(code[1]):04d}" if code else folded.removeprefix("gemeente ")
    return re.sub(r"\s*-\s*", "-", folded) if column == "leeftijdsgroep" else folded


def _gemeenten(catalogue: Catalogue) -> Vocabulary:
    ids = tuple(catalogue.gemeenten)
    place = {code: position for position, code in enumerate(ids)}
    spellings = [
        (spelling, place[code])
        for code, gemeente in catalogue.gemeenten.items()
        for spelling in (code, gemeente.name, *gemeente.aliases)
    ]
    moved = {
        old: place[new]
        for old, new in catalogue.renamed.items()
        if new in place and old not in place
    }
    names = [gemeente.name for gemeente in catalogue.gemeenten.values()]
    return Vocabulary(
        column="gemeente",
        ids=ids,
        known=_unambiguous([*moved.items(), *spellings]),
        names=(*names, *ids),
        old=frozenset(old.casefold() for old in moved),
    )


def _words(column: str, things: Mapping[str, Thing], *, empty: bool = False) -> Vocabulary:
    ids = (*things, "") if empty else tuple(things)
    spellings = [
        (spelling, position)
        for position, (name, thing) in enumerate(things.items())
        for spelling in (name, thing.name.nl, thing.name.en)
    ]
    if empty:
        spellings.append(("", len(things)))
    return Vocabulary(column, ids, _unambiguous(spellings), tuple(things))


def _groups(column: str, margin: Margin) -> Vocabulary:
    ids = (*margin.ids, "")
    spellings = [
        (spelling, position)
        for position, category in enumerate(margin.categories)
        for spelling in (category.id, category.name.nl, category.name.en)
    ]
    spellings += [(spelling, len(margin.ids)) for spelling in ("", *_NOT_KNOWN)]
    return Vocabulary(column, ids, _unambiguous(spellings), margin.ids)


def _unambiguous(spellings: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Keep the spellings that mean one thing; a name of two things means nothing."""
    meanings: dict[str, set[int]] = {}
    for spelling, position in spellings:
        meanings.setdefault(fold(spelling), set()).add(position)
    return {spelling: min(found) for spelling, found in meanings.items() if len(found) == 1}
