"""Errors that a user sees: where, what, repair and code, in both languages."""

from __future__ import annotations

import pytest

from identiteitslab.errors import Fault, LabError, Where, fail, nearest

KNOWN = ["login-success", "login-time", "sus"]


@pytest.mark.parametrize(
    ("where", "dutch", "english"),
    [
        (Where(), "", ""),
        (Where("a.yaml", row=3, key="b"), "a.yaml, regel 3, veld b", "a.yaml, line 3, key b"),
        (Where("a.csv", row=3, column="d"), "a.csv, rij 3, kolom d", "a.csv, row 3, column d"),
        (Where("a.xlsx", "Pilot", 3), "a.xlsx, blad Pilot, rij 3", "a.xlsx, sheet Pilot, row 3"),
        (Where(key="b"), "veld b", "key b"),
    ],
)
def test_a_place_from_the_outside_in(where: Where, dutch: str, english: str) -> None:
    assert (where.describe("nl"), where.describe("en")) == (dutch, english)


def test_a_fault_reads_the_same_in_both_languages() -> None:
    fault = Fault("yaml-key-unknown", Where("a.yaml", row=2), {"key": "shar", "known": "share"})
    assert fault.describe("nl") == (
        "a.yaml, regel 2: Het veld shar bestaat niet. Bedoelt u share? [yaml-key-unknown]"
    )
    assert fault.describe("en") == (
        "a.yaml, line 2: The key shar does not exist. Did you mean share? [yaml-key-unknown]"
    )


def test_a_fault_without_a_place() -> None:
    assert Fault("yaml-empty").describe("en").startswith("The file is empty.")


@pytest.mark.parametrize("text", ["{0}", "{name}", "%s", "{", "a\nb"])
def test_what_was_found_is_shown_as_it_is(text: str) -> None:
    assert text in Fault("yaml-not-text", Where(), {"found": text}).what("nl")


def test_all_faults_at_once() -> None:
    error = LabError(Fault("yaml-empty", Where(file=name)) for name in ("a", "b"))
    assert [fault.where.file for fault in error.faults] == ["a", "b"]
    assert str(error).count("yaml-empty") == 2


def test_failing_tells_numbers_and_any_name() -> None:
    error = fail("yaml-too-low", Where("a"), found=0.5, limit=1)
    assert dict(error.faults[0].facts) == {"found": "0.5", "limit": "1"}
    assert fail("yaml-key-twice", key="code", code="x").faults[0].code == "yaml-key-twice"


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("login-sucess", "login-success"),
        ("LOGIN-TIME", "login-time"),
        ("SUS", "sus"),
        ("qqq", "login-success, login-time, sus"),
    ],
)
def test_the_nearest_known_name(word: str, name: str) -> None:
    assert nearest(word, KNOWN) == name


def test_many_known_names_stay_readable() -> None:
    assert nearest("?", [f"name-{number:02}" for number in range(20)]).endswith("name-07, …")
    assert nearest("?", []) == ""
