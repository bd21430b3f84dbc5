"""The command that tells what to measure next, and who could do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.cli.options import JsonOption, LabOption, LangOption, Session, start
from identiteitslab.cli.question_options import (  # noqa: TC001 - typer reads these
    ContextOption,
    DayOption,
    ProfileOption,
    SituationOption,
)

if TYPE_CHECKING:
    from rich.table import Table

    from identiteitslab.decision.answers.dividing import Division
    from identiteitslab.decision.answers.evidence import Evidence
    from identiteitslab.decision.answers.next_measurement import NextMeasurement
    from identiteitslab.decision.answers.open_minimums import OpenMinimum, OpenMinimums
    from identiteitslab.decision.evaluation import Evaluation

SHOWN = 10
PERCENT = 100


def next_(
    context: ContextOption = None,
    profile: ProfileOption = None,
    situation: SituationOption = None,
    on: DayOption = None,
    as_json: JsonOption = False,
    lab: LabOption = None,
    lang: LangOption = None,
) -> None:
    """Laat zien wat u het beste verder meet. / Show what is best measured next.

    Welke minimumeisen nog open staan, welke meting de uitslag kan veranderen, en wie dat kan doen.
    Which minimums are open, which measurement can change the outcome, and who could do it.
    """
    from identiteitslab.cli.plain import open_page, rows, write_json
    from identiteitslab.decision.answers.dividing import dividing
    from identiteitslab.decision.answers.evidence import evidence
    from identiteitslab.decision.answers.next_measurement import next_measurement
    from identiteitslab.decision.answers.open_minimums import open_minimums
    from identiteitslab.text.lookup import say

    session = start(lab, lang)
    evaluation = session.lab.evaluate(context=context, profile=profile, situation=situation, on=on)
    minimums, cells = open_minimums(evaluation), next_measurement(evaluation)
    graded, plan = evidence(evaluation), dividing(evaluation, cells, minimums)
    if as_json:
        content = {
            "minimums": rows(minimums.to_frame()),
            "cells": rows(cells.to_frame()),
            "everything": vars(cells.everything),
            "coverage": rows(graded.coverage.reset_index()),
            "missing": [vars(one) for one in graded.missing],
            "division": [vars(one) for one in plan.plan.assignments] if plan.plan else [],
        }
        write_json(evaluation, content)
        return
    open_page(session, evaluation, say("answers.next.title", session.lang))
    _minimums(session, evaluation, minimums)
    _cells(session, evaluation, cells)
    _coverage(session, evaluation, graded)
    _division(session, evaluation, plan)
    session.out.print(say("answers.next.costs", session.lang), style="dim", markup=False)


def _minimums(session: Session, evaluation: Evaluation, found: OpenMinimums) -> None:
    from identiteitslab.cli.plain import name
    from identiteitslab.text.lookup import say

    lang = session.lang
    if not found.open:
        session.out.print(say("answers.next.minimums_none", lang), markup=False)
        return
    table = _table(session, "minimums", "solution", "minimum", "probability", "needed", "cost")
    for one in found.open:
        table.add_row(
            name(session, evaluation, one.result.solution),
            name(session, evaluation, one.result.indicator),
            *_settled(session, evaluation, one),
        )
    session.out.print(table)


def _settled(session: Session, evaluation: Evaluation, one: OpenMinimum) -> list[str]:
    from identiteitslab.text.chances import count
    from identiteitslab.text.lookup import say

    lang = session.lang
    probability = one.result.probability
    now = say("answers.next.unmeasured", lang) if probability is None else count(probability, lang)
    if one.result.fragile:
        return [now, say("cli.explain.fragile", lang), ""]
    if one.observations is None or one.cost is None:
        return [now, say("answers.next.too_close", lang), ""]
    amount = _amount(session, evaluation, one.result.indicator, one.observations)
    return [now, amount, _euro(session, one.cost)]


def _cells(session: Session, evaluation: Evaluation, found: NextMeasurement) -> None:
    from identiteitslab.cli.plain import name
    from identiteitslab.text.lookup import say
    from identiteitslab.text.numbers import number, significant

    lang = session.lang
    if not found.cells:
        session.out.print(say("answers.next.cells_none", lang), markup=False)
        return
    columns = ("solution", "indicator", "changes", "amount", "cost", "gain")
    table = _table(session, "cells", *columns)
    for cell in found.cells[:SHOWN]:
        table.add_row(
            name(session, evaluation, cell.solution),
            name(session, evaluation, cell.indicator),
            say("answers.next.changes", lang, percent=number(PERCENT * cell.changes, lang)),
            _amount(session, evaluation, cell.indicator, cell.observations),
            _euro(session, cell.cost),
            say("answers.next.gain", lang, points=significant(cell.gain, lang)),
        )
    session.out.print(table)


def _coverage(session: Session, evaluation: Evaluation, graded: Evidence) -> None:
    from identiteitslab.cli.plain import name
    from identiteitslab.text.lookup import say
    from identiteitslab.text.numbers import number

    lang, frame = session.lang, graded.coverage
    table = _table(session, "coverage", "solution")
    for grade in frame.columns:
        table.add_column(say(f"answers.grade.{grade}", lang), justify="right")
    for solution, shares in frame.iterrows():
        cells = [f"{number(PERCENT * share, lang)}%" for share in shares]
        table.add_row(name(session, evaluation, str(solution)), *cells)
    session.out.print(table)


def _division(session: Session, evaluation: Evaluation, division: Division) -> None:
    from identiteitslab.cli.plain import name
    from identiteitslab.text.lookup import say
    from identiteitslab.text.numbers import number

    lang = session.lang
    if division.plan is None:
        session.out.print(say("answers.next.division_none", lang), markup=False)
        return
    frame = division.to_frame()
    table = _table(session, "division")
    table.add_column("")
    for solution in frame.columns:
        table.add_column(name(session, evaluation, solution), justify="right", overflow="fold")
    for gemeente, counts in frame.iterrows():
        cells = [number(n, lang) if n else "" for n in counts]
        table.add_row(name(session, evaluation, str(gemeente)), *cells)
    session.out.print(table)
    for short in division.plan.short:
        if short.observations:
            shown = name(session, evaluation, short.task)
            line = say("answers.next.short", lang, name=shown, count=short.observations)
            session.out.print(line, style="dim", markup=False)


def _amount(session: Session, evaluation: Evaluation, indicator: str, observations: int) -> str:
    from identiteitslab.text.numbers import number

    catalogue = evaluation.catalogue
    way = catalogue.evidence.ways[catalogue.indicators[indicator].measured_by]
    return f"{number(observations, session.lang)} {way.observation.in_(session.lang)}"


def _euro(session: Session, cost: float) -> str:
    from identiteitslab.text.lookup import say
    from identiteitslab.text.numbers import number

    return say("answers.euro", session.lang, amount=number(cost, session.lang))


def _table(session: Session, title: str, *columns: str) -> Table:
    from rich.table import Table

    from identiteitslab.text.lookup import say

    table = Table(title=say(f"answers.next.{title}", session.lang), title_justify="left",
                  title_style="bold")  # fmt: skip
    for column in columns:
        table.add_column(say(f"answers.next.column_{column}", session.lang), overflow="fold")
    return table
