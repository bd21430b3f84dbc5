"""What a delivery is judged by, and what comes out of judging it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.criteria.kind_rules import likeness
from identiteitslab.intake.columns import ASSESSMENTS, COUNTS, PILOT_KEYS, TABLE
from identiteitslab.intake.fold import fold
from identiteitslab.intake.grammar import NOTHING, YES_NO
from identiteitslab.intake.participants import wide_columns
from identiteitslab.intake.vocabulary import UNKNOWN, vocabularies
from identiteitslab.measurement.row import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    import pyarrow as pa
    from numpy.typing import NDArray

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.errors import Fault, Where
    from identiteitslab.intake.block import Mask
    from identiteitslab.intake.delivery import Rejected
    from identiteitslab.intake.vocabulary import Vocabulary


@dataclass(frozen=True)
class Rulebook:
    """What every file of a lab is judged by: what can be measured, and the words for it."""

    catalogue: Catalogue

    @cached_property
    def vocabularies(self) -> Mapping[str, Vocabulary]:
        """The words by column."""
        return vocabularies(self.catalogue)

    @cached_property
    def ordinary(self) -> frozenset[str]:
        """The folded words that are never personal data."""
        known = (word for words in self.vocabularies.values() for word in words.known)
        wide = wide_columns(self.catalogue)
        headers = map(fold, (*TABLE, *COUNTS, *ASSESSMENTS, *PILOT_KEYS, *wide))
        return frozenset(known) | frozenset(headers) | YES_NO | NOTHING

    @cached_property
    def alike(self) -> NDArray[np.int16]:
        """For each indicator the position of the first one that is judged just like it.

        An unknown word finds itself at the end.
        """
        first: dict[Hashable, int] = {}
        asked = self.catalogue.indicators.values()
        places = [first.setdefault(likeness(one), at) for at, one in enumerate(asked)]
        # So narrow that they are counted and not compared.
        return np.array([*places, UNKNOWN], dtype=np.int16)

    @cached_property
    def outside_context(self) -> Mask:
        """Which indicators do not count in which situations; all count where none is named."""
        contexts = [situation.context for situation in self.catalogue.situations.values()]
        asked = self.catalogue.indicators.values()
        outside = [[c not in one.contexts for c in contexts] + [False] for one in asked]
        return np.array(outside, dtype=np.bool_)

    @cached_property
    def needless(self) -> Mask:
        """Which indicators do not apply to which solutions."""
        properties = [{None, *one.properties} for one in self.catalogue.solutions.values()]
        asked = self.catalogue.indicators.values()
        needless = [[one.applies_if not in known for known in properties] for one in asked]
        return np.array(needless, dtype=np.bool_)


@dataclass(frozen=True)
class Rules:
    """What the rows of one file are judged by.

    Attributes
    ----------
    where
        The file, for messages.
    book
        What holds for every file of the lab.
    uploader
        The gemeente that delivers; empty for someone who may deliver for all.
    comma_sure
        The file writes decimals with a comma beyond doubt (see ``grammar.numbers``).
    """

    where: Where
    book: Rulebook
    uploader: str = ""
    comma_sure: bool = True

    def doubting_commas(self) -> Rules:
        """Judge a file that may come from a country where a comma divides thousands."""
        return replace(self, comma_sure=False)

    @property
    def catalogue(self) -> Catalogue:
        """What can be measured."""
        return self.book.catalogue

    @property
    def vocabularies(self) -> Mapping[str, Vocabulary]:
        """The words by column."""
        return self.book.vocabularies

    @property
    def ordinary(self) -> frozenset[str]:
        """The folded words that are never personal data."""
        return self.book.ordinary


@dataclass(frozen=True)
class Outcome:
    """What is found in a file: rows or sums that count, rows that do not, announcements."""

    rows: pa.Table = field(default_factory=SCHEMA.empty_table)
    rejected: tuple[Rejected, ...] = ()
    warnings: tuple[Fault, ...] = ()
    dropped: tuple[str, ...] = ()
    rows_in: int = 0
    blank: int = 0
    sums: pa.Table | None = None
