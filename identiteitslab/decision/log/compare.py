"""Are two documents the same, number for number, and if not, where do they differ?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ABSENT = object()
"""What stands where only the other document has something."""


@dataclass(frozen=True)
class Difference:
    """A place in a document where another value stands; None where nothing stands."""

    path: str
    then: Any
    now: Any


def differences(then: Any, now: Any) -> tuple[Difference, ...]:
    """Find every value that differs between two pieces of plain data.

    Numbers are equal only if they are the same to the last bit.
    """
    return tuple(_differences("", then, now))


def _differences(path: str, then: Any, now: Any) -> Iterator[Difference]:
    parts, other = _parts(then), _parts(now)
    if parts is None or other is None:
        if type(then) is not type(now) or then != now:
            yield Difference(path, *(None if one is ABSENT else one for one in (then, now)))
        return
    for name in parts | other:
        inner = f"{path}.{name}" if path else name
        yield from _differences(inner, parts.get(name, ABSENT), other.get(name, ABSENT))


def _parts(value: Any) -> dict[str, Any] | None:
    if isinstance(value, dict):
        return value
    if isinstance(value, list):
        return {str(place): one for place, one in enumerate(value, start=1)}
    return None
