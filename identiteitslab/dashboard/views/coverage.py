"""Of what do we know enough, what to measure first, and who measured what."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.dashboard.parts.html import Html, join
from identiteitslab.dashboard.parts.pieces import bar, quiet
from identiteitslab.dashboard.parts.tables import Column, Row, first_rows, table
from identiteitslab.dashboard.views import names
from identiteitslab.text.chances import count
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import date, number

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from identiteitslab.comparison.division import Party
    from identiteitslab.comparison.joint_certainty import JointCertainty
    from identiteitslab.dashboard.views.evidence_grid import Line
    from identiteitslab.decision.answers.next_measurement import NextCell, NextMeasurement
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.figures.figure import Figure

MOST_NEXT = 8
FEW = 2
"""So many gemeenten are named as an example."""


def conclusion(
    evaluation: Evaluation, lines: Sequence[Line], following: NextMeasurement, lang: Lang
) -> str:
    """Say how much we know well, and what to measure first."""
    cells = [known for line in lines for known in line.by_solution.values()]
    told = say(
        "page.evidence.conclusion",
        lang,
        enough=number(sum(known.enough for known in cells), lang),
        of=number(len(cells), lang),
        none=number(sum(known.grade == 0 for known in cells), lang),
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


def who_can(evaluation: Evaluation, cell: NextCell, parties: Iterable[Party], lang: Lang) -> str:
    """Name the gemeenten that best can measure with participants: they run it, and had most room.

    Empty where no participants are needed, or nobody runs the solution.
    """
    catalogue = evaluation.catalogue
    if not catalogue.indicators[cell.indicator].by_people:
        return ""
    able = [one for one in parties if cell.solution in one.runs]
    best = sorted(able, key=lambda one: (-one.capacity, one.gemeente))[:FEW]
    named = [names.gemeente(catalogue, one.gemeente) for one in best]
    return say("page.evidence.who", lang, gemeenten=names.listed(named, lang)) if named else ""


def next_table(
    evaluation: Evaluation, following: NextMeasurement, parties: Sequence[Party], lang: Lang
) -> Html:
    """List the measurements that are worth most, the most first, and who could do them."""
    catalogue = evaluation.catalogue
    rows = [
        Row(
            catalogue.indicators[one.indicator].name.in_(lang),
            (
                names.solution(catalogue, one.solution, lang),
                join(
                    say("page.evidence.about", lang, count=number(one.observations, lang)),
                    quiet(say(f"page.measured_by.{one.measured_by}", lang)),
                    quiet(who_can(evaluation, one, parties, lang)),
                ),
                count(one.changes, lang),
            ),
        )
        for one in following.cells[:MOST_NEXT]
    ]
    columns = (
        Column(say("page.evidence.to_measure", lang), 34),
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


def gemeenten_table(evaluation: Evaluation, parts: JointCertainty, lang: Lang) -> Html:
    """Say what each gemeente tried, when last, and what it adds to what all know together."""
    tried, last = _who_tried_what(evaluation)
    largest = max(100 * float(parts.shares.max()), 1e-9)
    rows = []
    for at in np.argsort(-parts.shares, kind="stable").tolist():
        code, share = parts.gemeenten[at], 100 * float(parts.shares[at])
        mine = (names.solution(evaluation.catalogue, s, lang) for s in tried.get(code, ()))
        day: dt.date | None = last.get(code)
        rows.append(
            Row(
                names.gemeente(evaluation.catalogue, code),
                (
                    ", ".join(mine),
                    say("cli.no_date", lang) if day is None else date(day, lang),
                    join(number(share, lang, 1), bar(100 * share / largest)),
                ),
            )
        )
    columns = (
        Column(say("cli.explain.column_gemeente", lang), 22),
        Column(say("page.evidence.tried", lang), 38),
        Column(say("page.solution.until", lang), 18),
        Column(say("page.evidence.adds", lang), 22),
    )
    return first_rows(say("page.evidence.gemeenten_caption", lang), columns, rows, lang)


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
