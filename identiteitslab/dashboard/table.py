"""The one table of pages: it drives navigation, titles, rights, choices, links and tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from identiteitslab.dashboard.pages import (
    compare,
    criteria,
    decisions,
    deliver,
    evidence,
    report,
    sensitivity,
    solution,
    together,
)
from identiteitslab.text.lookup import Lang, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from identiteitslab.access.rights import Action
    from identiteitslab.dashboard.session import Visit

Group = Literal["compare", "measure", "decide"]
Choices = Literal["question", "language"]


@dataclass(frozen=True)
class Page:
    """A page: its words stand under ``page.<name>`` in the texts.

    The page without a ``url`` is the first one. ``choices`` says what the bar above it asks: the
    whole question, or only the language.
    """

    name: str
    group: Group
    url: str
    right: Action
    render: Callable[[Visit], None]
    choices: Choices = "question"

    def title(self, lang: Lang) -> str:
        """Give the title in the menu."""
        return say(f"page.{self.name}.title", lang)


PAGES: tuple[Page, ...] = (
    Page("compare", "compare", "", "read", compare.render),
    Page("solution", "compare", "oplossing", "read", solution.render),
    Page("sensitivity", "compare", "gevoeligheid", "read", sensitivity.render),
    Page("together", "compare", "combinaties", "read", together.render),
    Page("criteria", "measure", "criteria", "read", criteria.render),
    Page("evidence", "measure", "bewijs", "read", evidence.render),
    Page("deliver", "measure", "aanleveren", "deliver", deliver.render, choices="language"),
    Page("decisions", "decide", "besluiten", "read", decisions.render),
    Page("report", "decide", "rapport", "read", report.render),
)
