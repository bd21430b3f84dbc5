"""What differs between the criteria of two labs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.yaml_lines import Path_
    from identiteitslab.text.lookup import Lang

    Sort = Literal["added", "removed", "changed"]

_IDENTITY = ("context", "from", "id", "title", "section")
"""Keys that tell the entries of a list apart, wherever they stand in it."""

_SHORT = 70


@dataclass(frozen=True)
class Change:
    """One difference: something that only one lab has, or that both have with another value.

    ``before`` is what stands in my lab and ``after`` what stands in the other one, as in a file;
    None where it does not stand there.
    """

    sort: Sort
    path: Path_
    before: str | None
    after: str | None

    def describe(self, lang: Lang) -> str:
        """Say on one line what differs."""
        before, after = (_shorten(value or "") for value in (self.before, self.after))
        path = " › ".join(self.path)
        return say(f"difference.{self.sort}", lang, path=path, before=before, after=after)


def diff(mine: Catalogue, other: Catalogue) -> tuple[Change, ...]:
    """Compare two catalogues; the order of anything in a file makes no difference.

    Parameters
    ----------
    mine, other
        The catalogues; a change leads from mine to the other.

    Returns
    -------
    tuple of Change
        In the order of my catalogue; what only one lab has is one change, however large.
    """
    return tuple(_compare((), _plain(mine), _plain(other)))


def _plain(catalogue: Catalogue) -> Any:
    return catalogue.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _compare(path: Path_, mine: Any, other: Any) -> Iterator[Change]:
    mine_parts, other_parts = _parts(mine), _parts(other)
    if mine_parts is None or other_parts is None:
        if mine != other:
            yield Change("changed", path, _write(mine), _write(other))
        return
    for name, value in mine_parts.items():
        if name in other_parts:
            yield from _compare((*path, name), value, other_parts[name])
        else:
            yield Change("removed", (*path, name), _write(value), None)
    for name, value in other_parts.items():
        if name not in mine_parts:
            yield Change("added", (*path, name), None, _write(value))


def _parts(node: Any) -> dict[str, Any] | None:
    """Name the parts of a mapping or of a list of mappings; None for a plain value."""
    if isinstance(node, dict):
        return node
    if isinstance(node, list) and node and all(isinstance(item, dict) for item in node):
        return _named(node)
    return None


def _named(items: list[dict[str, Any]]) -> dict[str, Any]:
    named: dict[str, Any] = {}
    for place, item in enumerate(items):
        name = " ".join(str(item[key]) for key in _IDENTITY if key in item)
        named[name if name and name not in named else f"{name} #{place + 1}".strip()] = item
    return named


def _write(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _shorten(text: str) -> str:
    return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"
