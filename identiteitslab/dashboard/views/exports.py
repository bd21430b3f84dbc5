"""The comparison as files to take along: csv, workbook and JSON. Same inputs, same bytes."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from identiteitslab.dashboard.views import names
from identiteitslab.decision.conclusion import conclude
from identiteitslab.decision.document import document
from identiteitslab.intake.write import new_workbook
from identiteitslab.text.lookup import Lang, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identiteitslab.decision.evaluation import Evaluation

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A text that starts so would be calculated by a spreadsheet."""


def file_name(evaluation: Evaluation, form: str) -> str:
    """Name a file so that nobody takes made-up data for real."""
    made_up = "voorbeeld-" if evaluation.fictitious else ""
    return f"{made_up}vergelijking-{evaluation.id}.{form}"


def as_csv(evaluation: Evaluation, lang: Lang) -> bytes:
    """Write the standings as Dutch spreadsheets read them: ``;`` and decimal comma."""
    frame = evaluation.to_frame().assign(fictitious=evaluation.fictitious)
    frame.insert(0, "name", [plain(name) for name in _names(evaluation, lang)])
    text: str = frame.to_csv(sep=";", decimal=",", lineterminator="\r\n")
    return text.encode("utf-8-sig")


def as_workbook(evaluation: Evaluation, lang: Lang) -> bytes:
    """Write the standings, the minimums and what they were made from as a workbook."""
    target = io.BytesIO()
    with new_workbook(target) as book:
        bold = book.add_format({"bold": True})
        for title, rows in (
            (say("page.report.sheet_about", lang), _about(evaluation, lang)),
            (say("page.report.sheet_standings", lang), _standings(evaluation, lang)),
            (say("page.report.sheet_minimums", lang), _minimums(evaluation, lang)),
        ):
            sheet = book.add_worksheet(title)
            sheet.set_column(0, 0, 34)
            sheet.set_column(1, 8, 18)
            sheet.freeze_panes(1, 0)
            for at, row in enumerate(rows):
                for place, cell in enumerate(row):
                    sheet.write(at, place, cell, bold if at == 0 else None)
    return target.getvalue()


def as_json(evaluation: Evaluation) -> str:
    """Write the whole result for a program."""
    return json.dumps(document(evaluation), indent=2, ensure_ascii=False)


def plain(text: str) -> str:
    """Keep a spreadsheet from calculating a text."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _names(evaluation: Evaluation, lang: Lang) -> list[str]:
    return [names.solution(evaluation.catalogue, s.solution, lang) for s in evaluation.standings]


def _about(evaluation: Evaluation, lang: Lang) -> list[Sequence[str | float]]:
    question, made_up = evaluation.question, evaluation.fictitious
    catalogue = evaluation.catalogue
    notice = say("fictitious.band", lang) if made_up else ""
    return [
        ("Identiteitslab", notice),
        (say("page.report.conclusion", lang), conclude(evaluation, lang)),
        (say("dashboard.situation", lang), question.situation or question.context),
        (say("dashboard.profile", lang), catalogue.profiles[question.profile].name.in_(lang)),
        (say("page.report.day", lang), question.on.isoformat()),
        (say("page.criteria.title", lang), evaluation.criteria_digest),
        (say("page.report.measurements", lang), evaluation.data_version),
        (say("page.report.evaluation", lang), evaluation.id),
        (say("page.report.code", lang), evaluation.code_version),
    ]


def _standings(evaluation: Evaluation, lang: Lang) -> list[Sequence[str | float]]:
    frame = evaluation.to_frame()
    head = (say("cli.column_solution", lang), frame.index.name, *frame.columns)
    rows = frame.astype(object).where(frame.notna(), "").itertuples()
    return [head, *((name, *row) for name, row in zip(_names(evaluation, lang), rows, strict=True))]


def _minimums(evaluation: Evaluation, lang: Lang) -> list[Sequence[str | float]]:
    catalogue = evaluation.catalogue
    head = ("cli.column_solution", "cli.explain.column_minimum", "page.solution.limit")
    more = ("cli.explain.column_measured", "cli.explain.column_judgement")
    rows: list[Sequence[str | float]] = [tuple(say(key, lang) for key in (*head, *more))]
    rows += [
        (
            names.solution(catalogue, one.solution, lang),
            catalogue.indicators[one.indicator].name.in_(lang),
            one.limit,
            "" if one.value is None else one.value,
            say(f"outcome.{one.outcome}", lang),
        )
        for one in evaluation.minimums
    ]
    return rows
