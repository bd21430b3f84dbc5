"""Of what do we know enough, what to measure first, and who measured what."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.comparison.evidence import GRADES
from identiteitslab.dashboard.parts.html import Html, join, tag
from identiteitslab.dashboard.parts.pieces import bar, quiet, section
from identiteitslab.dashboard.parts.tables import Column, Row, table
from identiteitslab.dashboard.views import names
from identiteitslab.text.chances import count
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import date, number

if TYPE_CHECKING:
    import datetime as dt

    from identiteitslab.comparison.joint_certainty import JointCertainty
    from identiteitslab.decision.answers.evidence import Evidence
    from identiteitslab.decision.answers.next_measurement import NextMeasurement
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.figures.figure import Figure

ENOUGH = GRADES.index("fair")
MOST_NEXT = 8


def conclusion(
    evaluation: Evaluation, known: Evidence, following: NextMeasurement, lang: Lang
) -> str:
    """Say how much we know well, and what to measure first."""
    cells = [
        grade
        for solution in evaluation.scores.solution_ids
        for name in evaluation.scores.criterion_ids
        if (grade := grade_of(evaluation, known, solution, name)) is not None
    ]
    enough = sum(grade >= ENOUGH for grade in cells)
    told = say(
        "page.evidence.conclusion",
        lang,
        enough=number(enough, lang),
        of=number(len(cells), lang),
        none=number(sum(grade == 0 for grade in cells), lang),
    )
    if not following.cells:
        return f"{told} {say('page.evidence.nothing_next', lang)}"
    first = following.cells[0]
    catalogue = evaluation.catalogue
    return f"{told} " + say(
        "page.evidence.first_next",
        lang,
        indicator=catalogue.indicators[first.indicator].name.in_(lang),
        solution=names.solution(catalogue, first.solution, lang),
    )


def grade_of(evaluation: Evaluation, known: Evidence, solution: str, criterion: str) -> int | None:
    """Give the grade of a criterion: that of its weakest indicator; None if it does not apply."""
    grades = (
        known.grade(solution, name)
        for name in evaluation.catalogue.by_id[criterion].indicators
        if name in evaluation.scores.indicator_ids
    )
    return min((GRADES.index(grade) for grade in grades if grade is not None), default=None)


def next_table(evaluation: Evaluation, following: NextMeasurement, lang: Lang) -> Html:
    """List the measurements that are worth most, the most first."""
    catalogue = evaluation.catalogue
    rows = [
        Row(
            catalogue.indicators[one.indicator].name.in_(lang),
            (
                names.solution(catalogue, one.solution, lang),
                join(
                    say("page.evidence.about", lang, count=number(one.observations, lang)),
                    quiet(say(f"page.measured_by.{one.measured_by}", lang)),
                ),
                count(one.changes, lang),
            ),
        )
        for one in following.cells[:MOST_NEXT]
    ]
    columns = (
        Column(say("page.deliver.measured", lang), 34),
        Column(say("cli.column_solution", lang), 26),
        Column(say("page.evidence.more", lang), 22),
        Column(say("page.evidence.changes", lang), 18),
    )
    return table(say("page.evidence.next_caption", lang), columns, rows)


def next_told(
    evaluation: Evaluation, following: NextMeasurement, shown: Figure, lang: Lang
) -> Figure:
    """Let the figure of what measuring brings say that the table also counts the effort."""
    most = max(following.cells, key=lambda one: one.gain)
    catalogue = evaluation.catalogue
    told = say(
        "trying.next_conclusion",
        lang,
        indicator=catalogue.indicators[most.indicator].name.in_(lang),
        solution=names.solution(catalogue, most.solution, lang),
    )
    return replace(shown, conclusion=told)


def coverage_tables(evaluation: Evaluation, known: Evidence, lang: Lang) -> Html:
    """Give for each theme a grid of criteria by solutions, in every cell a grade in words."""
    catalogue, solutions = evaluation.catalogue, evaluation.scores.solution_ids
    columns = (
        Column(say("cli.explain.column_criterion", lang), 28),
        *(Column(names.solution(catalogue, name, lang)) for name in solutions),
    )
    parts = []
    for theme, about in catalogue.themes.items():
        mine = [n for n in evaluation.scores.criterion_ids if catalogue.theme_of[n] == theme]
        rows = [
            Row(
                catalogue.by_id[name].name.in_(lang),
                tuple(_cell(evaluation, known, one, name, lang) for one in solutions),
            )
            for name in mine
        ]
        if rows:
            caption = say("page.evidence.grid_caption", lang, theme=about.name.in_(lang))
            parts.append(section(about.name.in_(lang), table(caption, columns, rows)))
    return join(*parts)


def gemeenten_table(evaluation: Evaluation, parts: JointCertainty, lang: Lang) -> Html:
    """Say what each gemeente tried, when last, and what it adds to what all know together."""
    catalogue = evaluation.catalogue
    tried, last = _who_tried_what(evaluation)
    order = np.argsort(-parts.shares, kind="stable").tolist()
    rows = []
    for at in order:
        code, share = parts.gemeenten[at], 100 * float(parts.shares[at])
        day: dt.date | None = last.get(code)
        rows.append(
            Row(
                names.gemeente(catalogue, code),
                (
                    ", ".join(names.solution(catalogue, s, lang) for s in tried.get(code, ())),
                    say("cli.no_date", lang) if day is None else date(day, lang),
                    join(
                        number(share, lang, 1),
                        bar(share * 100 / max(100 * parts.shares.max(), 1e-9)),
                    ),
                ),
            )
        )
    columns = (
        Column(say("cli.explain.column_gemeente", lang), 22),
        Column(say("page.evidence.tried", lang), 38),
        Column(say("page.solution.until", lang), 18),
        Column(say("page.evidence.adds", lang), 22),
    )
    return table(say("page.evidence.gemeenten_caption", lang), columns, rows)


def _who_tried_what(
    evaluation: Evaluation,
) -> tuple[dict[str, tuple[str, ...]], dict[str, dt.date]]:
    """Give for each gemeente the solutions that it measured, and the last day on which it did."""
    gemeenten = evaluation.estimates.gemeenten
    tried: dict[str, dict[str, None]] = {}
    last: dict[str, dt.date] = {}
    for group in evaluation.estimates.groups:
        for row, column in np.argwhere(group.cells.present).tolist():
            code, day = gemeenten[column], group.cells.last_on[row, column].item()
            tried.setdefault(code, {})[group.cells.keys[row][0]] = None
            if day is not None and (code not in last or day > last[code]):
                last[code] = day
    return {code: tuple(sorted(found)) for code, found in tried.items()}, last


def _cell(
    evaluation: Evaluation, known: Evidence, solution: str, criterion: str, lang: Lang
) -> str:
    grade = grade_of(evaluation, known, solution, criterion)
    if grade is None:
        return quiet(say("page.evidence.not_for", lang))
    steps = len(GRADES) - 1
    marks = tag("span", "●" * grade + "○" * (steps - grade), class_="lab-dots", aria_hidden="true")
    estimates = evaluation.estimates
    found = {
        code
        for name in evaluation.catalogue.by_id[criterion].indicators
        if (one := estimates.get(solution, name)) is not None
        for code in one.gemeenten
    }
    where = ""
    if found:
        key = "page.gemeenten_1" if len(found) == 1 else "page.gemeenten"
        where = say(key, lang, count=len(found))
    word = "too_little" if found and not grade else GRADES[grade]
    told = say(f"page.evidence.grade_{word}", lang)
    return tag("div", marks, " ", told, quiet(where), class_=f"lab-grade-{grade}")
