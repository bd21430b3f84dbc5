"""Errors that a user sees: a code, what is wrong, where, and how to repair it.

LabError        one or more faults; the only exception that reaches a user
  Fault         code, where, and the facts that the message needs
    Where       file, sheet, row, column, key: whatever of these is known

The words stand in ``text/nl.toml`` and ``text/en.toml`` under ``[error.<code>]``; a fault carries
only facts, so that one fault reads the same in both languages, in a table and in JSON.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from identiteitslab.text.lookup import Lang, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True)
class Where:
    """A place in something that a person gave us. Rows and lines count from 1."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    key: str = ""

    def describe(self, lang: Lang) -> str:
        """Give the place in words, from the outside in: a table has rows, a text has lines."""
        parts = [self.file]
        if self.sheet:
            parts.append(say("where.sheet", lang, name=self.sheet))
        if self.row is not None:
            unit = "row" if self.sheet or self.column else "line"
            parts.append(say(f"where.{unit}", lang, number=self.row))
        if self.column:
            parts.append(say("where.column", lang, name=self.column))
        if self.key:
            parts.append(say("where.key", lang, name=self.key))
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong."""

    code: str
    where: Where = field(default_factory=Where)
    facts: Mapping[str, str] = field(default_factory=dict)

    def what(self, lang: Lang) -> str:
        """Say what is wrong and what was expected."""
        return say(f"error.{self.code}.what", lang, **self.facts)

    def repair(self, lang: Lang) -> str:
        """Say how to repair it."""
        return say(f"error.{self.code}.repair", lang, **self.facts)

    def describe(self, lang: Lang) -> str:
        """Give the whole fault on one line: where, what, repair, code."""
        place = self.where.describe(lang)
        lead = f"{place}: " if place else ""
        return f"{lead}{self.what(lang)} {self.repair(lang)} [{self.code}]"


class LabError(Exception):
    """Something that a user can repair, with all its faults at once.

    Examples
    --------
    >>> from identiteitslab import Lab, LabError
    >>> try:
    ...     Lab.open().evaluate(profile="balansed")
    ... except LabError as error:
    ...     for fault in error.faults:
    ...         print(fault.code, "|", fault.repair("nl"))
    unknown-profile | Bedoelt u balanced?
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.describe("en") for fault in self.faults))


def fail(code: str, /, where: Where | None = None, **facts: object) -> LabError:
    """Make the error for one fault."""
    shown = {name: str(value) for name, value in facts.items()}
    return LabError([Fault(code, where or Where(), shown)])


def nearest(word: str, known: Iterable[str]) -> str:
    """Name the known word that looks most like a mistyped one, or the first few known ones."""
    names = sorted(known)
    close = difflib.get_close_matches(word.casefold(), [n.casefold() for n in names], n=1)
    if close:
        return next(name for name in names if name.casefold() == close[0])
    return ", ".join(names[:8]) + (", …" if len(names) > 8 else "")  # noqa: PLR2004 - a readable few
