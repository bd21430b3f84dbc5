"""What differs between two labs, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from identiteitslab.criteria.diff import Change, diff
from identiteitslab.criteria.read import read_catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from identiteitslab.criteria.catalogue import Catalogue

LOGIN = "criteria/usability/task-success.yaml"
INDICATOR = ("criteria", "usability", "task-success", "indicators", "login-success")


def _other(lab: Path, file: str, old: str, new: str) -> Catalogue:
    path = lab / file
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), encoding="utf-8")
    return read_catalogue(lab)


def test_the_same_lab_has_no_differences(starter: Catalogue, lab: Path) -> None:
    assert diff(starter, read_catalogue(lab)) == ()


def test_a_changed_number(starter: Catalogue, lab: Path) -> None:
    other = _other(lab, LOGIN, "at_least: 0.7\n", "at_least: 0.75\n")
    path = (*INDICATOR, "minimum", "public 2027-01-01", "at_least")
    (change,) = diff(starter, other)
    assert change == Change("changed", path, "0.7", "0.75")
    assert diff(other, starter) == (Change("changed", path, "0.75", "0.7"),)


def test_a_new_dated_value_is_one_addition(starter: Catalogue, lab: Path) -> None:
    entry = (
        "      - from: 2028-01-01\n        scale: linear\n        points: [[0.6, 0], [1, 100]]\n"
        "        basis: judgement\n        evidence: judgement\n        rationale: {nl: a, en: b}\n"
    )
    other = _other(lab, LOGIN, "    value:\n", f"    value:\n{entry}")
    (change,) = diff(starter, other)
    assert (change.sort, change.path) == ("added", (*INDICATOR, "value", "2028-01-01"))
    assert change.before is None
    assert change.after is not None
    assert "[[0.6, 0.0], [1.0, 100.0]]" in change.after


def test_a_criterion_that_only_one_lab_has_is_one_change(starter: Catalogue, lab: Path) -> None:
    (lab / LOGIN).unlink()
    (change,) = diff(starter, read_catalogue(lab))
    assert (change.sort, change.path) == ("removed", INDICATOR[:3])
    (change,) = diff(read_catalogue(lab), starter)
    assert (change.sort, change.path) == ("added", INDICATOR[:3])


def test_order_makes_no_difference(starter: Catalogue, lab: Path) -> None:
    other = _other(
        lab, LOGIN, "      - title: ISO 9241-11 effectiveness\n      - title: Sauro (2011)",
        "      - title: Sauro (2011)",
    )  # fmt: skip
    (change,) = diff(starter, other)
    assert (change.sort, change.path[-1]) == ("removed", "ISO 9241-11 effectiveness")


@pytest.mark.parametrize(
    ("lang", "words"),
    [("nl", ("Anders", "Nieuw", "Weg")), ("en", ("Changed", "New", "Gone"))],
)
def test_in_words(lang: str, words: tuple[str, str, str]) -> None:
    path = ("profiles", "balanced", "themes", "privacy")
    changed = Change("changed", path, "20", "25").describe(lang)  # type: ignore[arg-type]
    added = Change("added", path, None, "25").describe(lang)  # type: ignore[arg-type]
    removed = Change("removed", path, "20" * 100, None).describe(lang)  # type: ignore[arg-type]
    for text, word in zip((changed, added, removed), words, strict=True):
        assert text.startswith(word)
        assert "profiles › balanced › themes › privacy" in text
    assert "20" in changed
    assert "25" in changed
    assert len(removed) < 150
