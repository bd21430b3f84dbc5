"""Look up a sentence of the interface by its key."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Lang = Literal["nl", "en"]
LANGUAGES: tuple[Lang, ...] = ("nl", "en")


@cache
def sentences(lang: Lang) -> dict[str, str]:
    """Read all sentences of a language, keyed by their dotted path.

    The words stand in one TOML file a stage, in ``text/nl/`` and ``text/en/``.
    """
    folder = files("identiteitslab.text").joinpath(lang)
    stages = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    tables = [tomllib.loads(stage.read_text(encoding="utf-8")) for stage in stages]
    return {key: value for table in tables for key, value in _flatten("", table)}


def say(key: str, lang: Lang, /, **values: object) -> str:
    """Give the sentence of a key with its values filled in.

    Raises
    ------
    KeyError
        The key or one of its values is missing: a defect in the program, caught by tests.
    """
    return sentences(lang)[key].format(**values)


def _flatten(prefix: str, table: dict[str, Any]) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for name, value in table.items():
        path = f"{prefix}{name}"
        rows += _flatten(f"{path}.", value) if isinstance(value, dict) else [(path, str(value))]
    return rows
