"""What the guides say of settings, rights and names is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

from identiteitslab.access.actor import ROLES
from identiteitslab.access.claims import GEMEENTE_CLAIM, ROLE_CLAIM
from identiteitslab.access.rights import RIGHTS
from identiteitslab.decision.frames import ANSWERS
from identiteitslab.decision.pictures import FIGURES

ROOT = Path(__file__).parents[2]
GUIDES = {path.stem: path.read_text("utf-8") for path in (ROOT / "docs" / "gids").glob("*.md")}


def test_every_environment_variable_is_told() -> None:
    sources = (path.read_text("utf-8") for path in (ROOT / "identiteitslab").rglob("*.py"))
    used = {name for text in sources for name in re.findall(r'"(IDENTITEITSLAB_[A-Z_]+)"', text)}
    assert used == set(re.findall(r"(?m)^\| `(IDENTITEITSLAB_[A-Z_]+)`", GUIDES["beheerder"]))


def test_rights_are_told_as_they_are() -> None:
    acts = ("read", "deliver", "decide", "administer")
    rows = dict(re.findall(r"(?m)^\| ([a-z]+) \| ((?:[^|\n]+\| ?){4})$", GUIDES["beheerder"]))
    for role in set(ROLES) - {"lokaal"}:
        told = [cell.strip() != "nee" for cell in rows[role].strip(" |").split("|")]
        assert told == [act in RIGHTS[role] for act in acts], role


def test_claims_are_told_by_their_names() -> None:
    assert f"`{ROLE_CLAIM}`" in GUIDES["beheerder"]
    assert f"`{GEMEENTE_CLAIM}`" in GUIDES["beheerder"]


def test_every_figure_and_answer_is_told() -> None:
    told = set(re.findall(r"`([a-z_]+)`", GUIDES["analist"]))
    assert set(FIGURES) <= told
    assert set(ANSWERS) <= told


def test_every_command_in_a_guide_exists() -> None:
    reference = (ROOT / "docs" / "referentie" / "opdrachten.md").read_text("utf-8")
    known = set(re.findall(r"(?m)^## `identiteitslab ([a-z ]+)`", reference))
    for guide in GUIDES.values():
        for line in re.findall(r"(?m)^identiteitslab ([^\n]+)", guide):
            words = line.split()
            command = " ".join(words[:2]) if words[0] == "criteria" else words[0]
            assert command in known, line
            shown = reference.split(f"## `identiteitslab {command}`")[1].split("\n## ")[0]
            for option in re.findall(r"--[a-z-]+", line):
                assert option in shown or option.replace("--no-", "--") in shown, line
