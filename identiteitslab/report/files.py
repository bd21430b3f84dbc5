"""The report as files, by form and by name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, get_args

from identiteitslab.report.full import full
from identiteitslab.report.note import note
from identiteitslab.report.print.account import account
from identiteitslab.report.print.html import html
from identiteitslab.report.print.xlsx import xlsx
from identiteitslab.text.lookup import Lang, say

if TYPE_CHECKING:
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.decision.log.ledger import Kept
    from identiteitslab.report.answers import Answers
    from identiteitslab.report.content import Content, Kind

Form = Literal["pdf", "html", "xlsx", "json"]
FORMS: tuple[Form, ...] = get_args(Form)


@dataclass(frozen=True)
class Report:
    """A report that can be printed in any form; its content is worked out once.

    ``head`` is that of the log: who keeps the report, can check the log by it. ``answers`` are for
    the full report; see `full`.
    """

    evaluation: Evaluation
    kind: Kind
    lang: Lang
    head: str = ""
    answers: Answers | None = None
    decisions: tuple[Kept, ...] = ()

    @cached_property
    def content(self) -> Content:
        """What it says."""
        if self.kind == "note":
            return note(self.evaluation, self.lang, head=self.head, decisions=self.decisions)
        return full(
            self.evaluation,
            self.lang,
            head=self.head,
            answers=self.answers,
            decisions=self.decisions,
        )

    def name(self, form: Form) -> str:
        """Name the file so that nobody takes made-up data for real."""
        made_up = f"{say('report.file.made_up', self.lang)}-" if self.evaluation.fictitious else ""
        word = say(f"report.file.{self.kind}", self.lang)
        return f"{made_up}{word}-{self.evaluation.id}.{form}"

    def make(self, form: Form) -> bytes:
        """Print in one form; the same report gives the same bytes."""
        match form:
            case "pdf":
                from identiteitslab.report.print.pdf import pdf  # noqa: PLC0415 - 80 MB of program

                return pdf(self.content)
            case "html":
                return html(self.content)
            case "xlsx":
                return xlsx(self.content)
            case "json":
                return account(self.evaluation, self.content, self.head)
