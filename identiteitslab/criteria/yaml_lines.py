"""YAML as plain data, with the line of every key, so that an error can point at it.

Only the part of YAML that JSON also has is read: text, numbers, true and false, lists and mappings.
A date stays text and ``no`` is a word. Anchors and tags are refused: who reviews a criterion must
see every value where it stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from identiteitslab.errors import Fault, Where

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Path_ = tuple[str, ...]
Lines = dict[Path_, int]

MAX_DEPTH = 40
"""Deeper nesting is no criterion but an attempt to exhaust the reader."""

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


def load(path: Path, shown: str) -> tuple[Any, Lines, list[Fault]]:
    """Read a YAML file.

    Parameters
    ----------
    path
        The file.
    shown
        The file's name as a reader knows it, relative to the lab.

    Returns
    -------
    tuple
        The content, the line of every key path (from 1), and what is wrong with the file itself.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None, {}, [Fault("file-not-utf8", Where(file=shown))]
    except OSError as error:
        reason = error.strerror or "?"
        return None, {}, [Fault("file-unreadable", Where(file=shown), {"reason": reason})]
    builder = _Builder(text, shown)
    try:
        content = builder.document()
    except (yaml.YAMLError, ValueError) as error:
        return None, {}, [_broken(error, shown)]
    return content, builder.lines, builder.faults


def line_of(lines: Lines, path: Path_) -> int | None:
    """Give the line of a key path, or of its nearest parent that is there."""
    for end in range(len(path), -1, -1):
        if path[:end] in lines:
            return lines[path[:end]]
    return None


class _Builder:
    """Builds the content of one file from the parser's events, in one pass."""

    def __init__(self, text: str, shown: str) -> None:
        parser = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the C parser, where it is built
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=parser)
        self.shown = shown
        self.lines: Lines = {}
        self.faults: list[Fault] = []

    def document(self) -> Any:
        next(self.events)
        if isinstance(next(self.events), yaml.StreamEndEvent):
            self.faults.append(Fault("yaml-empty", Where(file=self.shown)))
            return None
        content = self._value(next(self.events), ())
        next(self.events)
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise _at(after, "a second document starts here")
        return content

    def _value(self, event: yaml.Event, path: Path_) -> Any:
        self.lines.setdefault(path, _line(event))
        if len(path) > MAX_DEPTH:
            raise _at(event, "nested too deeply")
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            self._note("yaml-anchor", event, path)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return _scalar(event) if isinstance(event, yaml.ScalarEvent) else None

    def _mapping(self, path: Path_) -> dict[str, Any]:
        content: dict[str, Any] = {}
        while not isinstance(key := next(self.events), yaml.MappingEndEvent):
            if not isinstance(key, yaml.ScalarEvent):
                raise _at(key, "a key must be one word")
            place = (*path, key.value)
            if key.value in content:
                self._note("yaml-key-twice", key, place, key=key.value)
            self.lines[place] = _line(key)
            content[key.value] = self._value(next(self.events), place)
        return content

    def _sequence(self, path: Path_) -> list[Any]:
        content: list[Any] = []
        while not isinstance(item := next(self.events), yaml.SequenceEndEvent):
            content.append(self._value(item, (*path, str(len(content)))))
        return content

    def _note(self, code: str, event: yaml.Event, path: Path_, **facts: str) -> None:
        where = Where(file=self.shown, row=_line(event), key=".".join(path))
        self.faults.append(Fault(code, where, facts))


def _scalar(event: yaml.ScalarEvent) -> str | int | float | bool | None:
    text: str = event.value
    if event.style:  # quoted or block text is text, whatever it looks like
        return text
    if text in _NULL:
        return None
    if text in _TRUE | _FALSE:
        return text in _TRUE
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else text


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _at(event: yaml.Event, problem: str) -> yaml.MarkedYAMLError:
    mark: Any = event.start_mark  # of the C parser: the same fields, another class
    return yaml.MarkedYAMLError(problem=problem, problem_mark=mark)


def _broken(error: Exception, shown: str) -> Fault:
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", None) or error).strip()
    row = mark.line + 1 if mark is not None else None
    return Fault("yaml-broken", Where(file=shown, row=row), {"problem": problem})
