"""Run a task in a process of its own, which may die without harm."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def in_child(task: Callable[[], object]) -> int:
    """Run a task in a process of its own."""
    child = os.fork()
    if child == 0:
        try:
            task()
        finally:
            os._exit(0)
    return child


def ask_child(task: Callable[[], list[str]]) -> list[str]:
    """Run a task in a process of its own and give its answer."""
    ears, mouth = os.pipe()

    def answer() -> None:
        try:
            words = task()
        except BaseException as error:  # noqa: BLE001 - whatever went wrong is the answer
            words = [f"uncaught {error!r}"]
        with os.fdopen(mouth, "w") as out:
            json.dump(words, out)

    child = in_child(answer)
    os.close(mouth)
    with os.fdopen(ears) as heard:
        words: list[str] = json.loads(heard.read() or '["the child said nothing"]')
    os.waitpid(child, 0)
    return words
