"""Reading YAML as plain data, with the line of every key."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from identiteitslab.criteria.yaml_lines import MAX_DEPTH, line_of, load

if TYPE_CHECKING:
    from pathlib import Path

TEXT = st.text(
    st.characters(max_codepoint=0x2FFF, exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=12
)
SCALAR = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**17), 10**17),
    st.floats(allow_nan=False, allow_infinity=False),
    TEXT,
)
PLAIN = st.recursive(
    SCALAR,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2027-01-01", "2027-01-01"),
        ("no", "no"),
        ("True", True),
        ("'true'", "true"),
        ("1e-6", 1e-6),
        ("010", 10),
        ("1:30", "1:30"),
        (".nan", ".nan"),
        ("~", None),
        ("", None),
        ("'0.5'", "0.5"),
        ("9" * 30, 1e30),
    ],
)
def test_plain_values(written: str, read: object, tmp_path: Path) -> None:
    content, _, faults = load(_write(tmp_path / "a.yaml", f"key: {written}\n"), "a.yaml")
    assert content == {"key": read}
    assert type(content["key"]) is type(read)
    assert not faults


@given(content=PLAIN)
def test_what_json_can_say_comes_back(
    content: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("json") / "a.yaml"
    _write(path, json.dumps(content, ensure_ascii=False))
    found, _, faults = load(path, "a.yaml")
    assert found == content
    assert not faults


def test_lines_of_keys_and_items(tmp_path: Path) -> None:
    text = "# note\na:\n  b: 1\n  c:\n    - x\n    - {d: 2,\n       e: 3}\n"
    _, lines, _ = load(_write(tmp_path / "a.yaml", text), "a.yaml")
    assert lines[("a",)] == 2
    assert lines[("a", "b")] == 3
    assert lines[("a", "c", "0")] == 5
    assert lines[("a", "c", "1", "e")] == 7
    assert line_of(lines, ("a", "c", "1", "missing")) == 6
    assert line_of({}, ("a",)) is None


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: &x 1\nb: *x\n", "yaml-anchor", 1),
        ("a: 1\nb: !!set {x}\n", "yaml-anchor", 2),
        ("a: 1\nb: !!python/object/apply:os.getcwd []\n", "yaml-anchor", 2),
        ("a: &x [*x]\n", "yaml-anchor", 1),
        ("a: 1\na: 2\n", "yaml-key-twice", 2),
        ("a: 1\n---\nb: 2\n", "yaml-broken", 2),
        ("a: 1\n? [b]\n: 2\n", "yaml-broken", 2),
        ("a:\n\t- 1\n", "yaml-broken", 2),
        ("a: \x01\n", "yaml-broken", None),
        ("# only a note\n", "yaml-empty", None),
    ],
)
def test_what_is_refused(text: str, code: str, line: int | None, tmp_path: Path) -> None:
    _, _, faults = load(_write(tmp_path / "a.yaml", text), "a.yaml")
    assert (faults[0].code, faults[0].where.row) == (code, line)


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 100_000])
def test_deep_nesting_is_refused_not_followed(depth: int, tmp_path: Path) -> None:
    _, _, faults = load(_write(tmp_path / "a.yaml", "[" * depth), "a.yaml")
    assert [fault.code for fault in faults] == ["yaml-broken"]


def test_the_same_without_the_c_parser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _write(tmp_path / "a.yaml", "a: [1, 'x', {b: ~}]\nc: >-\n  two\n  words\n")
    fast = load(path, "a.yaml")
    monkeypatch.delattr(yaml, "CBaseLoader")
    assert load(path, "a.yaml") == fast
