"""Is each line of a csv table one row? Then a fast reader knows on which line a row stands."""

from __future__ import annotations

import numpy as np

from identiteitslab.intake.decode import CHUNK, NEWLINE, RETURN

QUOTE = ord('"')


def regular_rows(text: bytes, start: int, end: int, delimiter: str) -> int | None:
    """Count the rows of a table in which each line is one row, neatly quoted or not at all.

    Parameters
    ----------
    text
        The file, in which each return is followed by a newline (see ``decode``).
    start, end
        Where the rows begin and end; the last line has no line end.
    delimiter
        What separates the cells.

    Returns
    -------
    int or None
        The number of rows; None if a line is blank, a cell goes on over a line end, or a quote
        stands anywhere but around a cell.
    """
    signs = np.frombuffer(text, np.uint8, end - start, start)
    quoted = text.find(b'"', start, end) >= 0
    rows, odd = 1, False
    for first in range(0, len(signs), CHUNK):
        # A sign more on both sides: what stands beside a quote or behind a line end.
        before = max(0, first - 1)
        part = signs[before : first + CHUNK + 1]
        here = slice(first - before, first - before + CHUNK)
        ends = part == NEWLINE
        if (ends[:-1] & (ends[1:] | (part[1:] == RETURN))).any():
            return None
        rows += int(np.count_nonzero(ends[here]))
        if quoted:
            inside = np.bitwise_xor.accumulate(np.r_[odd, (part == QUOTE)[here]])
            if not _neat(part, here, inside[1:], ord(delimiter)):
                return None
            odd = bool(inside[-1])
    return None if odd else rows


def _neat(part: np.ndarray, here: slice, inside: np.ndarray, delimiter: int) -> bool:
    """Tell whether quotes open behind, and close before, the edge of a cell or another quote.

    ``inside`` tells after which signs the text is within quotes.
    """
    edge = (part == delimiter) | (part == NEWLINE) | (part == RETURN) | (part == QUOTE)
    ahead = np.r_[edge[1:], True][here]
    behind = np.r_[True, edge[:-1]][here]
    quote = (part == QUOTE)[here]
    newline = (part == NEWLINE)[here]
    astray = (quote & np.where(inside, ~behind, ~ahead)) | (newline & inside)
    return not bool(astray.any())
