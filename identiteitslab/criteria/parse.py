"""Turn the content of a data file into a model, with every fault at its own line."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from identiteitslab.criteria.words import Strict
from identiteitslab.criteria.yaml_lines import line_of
from identiteitslab.errors import Fault, Where, nearest

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from identiteitslab.criteria.yaml_lines import Lines, Path_

_CODES = {
    "string_type": "yaml-not-text",
    "string_too_short": "yaml-text-empty",
    "float_type": "yaml-not-number",
    "finite_number": "yaml-not-number",
    "int_type": "yaml-not-whole",
    "int_from_float": "yaml-not-whole",
    "int_parsing": "yaml-not-whole",
    "bool_type": "yaml-not-boolean",
    "date_type": "yaml-not-date",
    "date_parsing": "yaml-not-date",
    "date_from_datetime_parsing": "yaml-not-date",
    "greater_than_equal": "yaml-too-low",
    "greater_than": "yaml-not-above",
    "less_than_equal": "yaml-too-high",
    "too_short": "yaml-too-few",
    "too_long": "yaml-too-many",
    "tuple_type": "yaml-not-list",
    "dict_type": "yaml-not-mapping",
    "model_type": "yaml-not-mapping",
}
_LIMITS = ("ge", "gt", "le", "min_length", "max_length")
_SHORT = 40


def parse(kind: Any, content: Any, lines: Lines, shown: str) -> tuple[Any, list[Fault]]:
    """Validate content as a model; nothing is converted, text is not a number.

    Parameters
    ----------
    kind
        A model, or a mapping of names to models.
    content, lines
        What stands in the file, and where (``yaml_lines.load``).
    shown
        The file's name as a reader knows it.

    Returns
    -------
    tuple
        The model (None where anything is wrong) and every fault.
    """
    try:
        text = json.dumps(content)  # as JSON, a list may be a tuple and a text a date
        model = TypeAdapter(kind).validate_json(text, strict=True, by_alias=True, by_name=False)
    except ValidationError as error:
        details = [detail for detail in error.errors() if not _follows(detail)]
        return None, [_fault(detail, lines, shown, content) for detail in details]
    return model, []


def _follows(detail: ErrorDetails) -> bool:
    """Tell whether a list only seems too short because an item in it is wrong."""
    least = detail.get("ctx", {}).get("min_length", 0)
    return detail["type"] == "too_short" and len(detail["input"]) >= least


def _fault(detail: ErrorDetails, lines: Lines, shown: str, content: Any) -> Fault:
    path = tuple(str(part) for part in detail["loc"] if part != "[key]")
    where = Where(file=shown, row=line_of(lines, path), key=".".join(path))
    found, context = _short(detail["input"]), detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return Fault("yaml-key-missing", where, {"key": path[-1]})
        case "extra_forbidden":
            known = nearest(path[-1], _expected_keys(content, path))
            return Fault("yaml-key-unknown", where, {"key": path[-1], "known": known})
        case "literal_error":
            choices = re.findall("'([^']+)'", str(context["expected"]))
            facts = {"found": found, "expected": ", ".join(choices)}
            return Fault("yaml-choice", where, {**facts, "known": nearest(found, choices)})
        case "minimum-sides":
            return Fault("minimum-sides", where)
        case known_type if known_type in _CODES:
            limit = next((f"{context[name]:g}" for name in _LIMITS if name in context), "")
            return Fault(_CODES[known_type], where, {"found": found, "limit": limit})
        case _:
            return Fault("yaml-value", where, {"found": found, "expected": detail["msg"]})


def _expected_keys(content: Any, path: Path_) -> frozenset[str]:
    """Name the keys of the model that most resembles what stands at this place."""
    node = content
    for part in path[:-1]:
        node = node[int(part)] if isinstance(node, list) else node[part]
    return max(_models(Strict), key=lambda keys: (len(keys & set(node)), -len(keys)))


def _models(parent: type[Strict]) -> list[frozenset[str]]:
    keys = frozenset(field.alias or name for name, field in parent.model_fields.items())
    return [keys, *(found for child in parent.__subclasses__() for found in _models(child))]


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"
