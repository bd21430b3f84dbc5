"""The hash of the criteria: content counts, layout does not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from identiteitslab.criteria.catalogue import Catalogue
from identiteitslab.criteria.read import read_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

STARTER = read_catalogue(Path(__file__).parents[2])
CONTENT = STARTER.model_dump()
LOGIN = "criteria/usability/task-success.yaml"

Path_ = tuple[Any, ...]


def _numbers(node: Any, path: Path_ = ()) -> Iterator[Path_]:
    if isinstance(node, bool):
        return
    if isinstance(node, int | float):
        yield path
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _numbers(value, (*path, key))
    elif isinstance(node, list | tuple):
        for place, value in enumerate(node):
            yield from _numbers(value, (*path, place))


def _with(node: Any, path: Path_, value: object) -> Any:
    if not path:
        return value
    if isinstance(node, dict):
        return node | {path[0]: _with(node[path[0]], path[1:], value)}
    return [_with(n, path[1:], value) if i == path[0] else n for i, n in enumerate(node)]


def _at(node: Any, path: Path_) -> Any:
    return _at(node[path[0]], path[1:]) if path else node


# Every number of the criteria and the data beside them; of the 342 gemeenten the first is enough.
NUMBERS = [path for path in _numbers(CONTENT) if path[0] != "gemeenten" or path[1] == "GM0014"]


@settings(max_examples=60)
@given(path=st.sampled_from(NUMBERS))
def test_any_number_changes_the_hash(path: Path_) -> None:
    old = _at(CONTENT, path)
    for new in (old + 1, old - 1, old / 2):
        try:
            changed = Catalogue.model_validate(_with(CONTENT, path, new))
        except ValueError:
            continue
        if _at(changed.model_dump(), path) != old:
            assert changed.digest != STARTER.digest
            return
    pytest.fail(f"no other number is possible at {path}")


def test_a_copy_has_the_same_hash() -> None:
    again = Catalogue.model_validate(CONTENT)
    assert again == STARTER
    assert again.digest == STARTER.digest
    assert len(STARTER.digest) == 64


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("question:\n", "# a note\nquestion:\n"),
        ("  nl: Lukt het?\n", "  nl: >-\n    Lukt\n    het?\n"),
        ("  nl: Lukt het?\n", '  "nl": "Lukt het?"   \n'),
        ("share: 0.5", "share: 5.0e-1"),
        ("points: [[0.5, 0], [0.78, 50]", "points: [[0.50, 0.0],\n          [0.78, 50]"),
        ("    share: 0.5\n", "    share: 0.5\n    target: average_gemeente\n"),
    ],
)
def test_comments_and_layout_do_not_change_the_hash(old: str, new: str, lab: Path) -> None:
    path = lab / LOGIN
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), encoding="utf-8")
    assert read_catalogue(lab).digest == STARTER.digest


def test_the_order_of_criteria_does_not_change_the_hash() -> None:
    turned = dict(reversed(CONTENT["criteria"].items()))
    assert Catalogue.model_validate(CONTENT | {"criteria": turned}).digest == STARTER.digest


def test_a_word_changes_the_hash() -> None:
    path = ("criteria", "usability", "errors", "name", "nl")
    assert Catalogue.model_validate(_with(CONTENT, path, "Anders")).digest != STARTER.digest


def test_views_agree_with_the_criteria() -> None:
    assert (len(STARTER.by_id), len(STARTER.indicators)) == (40, 70)
    assert STARTER.theme_of["errors"] == "usability"
    assert STARTER.criterion_of["sus"] == "perceived-usability"
    assert "no-smartphone-route" not in STARTER.in_context("private")
    assert "private-service-coverage" not in STARTER.in_context("public")
    assert len(STARTER.in_context("public")) == len(STARTER.in_context("private")) == 69
    assert STARTER.fictitious
