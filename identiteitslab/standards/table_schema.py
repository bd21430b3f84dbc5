"""Tables with a Table Schema (Data Package standard 2.0), written as CSV (RFC 4180)."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from identiteitslab.standards.writing import both

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    Cell = str | float | bool | dt.date | None

Type = Literal["string", "integer", "number", "boolean", "date"]

SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"


@dataclass(frozen=True)
class Column:
    """One field; its words stand under its name in the text of this stage.

    ``required`` cells are never empty; ``least`` and ``most`` bound a number.
    """

    name: str
    type: Type = "string"
    required: bool = True
    least: float | None = None
    most: float | None = None
    choices: tuple[str, ...] = ()

    def descriptor(self) -> dict[str, Any]:
        """Describe the field."""
        bounds = {"minimum": self.least, "maximum": self.most}
        limits: dict[str, Any] = {n: v for n, v in bounds.items() if v is not None}
        if self.required:
            limits["required"] = True
        if self.choices:
            limits["enum"] = list(self.choices)
        told = {"name": self.name, "type": self.type, "description": both(f"field.{self.name}")}
        return told | ({"constraints": limits} if limits else {})


@dataclass(frozen=True)
class Table:
    """A table of the package: fields, rows, and how rows are found.

    ``foreign`` maps fields to the table in which they are the primary key.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    foreign: tuple[tuple[tuple[str, ...], str], ...] = ()

    def schema(self) -> dict[str, Any]:
        """Describe the table as a Table Schema."""
        found: dict[str, Any] = {
            "$schema": SCHEMA,
            "fields": [column.descriptor() for column in self.columns],
            "missingValues": [""],
            "primaryKey": list(self.key),
        }
        if self.foreign:
            found["foreignKeys"] = [
                {"fields": list(own), "reference": {"resource": table, "fields": list(own)}}
                for own, table in self.foreign
            ]
        return found

    def csv(self) -> bytes:
        """Write the table, with a header."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow([column.name for column in self.columns])
        writer.writerows(self._lines())
        return out.getvalue().encode()

    def _lines(self) -> Iterable[Sequence[Cell]]:
        """Give the rows as Python writes them, but yes and no as Table Schema does."""
        answers = [at for at, column in enumerate(self.columns) if column.type == "boolean"]
        if not answers:
            return self.rows
        return (_with_answers(row, answers) for row in self.rows)


def rounded(value: float | None, digits: int) -> float | None:
    """Round to decimals; what is unknown or endless stays empty."""
    return None if value is None or not math.isfinite(value) else round(value, digits) + 0.0


def significant(value: float | None, digits: int = 6) -> float | None:
    """Round to significant digits; what is unknown or endless stays empty."""
    known = value is not None and math.isfinite(value)
    return float(f"{value:.{digits}g}") + 0.0 if known else None


def _with_answers(row: Sequence[Cell], answers: Sequence[int]) -> list[Cell]:
    cells = list(row)
    for at in answers:
        if cells[at] is not None:
            cells[at] = "true" if cells[at] else "false"
    return cells
