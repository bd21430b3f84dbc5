"""YAML with the line of every key, so that an error can point at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from identiteitslab.errors import Fault, Where

if TYPE_CHECKING:
    from pathlib import Path

Path_ = tuple[str, ...]
Lines = dict[Path_, int]


class _Loader(yaml.SafeLoader):
    """Safe YAML; the name keeps our constructors away from everyone else's."""


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
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None, {}, [Fault("yaml-empty", Where(file=shown))]
        lines: Lines = {}
        doubles: list[Fault] = []
        _walk(node, (), lines, doubles, shown)
        return loader.construct_document(node), lines, doubles
    except (yaml.YAMLError, ValueError) as error:
        return None, {}, [_broken(error, shown)]
    finally:
        loader.dispose()


def line_of(lines: Lines, path: Path_) -> int | None:
    """Give the line of a key path, or of its nearest parent that is there."""
    for end in range(len(path), -1, -1):
        if path[:end] in lines:
            return lines[path[:end]]
    return None


def _walk(node: yaml.Node, path: Path_, lines: Lines, doubles: list[Fault], shown: str) -> None:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            line = key.start_mark.line + 1
            if name in seen:
                where = Where(file=shown, row=line, key=".".join((*path, name)))
                doubles.append(Fault("yaml-key-twice", where, {"key": name}))
            seen.add(name)
            lines[(*path, name)] = line
            _walk(value, (*path, name), lines, doubles, shown)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _walk(item, (*path, str(index)), lines, doubles, shown)


def _broken(error: Exception, shown: str) -> Fault:
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", None) or error)
    row = mark.line + 1 if mark is not None else None
    return Fault("yaml-broken", Where(file=shown, row=row), {"problem": problem})
