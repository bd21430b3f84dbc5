"""The name of a delivered file: only ever shown, and not even that if it names a person."""

from __future__ import annotations

import re
from itertools import pairwise

from identiteitslab.intake.given_names import GIVEN_NAMES

LONGEST = 100
NAMELESS = "bestand"
"""What a file is called whose own name may not be repeated."""

_BETWEEN = re.compile(r"[\W_]+")
_PARTICLES = frozenset({"van", "de", "den", "der", "ten", "ter", "el", "al", "bin", "ben"})
_FAMILY = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]{2,}")


def shown_name(name: str) -> str:
    """Give a file name fit to show: without folders and signs that do not print."""
    last = re.split(r"[/\\]", name)[-1]
    visible = "".join(sign for sign in last if sign.isprintable()).strip()
    return visible[-LONGEST:] or NAMELESS


def nameless(name: str) -> str:
    """Give the name of a file of which only the extension may be told."""
    found = re.search(r"\.(csv|txt|tsv|xlsx|parquet)$", name.casefold())
    return NAMELESS + (found[0] if found else "")


def names_person(name: str, ordinary: frozenset[str]) -> bool:
    """Tell whether a file name holds a given name with a family name behind it."""
    words = [word for word in _BETWEEN.split(name) if word.casefold() not in _PARTICLES]
    return any(
        first.casefold() in GIVEN_NAMES
        and first[:1].isupper()
        and _FAMILY.fullmatch(second) is not None
        and second.casefold() not in ordinary
        for first, second in pairwise(words)
    )
