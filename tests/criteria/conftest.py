"""A copy of the starter lab that a test may spoil, and the starter's own catalogue."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from identiteitslab.criteria.read import read_catalogue
from identiteitslab.measurement.known_kinds import kind_rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.kind_rules import KindRules

ROOT = Path(__file__).parents[2]


@pytest.fixture
def lab(tmp_path: Path) -> Path:
    """Copy the criteria and solutions of the starter lab."""
    shutil.copytree(ROOT / "criteria", tmp_path / "criteria")
    (tmp_path / "pilots").mkdir()
    shutil.copy(ROOT / "pilots" / "solutions.yaml", tmp_path / "pilots")
    return tmp_path


@pytest.fixture(scope="session")
def starter() -> Catalogue:
    """Read the starter lab once."""
    return read_catalogue(ROOT)


@pytest.fixture(scope="session")
def kinds() -> Mapping[str, KindRules]:
    """Give what each kind asks of an indicator."""
    return kind_rules()
