"""The reference pages say what the program and its data say."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from identiteitslab.text.lookup import sentences

DOCS = Path(__file__).parents[2] / "docs"
SCRIPT = runpy.run_path(str(DOCS / "make_reference.py"))
PAGES = SCRIPT["PAGES"]


@pytest.mark.parametrize("name", PAGES)
def test_a_reference_page_is_up_to_date(name: str) -> None:
    written = (DOCS / "referentie" / name).read_text(encoding="utf-8")
    assert written == PAGES[name](), (
        f"docs/referentie/{name} is out of date: run 'uv run python docs/make_reference.py'"
    )


def test_no_page_of_the_reference_is_made_by_hand() -> None:
    assert {path.name for path in (DOCS / "referentie").glob("*.md")} == set(PAGES)


def test_every_code_is_told_in_both_languages() -> None:
    told = set(re.findall(r"(?m)^### `([a-z0-9-]+)`$", PAGES["foutcodes.md"]()))
    assert told == {key.split(".")[1] for key in sentences("nl") if key.startswith("error.")}


def test_every_command_and_option_is_told() -> None:
    told = PAGES["opdrachten.md"]()
    for words in ("compare", "criteria diff", "verify", "next"):
        assert f"## `identiteitslab {words}`" in told
    assert "--criteria" in told
    assert "Traceback" not in told
