"""A table as HTML: a caption, a heading per column, and a heading per row."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER = re.compile(r"[−+]?\d[\d.,]*%?")


def html_table(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table; columns of numbers are aligned right."""
    numbers = [all(_NUMBER.fullmatch(row[place]) for row in rows) for place in range(len(columns))]
    sides = [' style="text-align:right"' if right else "" for right in numbers]
    head = "".join(
        f'<th scope="col"{side}>{escape(name)}</th>'
        for name, side in zip(columns, sides, strict=True)
    )
    body = "".join(f"<tr>{_cells(row, sides)}</tr>" for row in rows)
    return (
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cells(row: Sequence[str], sides: Sequence[str]) -> str:
    first = f'<th scope="row">{escape(row[0])}</th>'
    rest = zip(row[1:], sides[1:], strict=True)
    return first + "".join(f"<td{side}>{escape(cell)}</td>" for cell, side in rest)
