"""The comparison as a table on the screen, and as csv."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table

from identiteitslab.decision.conclusion import conclude
from identiteitslab.errors import fail
from identiteitslab.text.chances import count
from identiteitslab.text.lookup import say
from identiteitslab.text.numbers import date, number

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from identiteitslab.cli.options import Session
    from identiteitslab.decision.evaluation import Evaluation, Standing

NAMED = 1
"""So many failing minimums are named in the table; explain names all of them."""

COLOUR = {"met": "green", "failed": "red", "not_shown": "yellow"}


def show(session: Session, evaluation: Evaluation) -> None:
    """Print conclusion, table, reading help and stamp."""
    print_ = session.out.print
    if evaluation.fictitious:
        print_(f"[bold yellow]{say('fictitious.band', session.lang)}[/bold yellow]\n")
    print_(conclude(evaluation, session.lang), style="bold", markup=False)
    print_(_table(session, evaluation))
    print_(session.say("read"), style="dim")
    print_(_stamp(session, evaluation), style="dim", markup=False)


def frame(evaluation: Evaluation) -> pd.DataFrame:
    """Give the standings as a table that says whether all is made up."""
    return evaluation.to_frame().assign(fictitious=evaluation.fictitious)


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a table as csv with ``;`` and decimal comma, as Dutch spreadsheets read it.

    Raises
    ------
    LabError
        The folder cannot be written to.
    """
    try:
        frame.to_csv(path, sep=";", decimal=",", encoding="utf-8-sig")
    except OSError as error:
        raise fail("lab-folder-unwritable", path=path, reason=error.strerror) from None


def _table(session: Session, evaluation: Evaluation) -> Table:
    table = Table(
        title=session.say("title"),
        title_justify="left",
        title_style="bold",
        box=SIMPLE_HEAD,
        pad_edge=False,
        collapse_padding=True,
    )
    # On eighty columns names and minimums fold; numbers never do.
    for column, width in (("solution", 13), ("minimums", 19), ("score", 14)):
        table.add_column(session.say(f"column_{column}"), min_width=width, overflow="fold")
    table.add_column(session.say("column_first"), max_width=13)
    table.add_column(session.say("column_evidence"), no_wrap=True, min_width=8)
    for standing in evaluation.standings:
        last = standing is evaluation.standings[-1] or (
            standing.outcome != "failed" and _next(evaluation, standing).outcome == "failed"
        )
        table.add_row(
            evaluation.catalogue.solutions[standing.solution].name.in_(session.lang),
            minimums_line(session, evaluation, standing),
            score_line(session, standing.score),
            _first(session, standing),
            session.say("measured", share=number(100 * standing.evidence, session.lang)),
            style="dim" if standing.outcome == "failed" else None,
            end_section=last,
        )
    return table


def _next(evaluation: Evaluation, standing: Standing) -> Standing:
    return evaluation.standings[evaluation.standings.index(standing) + 1]


def minimums_line(session: Session, evaluation: Evaluation, standing: Standing) -> str:
    """Say whether the minimums are met, naming what fails."""
    sign = say(f"outcome_sign.{standing.outcome}", session.lang)
    colour = COLOUR[standing.outcome]
    if standing.outcome == "failed":
        names = [
            evaluation.catalogue.indicators[m.indicator].name.in_(session.lang)
            for m in standing.failing
        ]
        more = len(names) - NAMED
        shown = ", ".join(names[:NAMED])
        if more > 0:
            shown = session.say("and_more", names=shown, count=more)
        words = session.say("failing", names=shown)
    elif standing.outcome == "not_shown":
        words = session.say("open", count=len(standing.open))
    else:
        words = session.say("met")
    return f"[{colour}]{sign} {words}[/{colour}]"


def score_line(session: Session, score: tuple[float, float, float]) -> str:
    """Write a score with its interval in whole numbers."""
    low, mean, high = (number(x, session.lang) for x in score)
    return session.say("score", mean=mean, low=low, high=high)


def _first(session: Session, standing: Standing) -> str:
    if standing.first is None:
        return session.say("out")
    return count(standing.first, session.lang)


def _stamp(session: Session, evaluation: Evaluation) -> str:
    question, coverage, lang = evaluation.question, evaluation.coverage, session.lang
    catalogue = evaluation.catalogue
    situation = ""
    if question.situation is not None:
        name = catalogue.situations[question.situation].name.in_(lang)
        situation = session.say("stamp_situation", name=name)
    line = session.say(
        "stamp",
        context=catalogue.contexts[question.context].name.in_(lang).lower(),
        profile=catalogue.profiles[question.profile].name.in_(lang).lower(),
        situation=situation,
        gemeenten=coverage.gemeenten,
        participants=number(coverage.participants, lang),
        until=date(coverage.until, lang) if coverage.until else session.say("no_date"),
    )
    ids = session.say(
        "stamp_ids",
        criteria=evaluation.criteria_digest[:12],
        measurements=evaluation.data_version[:12],
        id=evaluation.id,
    )
    return f"{line} {ids}"
