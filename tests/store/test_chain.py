from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identiteitslab.store.chain import BEGIN, Entry, Line, Link, broken, canonical, read_entry
from identiteitslab.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from identiteitslab.intake.delivery import Delivery

NOON = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)


def check_log_without_the_program(path: Path) -> str:
    """Check a register's log with the standard library alone; give its head.

    This is the second implementation: it shares no line with the first.
    """
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        rows = database.execute("SELECT sequence, entry, hash FROM log ORDER BY sequence")
        before = "0" * 64
        for place, (sequence, text, stored) in enumerate(rows, start=1):
            said = json.loads(text)
            assert sequence == said["sequence"] == place, f"entry {place} is out of order"
            assert said["previous"] == before, f"entry {place} does not follow {place - 1}"
            before = hashlib.sha256(text.encode("ascii")).hexdigest()
            assert stored == before, f"entry {place} has another hash"
        remembered = database.execute("SELECT hash FROM head").fetchone()[0]
    assert remembered == before, "the log was cut off"
    return before


def chain(payloads: list[dict[str, Any]]) -> tuple[list[Line], Link]:
    lines, end = [], BEGIN
    for payload in payloads:
        line = Entry(end.sequence + 1, "decision", NOON, "bestuurder", payload, end.hash).line()
        lines.append(line)
        end = Link(line.sequence, line.hash)
    return lines, end


def test_a_second_implementation_finds_the_same_head(
    tmp_path: Path, example: Callable[..., Delivery]
) -> None:
    with Store.open(tmp_path) as store:
        for seed in range(3):
            store.accept(example(seed), actor="projectleider")
        store.withdraw(2, actor="beheerder", reason="verkeerde ronde; één rij te veel")
        said = {"keuze": "voorbeeldpas", "aandeel": 0.1}
        store.append_once("decision", said, lambda _: None, actor="bestuurder")
        head = store.head()
    assert check_log_without_the_program(tmp_path / "register.sqlite") == head


def test_a_second_implementation_notices_a_change(
    tmp_path: Path, example: Callable[..., Delivery]
) -> None:
    with Store.open(tmp_path) as store:
        store.accept(example(1), actor="projectleider")
        store.accept(example(2), actor="projectleider")
    with closing(sqlite3.connect(tmp_path / "register.sqlite")) as database, database:
        database.execute("UPDATE log SET entry = replace(entry, '\"blank\":0', '\"blank\":1')")
    with pytest.raises(AssertionError, match="entry 1"):
        check_log_without_the_program(tmp_path / "register.sqlite")


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
PAYLOADS = st.lists(st.dictionaries(st.text(), JSON, max_size=3), min_size=1, max_size=5)


@given(PAYLOADS)
def test_a_chain_holds_and_reads_back(payloads: list[dict[str, Any]]) -> None:
    lines, head = chain(payloads)
    assert broken(lines, head) == ()
    assert [read_entry(line.text).line() for line in lines] == lines


@given(PAYLOADS, st.data())
def test_every_changed_character_is_noticed_at_its_own_entry(
    payloads: list[dict[str, Any]], data: st.DataObject
) -> None:
    lines, head = chain(payloads)
    place = data.draw(st.integers(0, len(lines) - 1))
    field = data.draw(st.sampled_from(["text", "hash", "kind"]))
    old = getattr(lines[place], field)
    at = data.draw(st.integers(0, len(old) - 1))
    sign = data.draw(st.characters(codec="ascii").filter(lambda sign: sign != old[at]))
    lines[place] = replace(lines[place], **{field: old[:at] + sign + old[at + 1 :]})
    assert broken(lines, head) == (place + 1,)


@given(PAYLOADS, st.data())
def test_a_missing_entry_is_noticed(payloads: list[dict[str, Any]], data: st.DataObject) -> None:
    lines, head = chain(payloads)
    del lines[data.draw(st.integers(0, len(lines) - 1))]
    assert broken(lines, head)


@given(PAYLOADS.filter(lambda payloads: len(payloads) > 1), st.data())
def test_swapped_entries_are_noticed(payloads: list[dict[str, Any]], data: st.DataObject) -> None:
    lines, head = chain(payloads)
    one = data.draw(st.integers(0, len(lines) - 2))
    lines[one], lines[one + 1] = lines[one + 1], lines[one]
    assert broken(lines, head)


def test_a_rewritten_entry_breaks_the_next_one() -> None:
    lines, head = chain([{"a": 1}, {"a": 2}, {"a": 3}])
    forged = replace(read_entry(lines[1].text), payload={"a": 9}).line()
    assert broken([lines[0], forged, lines[2]], head) == (3,)


def test_a_head_that_is_not_the_end_is_noticed() -> None:
    lines, head = chain([{"a": 1}])
    assert broken(lines, Link(head.sequence, "f" * 64)) == (2,)
    assert broken(lines, Link(2, head.hash)) == (2,)
    assert broken([], head) == (1,)
    assert broken([], BEGIN) == ()


def test_the_text_is_canonical() -> None:
    assert canonical({"b": "é", "a": [1, 0.5, None]}) == '{"a":[1,0.5,null],"b":"\\u00e9"}'


@pytest.mark.parametrize(
    "text", ["", "1", "[]", "{}", '{"sequence":1}', "[" * 100_000, '"x"', "null"]
)
def test_what_is_no_entry_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"^text: "):
        read_entry(text)


def test_another_spelling_of_the_same_entry_is_not_canonical() -> None:
    text = Entry(1, "decision", NOON, "bestuurder", {"a": 1}, BEGIN.hash).line().text
    with pytest.raises(ValueError, match="canonical"):
        read_entry(text.replace(":", ": ", 1))


def test_damaged_types_are_damage_and_no_crash() -> None:
    damaged = Line(sequence=None, kind=b"x", text=5, hash=None)  # type: ignore[arg-type]
    assert broken([damaged], BEGIN) == (1, 2)
