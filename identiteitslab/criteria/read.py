"""Read the folders ``criteria/`` and ``pilots/`` of a lab, with all their errors at once."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from identiteitslab.criteria.catalogue import Catalogue
from identiteitslab.criteria.model import Criterion
from identiteitslab.criteria.parse import read
from identiteitslab.criteria.reference import (
    ContextInfo,
    Gemeente,
    Population,
    Profile,
    Situation,
    Solution,
    Theme,
)
from identiteitslab.errors import Fault, LabError, Where

if TYPE_CHECKING:
    from pathlib import Path

TABLES: dict[str, Any] = {
    "themes": dict[str, Theme],
    "contexts": dict[str, ContextInfo],
    "situations": dict[str, Situation],
    "profiles": dict[str, Profile],
    "population": Population,
}
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


def read_catalogue(root: Path) -> Catalogue:
    """Read all that a lab tests against.

    Parameters
    ----------
    root
        The lab folder.

    Raises
    ------
    LabError
        Every fault of every file, each with file, line, key, found, expected and repair.
    """
    faults: list[Fault] = []
    folder = root / "criteria"
    if not folder.is_dir():
        raise LabError([Fault("lab-no-criteria", Where(file="criteria/"))])
    tables = {
        name: read(kind, folder / f"{name}.yaml", f"criteria/{name}.yaml", faults)
        for name, kind in TABLES.items()
    }
    criteria = _read_criteria(folder, list(tables["themes"] or {}), faults)
    gemeenten = _read_gemeenten(folder / "gemeenten.csv", faults)
    renamed = _read_renamed(folder / "gemeenten-old.csv", faults)
    solutions = read(
        dict[str, Solution], root / "pilots" / "solutions.yaml", "pilots/solutions.yaml", faults
    )
    if faults:
        raise LabError(faults)
    return Catalogue(
        **tables, criteria=criteria, gemeenten=gemeenten, renamed=renamed, solutions=solutions
    )


def _read_criteria(
    folder: Path, themes: list[str], faults: list[Fault]
) -> dict[str, dict[str, Criterion]]:
    criteria: dict[str, dict[str, Criterion]] = {theme: {} for theme in themes}
    for theme in themes:
        for path in sorted((folder / theme).glob("*.yaml")):
            criterion = read(Criterion, path, f"criteria/{theme}/{path.name}", faults)
            if criterion is not None:
                criteria[theme][path.stem] = criterion
    strays = [p for p in sorted(folder.glob("*/*.yaml")) if p.parent.name not in criteria]
    faults += [Fault("criteria-no-theme", Where(file=f"criteria/{p.parent.name}/{p.name}"),
                     {"theme": p.parent.name}) for p in strays if themes]  # fmt: skip
    return criteria


def _read_gemeenten(path: Path, faults: list[Fault]) -> dict[str, Gemeente]:
    gemeenten: dict[str, Gemeente] = {}
    for line, row in _rows(path, GEMEENTEN_COLUMNS, faults):
        if not row["inwoners_2024"].isdecimal():
            facts = {"found": row["inwoners_2024"], "expected": "12345"}
            where = Where(file=f"criteria/{path.name}", row=line, column="inwoners_2024")
            faults.append(Fault("table-value", where, facts))
            continue
        gemeenten[row["code"]] = Gemeente(
            code=row["code"],
            name=row["naam"],
            province=row["provincie"],
            inhabitants=int(row["inwoners_2024"]),
            size_class=row["grootteklasse"],
            aliases=tuple(alias for alias in row["aliassen"].split("|") if alias),
        )
    return gemeenten


def _read_renamed(path: Path, faults: list[Fault]) -> dict[str, str]:
    return {row["old_code"]: row["new_code"] for _, row in _rows(path, RENAMED_COLUMNS, faults)}


def _rows(
    path: Path, columns: tuple[str, ...], faults: list[Fault]
) -> list[tuple[int, dict[str, str]]]:
    shown = f"criteria/{path.name}"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        facts = {"reason": getattr(error, "strerror", None) or "UTF-8"}
        faults.append(Fault("file-unreadable", Where(file=shown), facts))
        return []
    reader = csv.reader(text.splitlines())
    header = tuple(next(reader, []))
    if header != columns:
        facts = {"found": ",".join(header), "expected": ",".join(columns)}
        faults.append(Fault("table-header", Where(file=shown, row=1), facts))
        return []
    rows = [(line, cells) for line, cells in enumerate(reader, start=2) if cells]
    faults += [
        Fault("table-width", Where(file=shown, row=line),
              {"found": str(len(cells)), "expected": str(len(columns))})
        for line, cells in rows
        if len(cells) != len(columns)
    ]  # fmt: skip
    return [(n, dict(zip(columns, c, strict=True))) for n, c in rows if len(c) == len(columns)]
