"""Read the CSV files of ``criteria/``: the gemeenten of today, and those that have merged."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from identiteitslab.criteria.places import Listing
from identiteitslab.criteria.reference import Gemeente
from identiteitslab.errors import Fault, Where

if TYPE_CHECKING:
    from pathlib import Path

GEMEENTEN_COLUMNS = (
    "code",
    "naam",
    "provincie_code",
    "provincie",
    "inwoners_2024",
    "grootteklasse",
    "stedelijkheid",
    "aliassen",
)
RENAMED_COLUMNS = ("old_code", "old_name", "new_code", "since", "basis")

Rows = dict[str, dict[str, str]]


def read_gemeenten(
    path: Path, shown: str, faults: list[Fault]
) -> tuple[dict[str, Gemeente], Listing]:
    """Read the gemeenten of today by code, and where each stands."""
    rows, listing = _read(path, shown, GEMEENTEN_COLUMNS, faults)
    wrong = {code for code, row in rows.items() if not row["inwoners_2024"].isdecimal()}
    faults += [
        Fault(
            "table-value",
            Where(file=shown, row=listing.lines[(code,)], column="inwoners_2024"),
            {"found": rows[code]["inwoners_2024"], "expected": "12345"},
        )
        for code in sorted(wrong)
    ]
    return {code: _gemeente(row) for code, row in rows.items() if code not in wrong}, listing


def read_renamed(path: Path, shown: str, faults: list[Fault]) -> tuple[dict[str, str], Listing]:
    """Read which gemeente took over each former one, from code to code, and where that stands."""
    rows, listing = _read(path, shown, RENAMED_COLUMNS, faults)
    return {old: row["new_code"] for old, row in rows.items()}, listing


def _gemeente(row: dict[str, str]) -> Gemeente:
    return Gemeente(
        code=row["code"],
        name=row["naam"],
        province=row["provincie"],
        inhabitants=int(row["inwoners_2024"]),
        size_class=row["grootteklasse"],
        aliases=tuple(alias for alias in row["aliassen"].split("|") if alias),
    )


def _read(
    path: Path, shown: str, columns: tuple[str, ...], faults: list[Fault]
) -> tuple[Rows, Listing]:
    """Read a table by its first column, which must name each row once."""
    found: Rows = {}
    lines: dict[tuple[str, ...], int] = {}
    for line, cells in _lines(path, shown, columns, faults):
        name = cells[0]
        if name in found:
            where = Where(file=shown, row=line, column=columns[0])
            facts = {"found": name, "first": str(lines[(name,)])}
            faults.append(Fault("table-row-twice", where, facts))
            continue
        found[name] = dict(zip(columns, cells, strict=True))
        lines[(name,)] = line
    return found, Listing(shown, lines, table=True)


def _lines(
    path: Path, shown: str, columns: tuple[str, ...], faults: list[Fault]
) -> list[tuple[int, list[str]]]:
    try:
        reader = csv.reader(path.read_text(encoding="utf-8").split("\n"))
        rows = [(line, cells) for line, cells in enumerate(reader, start=1) if cells]
    except UnicodeDecodeError:
        faults.append(Fault("file-not-utf8", Where(file=shown)))
        return []
    except (OSError, csv.Error) as error:
        facts = {"reason": getattr(error, "strerror", None) or str(error)}
        faults.append(Fault("file-unreadable", Where(file=shown), facts))
        return []
    header = tuple(rows[0][1]) if rows else ()
    if header != columns:
        facts = {"found": ",".join(header), "expected": ",".join(columns)}
        faults.append(Fault("table-header", Where(file=shown, row=1), facts))
        return []
    for line, cells in rows[1:]:
        if len(cells) != len(columns):
            facts = {"found": str(len(cells)), "expected": str(len(columns))}
            faults.append(Fault("table-width", Where(file=shown, row=line), facts))
    return [(line, cells) for line, cells in rows[1:] if len(cells) == len(columns)]
