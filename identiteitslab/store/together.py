"""Add partial sums up, where there is something to add up."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from identiteitslab.measurement.sums import merge
from identiteitslab.store.parts import PILOT

if TYPE_CHECKING:
    from collections.abc import Sequence


def together(pieces: Sequence[pa.Table]) -> pa.Table:
    """Give what ``merge`` gives, sooner: most pilots occur in one piece only.

    Parameters
    ----------
    pieces
        Partial sums (``SUMS_SCHEMA``), each in the order of its keys and each key once.

    Returns
    -------
    pyarrow.Table
        The sums of all pieces, in the order of their keys.
    """
    if len(pieces) < 2:  # noqa: PLR2004 - one piece has nothing to be added to
        return merge(pieces) if not pieces else pieces[0].combine_chunks()
    everything = pa.concat_tables(pieces).combine_chunks()
    pilots = _pilot_of_each_row(everything)
    shared = _in_several_pieces(pilots, [piece.num_rows for piece in pieces])
    again = pc.is_in(pilots.indices, value_set=shared)
    alone = everything.filter(pc.invert(again))
    return _in_order(pa.concat_tables([alone, merge([everything.filter(again)])]))


def _pilot_of_each_row(sums: pa.Table) -> pa.DictionaryArray:
    columns = [sums[name].cast(pa.string()) for name in PILOT]
    return pc.binary_join_element_wise(*columns, "\x1f").combine_chunks().dictionary_encode()


def _in_several_pieces(pilots: pa.DictionaryArray, sizes: Sequence[int]) -> pa.Array:
    seen: Counter[int] = Counter()
    start = 0
    for size in sizes:
        seen.update(pc.unique(pilots.indices.slice(start, size)).to_pylist())
        start += size
    return pa.array([code for code, times in seen.items() if times > 1], pa.int32())


def _in_order(sums: pa.Table) -> pa.Table:
    # Within a pilot the rows are in order; so it is enough to put the pilots in order.
    pilots = _pilot_of_each_row(sums)
    names = [name.split("\x1f") for name in pilots.dictionary.to_pylist()]
    order = sorted(range(len(names)), key=lambda code: (*names[code][:2], int(names[code][2])))
    rank = pa.array(range(len(names)), pa.int32()).take(pc.sort_indices(pa.array(order)))
    return sums.take(pc.sort_indices(rank.take(pilots.indices))).combine_chunks()
