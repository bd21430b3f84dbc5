"""Make the reference pages of this documentation from what they describe.

    uv run python docs/make_reference.py

The criteria come from ``criteria/``, the commands from their own help, the codes of faults from
``identiteitslab/text/``. A test compares the pages with what this makes.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer.main import get_command
from typer.testing import CliRunner

from identiteitslab.cli.main import app
from identiteitslab.criteria.page import page
from identiteitslab.criteria.read import read_catalogue
from identiteitslab.measurement.known_kinds import known_kinds
from identiteitslab.text.lookup import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
FOLDER = Path(__file__).parent / "referentie"
WIDTH = "92"

MADE = "Deze pagina is gemaakt door `docs/make_reference.py`. Wijzig haar niet met de hand."
COMMANDS = """\
# Alle opdrachten

{made}

Elke opdracht spreekt Nederlands; met `--lang en` is de uitvoer Engels. Een fout van de gebruiker \
geeft een uitleg en afsluitcode 2. *Every command speaks Dutch; `--lang en` gives English.*
"""
CODES = """\
# Alle foutcodes

{made}

Elke fout zegt waar zij zit, wat er mis is en hoe u haar herstelt. De code staat erachter tussen \
haken. Woorden tussen ‹ › vult het programma in. *Every fault says where it is, what is wrong and \
how to repair it; its code stands behind it in brackets.*
"""


def criteria() -> str:
    """Write every criterion with its numbers and their grounds."""
    kinds = {name: kind.name for name, kind in known_kinds().items()}
    return page(read_catalogue(ROOT), kinds)


def commands() -> str:
    """Write the help of every command."""
    parts = [COMMANDS.format(made=MADE)]
    for words in _commands(get_command(app), ()):
        shown = CliRunner().invoke(app, [*words, "--help"], env={"COLUMNS": WIDTH}).output
        parts.append(f"## `identiteitslab {' '.join(words)}`\n\n```text\n{_trimmed(shown)}\n```\n")
    return "\n".join(parts)


def codes() -> str:
    """Write every code of a fault with its words in both languages, stage by stage."""
    parts = [CODES.format(made=MADE)]
    dutch, english = (_codes(lang) for lang in LANGUAGES)
    for stage, found in dutch.items():
        parts.append(f"## {stage}\n")
        for code, words in sorted(found.items()):
            beside = english[stage][code]
            parts.append(f"### `{code}`\n\n{_line(words)}\n\n*{_line(beside)}*\n")
    return "\n".join(parts)


PAGES = {"criteria.md": criteria, "opdrachten.md": commands, "foutcodes.md": codes}
"""Every page with what makes it."""


def _commands(command: Any, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Give the words of every command; those of a group come after the group itself."""
    for name, inner in getattr(command, "commands", {}).items():
        yield (*words, name)
        yield from _commands(inner, (*words, name))


def _codes(lang: str) -> dict[str, dict[str, dict[str, str]]]:
    """Read the words of all faults, by stage and code; a stage without faults is left out."""
    folder = files("identiteitslab.text").joinpath(lang)
    stages = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    tables = {f.name.removesuffix(".toml"): tomllib.loads(f.read_text("utf-8")) for f in stages}
    return {stage: table["error"] for stage, table in tables.items() if "error" in table}


def _line(words: dict[str, str]) -> str:
    """Write what is wrong and the repair on one line; signs of Markdown stand for themselves."""
    told = " ".join(f"{words['what']} {words['repair']}".split())
    filled = re.sub(r"\{(\w+)[^}]*\}", r"‹\1›", told)
    return re.sub(r"([*_`|<])", r"\\\1", filled)


def _trimmed(shown: str) -> str:
    return "\n".join(line.rstrip() for line in shown.strip().splitlines())


def main() -> None:
    """Write all pages."""
    FOLDER.mkdir(exist_ok=True)
    for name, make in PAGES.items():
        (FOLDER / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
