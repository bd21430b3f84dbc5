"""Every sentence stands in both languages, and every code and key in the program has its words."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

import identiteitslab
from identiteitslab.criteria.read import read_catalogue
from identiteitslab.measurement.kind import Readings
from identiteitslab.measurement.known_kinds import known_kinds
from identiteitslab.text.lookup import LANGUAGES, say, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from identiteitslab.text.lookup import Lang

PACKAGE = Path(identiteitslab.__file__).parent
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
PLAIN_MAKERS = {"Fault", "fail", "found"}
"""What makes a fault from a code, its first argument, and from facts that are given with it."""

MAKERS = PLAIN_MAKERS | {"_fault", "_note", "Problem"}
"""What makes a fault from a code; some know its facts themselves."""


def _placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@cache
def _trees() -> dict[str, ast.Module]:
    paths = sorted(PACKAGE.rglob("*.py"))
    return {
        str(path.relative_to(PACKAGE)): ast.parse(path.read_text(encoding="utf-8"))
        for path in paths
    }


def _nodes() -> Iterator[tuple[str, ast.AST]]:
    for file, tree in _trees().items():
        for node in ast.walk(tree):
            yield file, node


def _calls(names: set[str]) -> Iterator[tuple[str, ast.Call]]:
    for file, node in _nodes():
        if isinstance(node, ast.Call) and node.args:
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if called in names:
                yield f"{file}:{node.lineno}", node


def _texts(node: ast.AST) -> set[str]:
    return {
        n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)
    }


def _pattern(node: ast.JoinedStr) -> str:
    """Give what an f-string can become, such as unknown-.+ for a code that is put together."""
    parts = (part.value if isinstance(part, ast.Constant) else None for part in node.values)
    return "".join(".+" if part is None else re.escape(str(part)) for part in parts)


def _given(call: ast.Call) -> set[str] | None:
    """Name the facts of a call; None where they cannot be seen in the source."""
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    facts = [*call.args[2:], *([named.pop("facts")] if "facts" in named else [])]
    if None in named or not all(isinstance(fact, ast.Dict) for fact in facts):
        return None
    keys = [key for fact in facts if isinstance(fact, ast.Dict) for key in fact.keys]
    if not all(isinstance(key, ast.Constant) for key in keys):
        return None
    return {str(key.value) for key in keys if isinstance(key, ast.Constant)} | {*map(str, named)}


def _codes_of_kinds() -> set[str]:
    indicators = read_catalogue(PACKAGE.parent).indicators
    cell = np.array([1.0])
    readings = Readings(cell, cell, cell, cell, np.array([False]))
    return {
        code
        for indicator in indicators.values()
        for code in known_kinds()[indicator.kind].faults(readings, indicator)
    }


def _codes_with_words() -> set[str]:
    keys = [key.split(".") for key in sentences("nl")]
    return {parts[1] for parts in keys if parts[0] == "error"}


def test_both_languages_have_the_same_sentences() -> None:
    assert set(sentences("nl")) == set(sentences("en"))


def test_both_languages_fill_in_the_same_things() -> None:
    dutch, english = sentences("nl"), sentences("en")
    common = set(dutch) & set(english)
    odd = {k for k in common if _placeholders(dutch[k]) != _placeholders(english[k])}
    assert odd == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_is_blank_or_stands_in_two_files(lang: Lang) -> None:
    tables = [
        tomllib.loads(path.read_text(encoding="utf-8")).get("error", {})
        for path in sorted((PACKAGE / "text" / lang).glob("*.toml"))
    ]
    twice = [code for code, n in Counter(c for table in tables for c in table).items() if n > 1]
    assert twice == []
    assert [key for key, sentence in sentences(lang).items() if not sentence.strip()] == []


def test_every_code_says_what_and_how_to_repair() -> None:
    for code in sorted(_codes_with_words()):
        assert {f"error.{code}.what", f"error.{code}.repair"} <= set(sentences("nl"))


def test_every_code_in_the_program_has_words() -> None:
    made = {
        (place, code)
        for place, call in _calls(MAKERS)
        for code in _texts(call.args[0])
        if CODE.fullmatch(code)
    }
    missing = {(place, code) for place, code in made if code not in _codes_with_words()}
    missing |= {("a kind", code) for code in _codes_of_kinds() - _codes_with_words()}
    assert missing == set()


def test_every_code_with_words_is_in_the_program() -> None:
    written = {text for tree in _trees().values() for text in _texts(tree)}
    joined = [_pattern(node) for _, node in _nodes() if isinstance(node, ast.JoinedStr)]
    unused = {
        code
        for code in _codes_with_words() - written
        if not any(re.fullmatch(pattern, code) for pattern in joined if "-" in pattern)
    }
    assert unused == set()


def test_faults_bring_the_facts_that_their_words_need() -> None:
    lacking = []
    for place, call in _calls(PLAIN_MAKERS):
        given = _given(call)
        for code in _texts(call.args[0]) & _codes_with_words():
            words = (sentences("nl")[f"error.{code}.{part}"] for part in ("what", "repair"))
            needed = set().union(*map(_placeholders, words))
            if given is not None and not needed <= given:
                lacking.append((place, code, needed - given))
    assert lacking == []


def test_every_key_that_is_said_exists() -> None:
    said = [
        (place, call.args[0].value, call)
        for place, call in _calls({"say"})
        if isinstance(call.args[0], ast.Constant) and isinstance(call.func, ast.Name)
    ]
    assert said
    for place, key, call in said:
        assert key in sentences("nl"), place
        given = _given(call)
        assert given is None or _placeholders(sentences("nl")[key]) <= given, place


def test_say_fills_in_values_of_any_name() -> None:
    assert say("where.key", "nl", name="x") == "veld x"
    assert "{" not in say("error.yaml-key-missing.what", "en", key="share", lang="not a language")


def test_a_key_or_value_that_is_missing_is_a_defect() -> None:
    with pytest.raises(KeyError):
        say("error.no-such-code.what", "nl")
    with pytest.raises(KeyError):
        say("where.key", "nl")
