"""A lab of one's own, made in a new folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from identiteitslab.errors import LabError
from identiteitslab.lab.lab import Lab

if TYPE_CHECKING:
    from pathlib import Path


def test_a_lab_is_made_and_opened_at_once(tmp_path: Path) -> None:
    made = Lab.create(str(tmp_path / "lab"))
    assert isinstance(made, Lab)
    assert made.root == tmp_path / "lab"
    assert made.examples
    assert Lab.open(str(made.root)).catalogue.digest == made.catalogue.digest


def test_examples_may_stay_behind(tmp_path: Path) -> None:
    assert Lab.create(tmp_path / "lab", examples=False).examples == ()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "iets.txt").write_text("van mij")
    with pytest.raises(LabError, match="lab-folder-exists"):
        Lab.create(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["iets.txt"]
