"""A lab as a folder: where it is, its settings and its criteria. Light: nothing is computed."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from identiteitslab.criteria.read import read_catalogue
from identiteitslab.criteria.settings import NAME, Settings, read_settings
from identiteitslab.errors import fail

if TYPE_CHECKING:
    from identiteitslab.criteria.catalogue import Catalogue

PACKAGE = Path(__file__).parents[1]
PACKED = PACKAGE / "_starter"
LAB = "IDENTITEITSLAB_LAB"
EXAMPLES = "pilots/voorbeeld"
DELIVERED_AS = {".csv", ".xlsx"}
FoundBy = Literal["option", "environment", "folder", "starter"]


def starter() -> Path:
    """Give the lab that comes with the program: in a wheel beside the code, else the checkout."""
    return PACKED if PACKED.is_dir() else PACKAGE.parent


def find_lab(given: Path | None = None) -> tuple[Path, FoundBy]:
    """Find the lab: as given, else by environment, else the nearest ``lab.toml`` upward."""
    if given is not None:
        return given, "option"
    if named := os.environ.get(LAB):
        return Path(named), "environment"
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / NAME).is_file():
            return folder, "folder"
    return starter(), "starter"


@dataclass(frozen=True)
class Place:
    """A folder that is a lab.

    Attributes
    ----------
    root
        The folder.
    settings
        Its ``lab.toml``.
    found_by
        Why this folder: told, environment, nearest, or the starter that comes along.
    """

    root: Path
    settings: Settings
    found_by: FoundBy

    @classmethod
    def open(cls, given: Path | str | None = None) -> Self:
        """Open a lab.

        Raises
        ------
        LabError
            The folder is not a lab, or its settings are wrong.
        """
        root, found_by = find_lab(None if given is None else Path(given))
        if not (root / NAME).is_file():
            raise fail("lab-not-found", path=root)
        return cls(root, read_settings(root), found_by)

    @classmethod
    def create(cls, folder: Path | str, *, examples: bool = True) -> Self:
        """Make a lab in a new folder, as a copy of the starter, and open it.

        Raises
        ------
        LabError
            The folder is not empty or cannot be written to.
        """
        return cls.open(make_lab(Path(folder), examples=examples))

    @property
    def read_only(self) -> bool:
        """Tell whether this is the starter inside an installed program: it never changes."""
        return self.root == PACKED

    @cached_property
    def catalogue(self) -> Catalogue:
        """All that this lab tests against, read once.

        Raises
        ------
        LabError
            Every fault of every file.
        """
        return read_catalogue(self.root)

    @property
    def examples(self) -> tuple[Path, ...]:
        """The fictitious deliveries that come with the lab."""
        folder = self.root / EXAMPLES
        return tuple(sorted(p for p in folder.glob("*") if p.suffix in DELIVERED_AS))


def make_lab(folder: Path, *, examples: bool) -> Path:
    """Copy the starter lab into a new folder.

    Raises
    ------
    LabError
        The folder is not empty or cannot be written to.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise fail("lab-folder-exists", path=folder)
    source = starter()
    parts = [NAME, "criteria", "pilots/solutions.yaml", *[EXAMPLES] * examples]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for part in parts:
            target = folder / part
            target.parent.mkdir(parents=True, exist_ok=True)
            if (source / part).is_dir():
                shutil.copytree(source / part, target)
            else:
                shutil.copyfile(source / part, target)
    except OSError as error:
        raise fail("lab-folder-unwritable", path=folder, reason=error.strerror) from None
    return folder
