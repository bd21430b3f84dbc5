"""The comparison as one plain table to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.dashboard.views import names
from identiteitslab.text.lookup import Lang, say

if TYPE_CHECKING:
    from identiteitslab.decision.evaluation import Evaluation

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A text that starts so would be calculated by a spreadsheet."""


def file_name(evaluation: Evaluation, lang: Lang) -> str:
    """Name the file so that nobody takes made-up data for real."""
    made_up = f"{say('report.file.made_up', lang)}-" if evaluation.fictitious else ""
    return f"{made_up}{say('report.file.table', lang)}-{evaluation.id}.csv"


def as_csv(evaluation: Evaluation, lang: Lang) -> bytes:
    """Write the standings as Dutch spreadsheets read them: ``;`` and decimal comma."""
    frame = evaluation.to_frame().assign(fictitious=evaluation.fictitious)
    known = names.solutions(evaluation.catalogue, lang)
    frame.insert(0, "name", [_plain(known[one.solution]) for one in evaluation.standings])
    text: str = frame.to_csv(sep=";", decimal=",", lineterminator="\r\n")
    return text.encode("utf-8-sig")


def _plain(text: str) -> str:
    """Keep a spreadsheet from calculating a text."""
    return f"'{text}" if text.startswith(FORMULA) else text
