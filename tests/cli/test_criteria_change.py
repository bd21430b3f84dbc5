"""``compare --criteria``: what other criteria do to the outcome, and what is wrong with them."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pandas as pd
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from identiteitslab.lab.lab import Lab

SCALE = "[[120, 0], [30, 50], [8, 100]]"


@pytest.fixture
def other(lab: Lab, tmp_path: Path) -> Path:
    """Give a lab with another scale for one time, and no measurements."""
    folder = tmp_path / "ander"
    skipped = shutil.ignore_patterns(".lab", "voorbeeld")
    shutil.copytree(lab.root, folder, ignore=skipped)
    _edit(folder, "usability/task-time.yaml", SCALE, "[[120, 0], [20, 50], [5, 100]]")
    return folder


def _edit(lab: Path, file: str, old: str, new: str) -> None:
    path = lab / "criteria" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_it_says_who_moves_and_why(ask: Callable, lab: Lab, other: Path) -> None:
    ran = ask("compare", "--criteria", other, "--lab", lab.root)
    assert ran.code == 0
    assert "Dezelfde metingen, andere criteria" in ran.out
    assert "verzonnen" in ran.out
    assert "Hoe lang duurt het?" in ran.out
    assert "[[120.0, 0.0], [20.0, 50.0], [5.0, 100.0]]" in ran.out
    english = ask("compare", "--criteria", other / "criteria", "--lab", lab.root, "--lang", "en")
    assert "The same measurements, other criteria" in english.out


def test_as_json_the_parts_sum_to_the_move(ask: Callable, lab: Lab, other: Path) -> None:
    _edit(other, "profiles.yaml", "multipliers: {}", "multipliers: {cost: 2}")
    told = json.loads(ask("compare", "--criteria", other, "--lab", lab.root, "--json").out)
    assert set(told["causes"]) == {"task-time", "cost"}
    assert told["notice"]["nl"]
    for row in told["solutions"]:
        parts = sum(row[cause] for cause in told["causes"])
        assert parts == pytest.approx(row["after"] - row["before"], abs=1e-6)


def test_as_csv_it_opens_in_a_dutch_spreadsheet(
    ask: Callable, lab: Lab, other: Path, tmp_path: Path
) -> None:
    path = tmp_path / "verschil.csv"
    ran = ask("compare", "--criteria", other, "--lab", lab.root, "--csv", path)
    assert (ran.code, ran.out) == (0, "")
    told = pd.read_csv(path, sep=";", decimal=",", encoding="utf-8-sig")
    assert told["task-time"].to_numpy() == pytest.approx(told["move"].to_numpy())
    assert told["fictitious"].all()


def test_the_same_criteria_change_nothing(ask: Callable, lab: Lab) -> None:
    assert "er verandert niets" in ask("compare", "--criteria", lab.root, "--lab", lab.root).out


def test_a_kind_that_changed_has_no_measurements_there(
    ask: Callable, lab: Lab, other: Path
) -> None:
    file = "deployability/cost.yaml"
    text = (other / "criteria" / file).read_text(encoding="utf-8")
    assert "kind: amount" in text
    _edit(other, file, "kind: amount", "kind: duration")
    told = json.loads(ask("compare", "--criteria", other, "--lab", lab.root, "--json").out)
    assert "cost" in told["causes"]


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ("gone", "staan geen criteria"),
        ("yaml", "ander/criteria/usability/task-time.yaml, regel"),
        ("kind", "De soort meting stopwatch bestaat niet"),
        ("profile", "Het gewichtsprofiel balanced is niet bekend"),
    ],
)
def test_other_criteria_that_cannot_be_used_say_why(
    ask: Callable, lab: Lab, other: Path, broken: str, words: str
) -> None:
    if broken == "gone":
        shutil.rmtree(other / "criteria")
    elif broken == "yaml":
        _edit(other, "usability/task-time.yaml", "scale: log", "scale: logg")
    elif broken == "kind":
        _edit(other, "usability/task-time.yaml", "kind: duration", "kind: stopwatch")
    else:
        _edit(other, "profiles.yaml", "balanced:\n", "equal:\n")
    ran = ask("compare", "--criteria", other, "--lab", lab.root)
    assert ran.code == 2
    assert words in ran.err
