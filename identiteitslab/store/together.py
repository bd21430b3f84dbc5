"""Add partial sums up, where there is something to add up.

Partial sums stand in the order of their keys, and the first keys name the pilot. So the rows of a
pilot stand together, and most pilots occur in one piece only: those are cut out and laid in
order; only the others need adding.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from identiteitslab.measurement.sums import merge
from identiteitslab.store.parts import PILOT
from identiteitslab.store.upload import Pilot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def together(pieces: Sequence[pa.Table]) -> pa.Table:
    """Give what ``merge`` gives, sooner.

    Parameters
    ----------
    pieces
        Partial sums (``SUMS_SCHEMA``), each in the order of its keys and each key once.

    Returns
    -------
    pyarrow.Table
        The sums of all pieces, in the order of their keys.
    """
    filled = [piece for piece in pieces if piece.num_rows]
    if not filled:
        return merge([])
    if len(filled) == 1:
        return filled[0]
    found: dict[Pilot, list[pa.Table]] = defaultdict(list)
    for piece in filled:
        for pilot, rows in _by_pilot(piece):
            found[pilot].append(rows)
    laid = {pilot: rows[0] for pilot, rows in found.items() if len(rows) == 1}
    shared = [rows for several in found.values() if len(several) > 1 for rows in several]
    if shared:
        laid |= dict(_by_pilot(merge(shared)))
    return pa.concat_tables([laid[pilot] for pilot in sorted(laid)]).combine_chunks()


def _by_pilot(sums: pa.Table) -> Iterator[tuple[Pilot, pa.Table]]:
    columns = [sums[name].combine_chunks() for name in PILOT]
    starts = _starts(columns)
    names = zip(*(column.take(starts).to_pylist() for column in columns), strict=True)
    ends = [*starts.to_pylist()[1:], sums.num_rows]
    for name, start, end in zip(names, starts.to_pylist(), ends, strict=True):
        yield Pilot(*name), sums.slice(start, end - start)


def _starts(columns: Sequence[pa.Array]) -> pa.Array:
    """Tell at which rows another pilot begins."""
    if all(column[0] == column[-1] for column in columns):
        return pa.array([0], pa.uint64())
    changed = [pc.not_equal(column[1:], column[:-1]) for column in columns]
    other = pc.or_(pc.or_(changed[0], changed[1]), changed[2])
    begins = pa.concat_arrays([pa.array([True]), other])
    return pc.indices_nonzero(begins)
