"""All rows of a delivery as arrays of whole numbers, whatever blocks they came in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from identiteitslab.intake.cells import NONE
from identiteitslab.intake.forms import fills
from identiteitslab.intake.narrow import chosen, end_to_end, is_one, narrow
from identiteitslab.measurement.kind import Encoded
from identiteitslab.measurement.row import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

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

STRETCH = 1 << 16
"""So many rows at a time where all of them say the same."""

_TOLD = ("situatie", "deelnemer", "leeftijdsgroep", "vaardigheid", "datum")


@dataclass(frozen=True)
class Rows:
    """Delivered rows, an element a row.

    ``words`` are positions in the vocabularies by column; ``sheet`` is a position in the list of
    sheets; ``counted`` marks rows that add up several people or events; ``told`` says how many of
    situation, participant, groups and day a row gives; ``good`` marks rows without a problem so
    far; ``digit`` and ``share`` are those of ``measured.Measured``. Of many rows each column is as
    narrow as its numbers let it (see `narrow`): who multiplies, widens first.
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
    codes = {name: narrow(codes) for name, codes in typed.words.items()}
    encoded = {name: narrow(numbers) for name, numbers in vars(judged.encoded).items()}
    filled = [block.column(name).filled for name in _TOLD]
    told: NDArray[np.int8] = np.sum(filled, axis=0, dtype=np.int8)
    return Rows(
        sheet=np.broadcast_to(np.int32(sheet), len(block)),
        line=block.lines,
        words=codes,
        round=narrow(typed.round),
        participant=narrow(typed.participant),
        day=narrow(typed.day),
        encoded=Encoded(**encoded),
        censored=narrow(typed.censored),
        counted=narrow(fills("noemer", typed.filled)),
        told=narrow(told),
        digit=narrow(judged.digit),
        share=narrow(judged.share),
        good=narrow(good),
    )


def joined(parts: list[Rows]) -> Rows:
    """Put the rows of all blocks after one another; there is at least one block.

    The list is emptied and its rows are taken column by column: never are all there twice.
    """
    taken = [_apart(part) for part in parts]
    parts.clear()
    whole = {key: end_to_end([columns.pop(key) for columns in taken]) for key in tuple(taken[0])}

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
    which = slice(None) if kept.all() else kept
    words = {name: (rows.words[word], vocabularies[word].ids) for name, word in _WORDS.items()}
    numbers: dict[str, tuple[NDArray[Any], Mask | None]] = {
        "round": (rows.round, None),
        "participant": (rows.participant, _known(rows.participant)),
        "people": (encoded.people, None),
        "value_fx": (encoded.value_fx, encoded.has_value),
        "spread_fx": (encoded.spread_fx, None),
        "events": (encoded.events, encoded.has_count),
        "exposure": (encoded.exposure, encoded.has_count),
        "censored": (rows.censored, None),
        "measured_on": (rows.day, _known(rows.day)),
        "source_row": (rows.line, None),
    }
    columns = {name: _texts(ids, chosen(codes, which)) for name, (codes, ids) in words.items()} | {
        name: _numbers(SCHEMA.field(name).type, values, known, which)
        for name, (values, known) in numbers.items()
    }
    return pa.table([columns[name] for name in SCHEMA.names], schema=SCHEMA)


def _known(values: Codes) -> Mask:
    return narrow(values != NONE)


def _texts(ids: Sequence[str], codes: NDArray[Any]) -> pa.ChunkedArray:
    texts = pa.array(list(ids), pa.string())

    def coded(rows: slice) -> pa.Array:
        indices = pa.array(codes[rows].astype(np.int32, copy=False))
        return pa.DictionaryArray.from_arrays(indices, texts)

    return _stretched(coded, len(codes), same=is_one(codes))


def _numbers(
    kind: pa.DataType, values: NDArray[Any], known: Mask | None, which: slice | Mask
) -> pa.ChunkedArray:
    kept = chosen(values, which)
    empty = None if known is None else ~chosen(known, which)
    # A day is kept as a number of days.
    width = np.int32 if pa.types.is_date(kind) else kind.to_pandas_dtype()

    def plain(rows: slice) -> pa.Array:
        mask = None if empty is None else empty[rows]
        return pa.array(kept[rows].astype(width, copy=False), mask=mask).cast(kind)

    same = is_one(kept) and (known is None or is_one(known))
    return _stretched(plain, len(kept), same=same)


def _stretched(make: Callable[[slice], pa.Array], size: int, *, same: bool) -> pa.ChunkedArray:
    """Make a column; where all rows are the same, each stretch of it is one piece of memory."""
    if not same or size <= STRETCH:
        return pa.chunked_array([make(slice(None))])
    stretch = make(slice(STRETCH))
    full, rest = divmod(size, STRETCH)
    return pa.chunked_array([*[stretch] * full, *[stretch[:rest]] * bool(rest)])
