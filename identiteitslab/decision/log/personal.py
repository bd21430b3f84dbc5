"""Does a text name a person? A decision names roles and bodies only, and says so before it is kept.

The stop at the door of measurements looks at whole columns; here a single text must be judged.
"""

from __future__ import annotations

import re

import pyarrow as pa

from identiteitslab.errors import LabError, Where
from identiteitslab.intake import patterns
from identiteitslab.intake.given_names import GIVEN_NAMES
from identiteitslab.intake.privacy import Watch

_NAMED = re.compile(
    r"\b([A-ZÀ-Þ][a-zß-ÿ]+) (?:(?:van|de|den|der|ten|ter|'t|el|al) )*[A-ZÀ-Þ][a-zß-ÿ]{2,}"
)


def names_a_person(text: str) -> bool:
    """Tell whether a text holds what looks like a name, number or address of a person."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return bool(lines) and (_holds_number(lines) or _is_person(lines) or _mentions(text))


def _holds_number(lines: list[str]) -> bool:
    watch = Watch(Where(), frozenset())
    watch.see_texts(Where(), lines, closed=True)
    try:
        watch.stop()
    except LabError:
        return True
    return False


def _is_person(lines: list[str]) -> bool:
    bare = patterns.laid_bare(pa.array(lines, pa.string()))
    found = patterns.weak(bare)
    return any(found[kind].any() for kind in ("name", "address"))


def _mentions(text: str) -> bool:
    return any(first.casefold() in GIVEN_NAMES for first in _NAMED.findall(text))
