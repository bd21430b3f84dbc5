"""Pure stages, computed once for equal input: for tests of what comes after those stages.

Pages and commands find them under the names of ``pure_stages``; a program of its own that is run
for a test takes them with ``remember``.

Nothing is made up: a stage runs for real the first time, and what it gave is frozen. Tests of
the stages themselves do not use this.
"""

from __future__ import annotations

from collections import OrderedDict
from hashlib import blake2b
from importlib import import_module
from typing import TYPE_CHECKING

from typer.main import get_command

from identiteitslab.criteria.lint import lint
from identiteitslab.criteria.read import FILES, read_with_places
from identiteitslab.lab.evaluate import evaluate

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from pathlib import Path

KEPT = 24
"""Evaluations, each some 15 MB."""


def pure_stages() -> dict[str, Callable[..., object]]:
    """Give the stages that remember, by the name under which commands and pages find them."""
    read, ask = _once(read_with_places, _contents), _once(evaluate, _asked)
    return {
        "identiteitslab.lab.lab.read_with_places": read,
        "identiteitslab.lab.place.read_catalogue": lambda root: read(root)[0],
        "identiteitslab.lab.lab.lint": _once(lint, _checked),
        "identiteitslab.lab.lab.evaluate": ask,
        "identiteitslab.lab.preview.evaluate": ask,
        "identiteitslab.lab.criteria_change.evaluate": ask,
        "typer.main.get_command": _once(get_command, id),
    }


def remember() -> None:
    """Let the stages of this process remember."""
    for name, stage in pure_stages().items():
        module, _, attribute = name.rpartition(".")
        setattr(import_module(module), attribute, stage)


def _once(stage: Callable[..., object], key_of: Callable[..., Hashable]) -> Callable[..., object]:
    """Keep what a stage gives, and what it was given; a fault is raised anew each time."""
    kept: OrderedDict[Hashable, tuple[object, object]] = OrderedDict()

    def known(*given: object, **named: object) -> object:
        key = key_of(*given, **named)
        if key not in kept:
            kept[key] = (given, stage(*given, **named))
            if len(kept) > KEPT:
                kept.popitem(last=False)
        kept.move_to_end(key)
        return kept[key][1]

    return known


def _contents(root: Path) -> Hashable:
    """Identify the files that criteria are read from, by what stands in them."""
    files = sorted((root / "criteria").rglob("*")) + [root / file for file, _ in FILES.values()]
    told = blake2b()
    for path in files:
        if path.is_file():
            told.update(f"{path.relative_to(root)}\0{path.stat().st_size}\0".encode())
            told.update(path.read_bytes())
    return told.hexdigest()


def _checked(catalogue: object, *, kinds: object, places: object) -> Hashable:  # noqa: ARG001 - only faults tell places
    """Identify criteria: those from equal files are one object here."""
    return id(catalogue)


def _asked(
    catalogue: object,
    question: Hashable,
    _sums: object,
    data_version: str,
    *,
    method: object = None,
) -> Hashable:
    """Identify an evaluation as a decision does: criteria, question, measurements, method."""
    return (id(catalogue), question, data_version, method)
