"""Turn the content of a data file into a model, with every fault at its own line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from identiteitslab.criteria.words import Strict
from identiteitslab.criteria.yaml_lines import Lines, line_of, load
from identiteitslab.errors import Fault, Where, nearest

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic_core import ErrorDetails

T = TypeVar("T")


def read(kind: type[T] | Any, path: Path, shown: str, faults: list[Fault]) -> T | None:
    """Read a YAML file as a model; add what is wrong to ``faults``.

    Returns
    -------
    T or None
        The model, or None where the file has faults.
    """
    content, lines, broken = load(path, shown)
    faults += broken
    if broken:
        return None
    try:
        model: T = TypeAdapter(kind).validate_python(content)
    except ValidationError as error:
        faults += [_fault(detail, lines, shown, content) for detail in error.errors()]
        return None
    return model


def _fault(detail: ErrorDetails, lines: Lines, shown: str, content: Any) -> Fault:
    path = tuple(str(part) for part in detail["loc"] if part != "[key]")
    where = Where(file=shown, row=line_of(lines, path), key=".".join(path))
    found = _short(detail["input"])
    match detail["type"]:
        case "missing":
            return Fault("yaml-key-missing", where, {"key": path[-1]})
        case "extra_forbidden":
            known = nearest(path[-1], _expected_keys(content, path))
            return Fault("yaml-key-unknown", where, {"key": path[-1], "known": known})
        case "literal_error":
            expected = detail.get("ctx", {}).get("expected", "")
            return Fault("yaml-value", where, {"found": found, "expected": expected})
        case _:
            return Fault("yaml-value", where, {"found": found, "expected": detail["msg"]})


def _expected_keys(content: Any, path: tuple[str, ...]) -> frozenset[str]:
    """Name the keys of the model that most resembles what stands at this place."""
    node = content
    for part in path[:-1]:
        node = _step(node, part)
    beside = {str(key) for key in node} if isinstance(node, dict) else set()
    return max(_models(Strict), key=lambda keys: (len(keys & beside), -len(keys)))


def _step(node: Any, part: str) -> Any:
    if isinstance(node, dict):
        return node.get(part, node.get(int(part)) if part.isdigit() else None)
    if isinstance(node, list) and part.isdigit():
        return node[int(part)]
    return None


def _models(parent: type[Strict]) -> list[frozenset[str]]:
    keys = frozenset(field.alias or name for name, field in parent.model_fields.items())
    return [keys, *(found for child in parent.__subclasses__() for found in _models(child))]


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"  # noqa: PLR2004 - a message stays one line
