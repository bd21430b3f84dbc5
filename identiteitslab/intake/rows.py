"""All rows of a delivery as arrays of whole numbers, whatever blocks they came in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from identiteitslab.intake.cells import NONE
from identiteitslab.measurement.kind import Encoded
from identiteitslab.measurement.row import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from identiteitslab.intake.block import Block, Codes, Mask
    from identiteitslab.intake.check import Judged
    from identiteitslab.intake.typed import Typed
    from identiteitslab.intake.vocabulary import Vocabulary

_WORDS = {
    "gemeente": "gemeente",
    "solution": "oplossing",
    "situation": "situatie",
    "indicator": "indicator",
    "age_band": "leeftijdsgroep",
    "digital_skill": "vaardigheid",
}

_TOLD = ("situatie", "deelnemer", "leeftijdsgroep", "vaardigheid", "datum")


@dataclass(frozen=True)
class Rows:
    """Delivered rows, an element a row.

    ``words`` are positions in the vocabularies by column; ``sheet`` is a position in the list of
    sheets; ``counted`` marks rows that add up several people or events; ``told`` says how many of
    situation, participant, groups and day a row gives; ``good`` marks rows without a problem so
    far; ``digit`` and ``share`` are those of ``measured.Measured``.
    """

    sheet: Codes
    line: Codes
    words: Mapping[str, Codes]
    round: Codes
    participant: Codes
    day: Codes
    encoded: Encoded
    censored: Mask
    counted: Mask
    told: NDArray[np.int8]
    digit: Mask
    share: Mask
    good: Mask

    def __len__(self) -> int:
        return len(self.line)


def rows_of(block: Block, typed: Typed, judged: Judged, good: Mask, sheet: int) -> Rows:
    """Keep of a block what later checks and the store need; its texts are let go."""
    return Rows(
        sheet=np.full(len(block), sheet, dtype=np.int32),
        line=block.lines,
        words={name: codes.astype(np.int16) for name, codes in typed.words.items()},
        round=typed.round,
        participant=typed.participant,
        day=typed.day,
        encoded=judged.encoded,
        censored=typed.censored,
        counted=typed.filled["noemer"],
        told=np.sum([block.column(name).filled for name in _TOLD], axis=0, dtype=np.int8),
        digit=judged.digit,
        share=judged.share,
        good=good,
    )


def joined(parts: list[Rows]) -> Rows:
    """Put the rows of all blocks after one another; there is at least one block.

    The list is emptied and its rows are taken column by column: never are all there twice.
    """
    taken = [_apart(part) for part in parts]
    parts.clear()
    whole = {
        key: np.concatenate([columns.pop(key) for columns in taken]) for key in tuple(taken[0])
    }

    def of(group: str) -> dict[str, Any]:
        return {name: column for (inside, name), column in whole.items() if inside == group}

    return Rows(words=of("words"), encoded=Encoded(**of("encoded")), **of(""))


def _apart(part: Rows) -> dict[tuple[str, str], NDArray[Any]]:
    """Give all columns of some rows, by what they are in and their name."""
    groups = {"words": part.words, "encoded": vars(part.encoded)}
    groups[""] = {name: column for name, column in vars(part).items() if name not in groups}
    return {(group, name): column for group, own in groups.items() for name, column in own.items()}


def canonical(rows: Rows, kept: Mask, vocabularies: Mapping[str, Vocabulary]) -> pa.Table:
    """Give the kept rows as canonical rows (``measurement.row.SCHEMA``)."""
    encoded = rows.encoded
    # All rows count, as a rule: then nothing needs to be copied.
    chosen = slice(None) if kept.all() else kept
    columns = {
        name: _texts(vocabularies[word].ids, rows.words[word][chosen])
        for name, word in _WORDS.items()
    }
    columns |= {
        "round": pa.array(rows.round[chosen]),
        "participant": _maybe(rows.participant, rows.participant != NONE, chosen),
        "people": pa.array(encoded.people[chosen]),
        "value_fx": _maybe(encoded.value_fx, encoded.has_value, chosen),
        "spread_fx": pa.array(encoded.spread_fx[chosen]),
        "events": _maybe(encoded.events, encoded.has_count, chosen),
        "exposure": _maybe(encoded.exposure, encoded.has_count, chosen),
        "censored": pa.array(rows.censored[chosen]),
        "measured_on": _maybe(rows.day, rows.day != NONE, chosen).cast(pa.date32()),
        "source_row": pa.array(rows.line[chosen]),
    }
    return pa.table([columns[name] for name in SCHEMA.names], schema=SCHEMA)


def _texts(ids: Sequence[str], codes: Codes) -> pa.Array:
    indices = pa.array(codes.astype(np.int32, copy=False))
    return pa.DictionaryArray.from_arrays(indices, pa.array(list(ids), pa.string()))


def _maybe(values: NDArray[Any], known: Mask, chosen: slice | Mask) -> pa.Array:
    return pa.array(values[chosen], mask=~known[chosen])
