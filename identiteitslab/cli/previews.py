"""Show what deliveries would add, and how the comparison would move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

from identiteitslab.cli.standings import score_line
from identiteitslab.intake.receipt import as_text, make_receipt
from identiteitslab.text.chances import count
from identiteitslab.text.lookup import say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identiteitslab.cli.files import Checked
    from identiteitslab.cli.options import Session
    from identiteitslab.decision.evaluation import Standing
    from identiteitslab.lab.preview import Preview, Turn

NONE = "–"


def show_preview(session: Session, checked: Sequence[Checked], replace: int | None) -> None:
    """Print the receipts as they would be, and each solution before and after."""
    replacing = () if replace is None else (replace,)
    with session.out.status(session.say("delivering.comparing")):
        found = session.lab.preview([one.delivery for one in checked], replacing=replacing)
    for one in checked:
        receipt = make_receipt(one.delivery)
        session.out.print(as_text(receipt, session.lang), markup=False)
    if not found.changes:
        session.out.print(session.say("delivering.nothing_changes"))
        return
    session.out.print(_table(session, found))
    for turn in found.turns:
        session.out.print(_turn(session, found, turn), markup=False)
    session.out.print(session.say("delivering.not_stored"), style="bold")


def _table(session: Session, preview: Preview) -> Table:
    title = session.say("delivering.preview_title")
    table = Table(title=title, title_justify="left", title_style="bold")
    for column in ("solution", "score", "first", "evidence"):
        table.add_column(session.say(f"column_{column}"), overflow="fold")
    for solution, before, after in preview.shifts:
        cells = zip(_cells(session, before), _cells(session, after), strict=True)
        name = preview.after.catalogue.solutions[solution].name.in_(session.lang)
        table.add_row(name, *(_move(session, then, now) for then, now in cells))
    return table


def _cells(session: Session, standing: Standing | None) -> tuple[str, str, str]:
    if standing is None:
        return NONE, NONE, NONE
    first = session.say("out") if standing.first is None else count(standing.first, session.lang)
    share = number(100 * standing.evidence, session.lang, 1)
    return score_line(session, standing.score), first, share


def _move(session: Session, before: str, after: str) -> str:
    same = before == after
    return after if same else session.say("delivering.moves", before=before, after=after)


def _turn(session: Session, preview: Preview, turn: Turn) -> str:
    catalogue, lang = preview.after.catalogue, session.lang
    before = turn.before.outcome if turn.before else "not_shown"
    return session.say(
        "delivering.turn",
        solution=catalogue.solutions[turn.after.solution].name.in_(lang),
        minimum=catalogue.indicators[turn.after.indicator].name.in_(lang),
        before=say(f"outcome.{before}", lang),
        after=say(f"outcome.{turn.after.outcome}", lang),
    )
