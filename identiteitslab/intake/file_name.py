"""The name of a delivered file: only ever shown, and not even that if it names a person."""

from __future__ import annotations

import re

LONGEST = 100
NAMELESS = "bestand"
"""What a file is called whose own name may not be repeated."""


def shown_name(name: str) -> str:
    """Give a file name fit to show: without folders and signs that do not print."""
    last = re.split(r"[/\\]", name)[-1]
    visible = "".join(sign for sign in last if sign.isprintable()).strip()
    return visible[-LONGEST:] or NAMELESS


def nameless(name: str) -> str:
    """Give the name of a file of which only the extension may be told."""
    found = re.search(r"\.(csv|txt|tsv|xlsx|parquet)$", name.casefold())
    return NAMELESS + (found[0] if found else "")
