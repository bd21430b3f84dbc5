"""Read the folders ``criteria/`` and ``pilots/`` of a lab, with all their errors at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from identiteitslab.criteria.catalogue import Catalogue
from identiteitslab.criteria.evidence_rules import EvidenceRules
from identiteitslab.criteria.model import Criterion
from identiteitslab.criteria.parse import parse
from identiteitslab.criteria.phases import Phases
from identiteitslab.criteria.places import Listing, Places
from identiteitslab.criteria.read_table import read_gemeenten, read_renamed
from identiteitslab.criteria.reference import (
    ContextInfo,
    Population,
    Profile,
    Situation,
    Solution,
    Theme,
)
from identiteitslab.criteria.yaml_lines import load
from identiteitslab.errors import Fault, LabError, Where

if TYPE_CHECKING:
    from pathlib import Path

    from identiteitslab.criteria.yaml_lines import Path_

FILES: dict[str, tuple[str, Any]] = {
    "themes": ("criteria/themes.yaml", dict[str, Theme]),
    "contexts": ("criteria/contexts.yaml", dict[str, ContextInfo]),
    "situations": ("criteria/situations.yaml", dict[str, Situation]),
    "profiles": ("criteria/profiles.yaml", dict[str, Profile]),
    "evidence": ("criteria/evidence.yaml", EvidenceRules),
    "phases": ("criteria/phases.yaml", Phases),
    "population": ("criteria/population.yaml", Population),
    "solutions": ("pilots/solutions.yaml", dict[str, Solution]),
}
"""The data beside the criteria: what the catalogue calls it, its file and its model."""

GEMEENTEN = "criteria/gemeenten.csv"
RENAMED = "criteria/gemeenten-old.csv"


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
    return read_with_places(root)[0]


def read_with_places(root: Path) -> tuple[Catalogue, Places]:
    """Read all that a lab tests against, and where each value of it stands.

    Raises
    ------
    LabError
        As ``read_catalogue``.
    """
    if not (root / "criteria").is_dir():
        raise LabError([Fault("lab-no-criteria", Where(file="criteria/"))])
    reader = _Reader(root)
    tables = {name: reader.model(kind, file, (name,)) for name, (file, kind) in FILES.items()}
    criteria = reader.criteria(tuple(tables["themes"] or ()))
    gemeenten, listed = read_gemeenten(root / GEMEENTEN, GEMEENTEN, reader.faults)
    renamed, renamed_listed = read_renamed(root / RENAMED, RENAMED, reader.faults)
    if reader.faults:
        raise LabError(reader.faults)
    reader.listings |= {("gemeenten",): listed, ("renamed",): renamed_listed}
    catalogue = Catalogue(**tables, criteria=criteria, gemeenten=gemeenten, renamed=renamed)
    return catalogue, Places(reader.listings)


class _Reader:
    """Reads the files of one lab; keeps what is wrong and where everything stands."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.faults: list[Fault] = []
        self.listings: dict[Path_, Listing] = {}

    def model(self, kind: Any, file: str, path: Path_) -> Any:
        """Read one YAML file as the part of the catalogue at ``path``; None if it has faults."""
        content, lines, broken = load(self.root / file, file)
        model, wrong = (None, []) if broken else parse(kind, content, lines, file)
        self.faults += broken + wrong
        self.listings[path] = Listing(file, lines)
        return model

    def criteria(self, themes: tuple[str, ...]) -> dict[str, dict[str, Criterion]]:
        """Read every criterion, by theme; a folder that is no theme is a fault."""
        found: dict[str, dict[str, Criterion]] = {theme: {} for theme in themes}
        for path in sorted((self.root / "criteria").glob("*/*.yaml")):
            theme, file = path.parent.name, f"criteria/{path.parent.name}/{path.name}"
            criterion = self.model(Criterion, file, ("criteria", theme, path.stem))
            if theme in found:
                found[theme][path.stem] = criterion
            elif themes:
                self.faults.append(Fault("criteria-no-theme", Where(file=file), {"theme": theme}))
        return found
