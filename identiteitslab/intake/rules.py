"""What a delivery is judged by, and what comes out of judging it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from identiteitslab.intake.grammar import NOTHING, YES_NO
from identiteitslab.measurement.row import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.errors import Fault, Where
    from identiteitslab.intake.delivery import Rejected
    from identiteitslab.intake.vocabulary import Vocabulary


@dataclass(frozen=True)
class Rules:
    """What rows are judged by.

    Attributes
    ----------
    where
        The file, for messages.
    catalogue, vocabularies
        What can be measured, and the words for it by column.
    uploader
        The gemeente that delivers; empty for someone who may deliver for all.
    comma_sure
        The file writes decimals with a comma beyond doubt (see ``grammar.numbers``).
    """

    where: Where
    catalogue: Catalogue
    vocabularies: Mapping[str, Vocabulary]
    uploader: str = ""
    comma_sure: bool = True

    def doubting_commas(self) -> Rules:
        """Judge a file that may come from a country where a comma divides thousands."""
        return replace(self, comma_sure=False)

    @property
    def ordinary(self) -> frozenset[str]:
        """The folded words that are never personal data."""
        known = (word for words in self.vocabularies.values() for word in words.known)
        return frozenset(known) | YES_NO | NOTHING


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
