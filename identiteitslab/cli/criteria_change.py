"""What other criteria do to the outcome, on the screen, as JSON and as csv."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table

from identiteitslab.cli.plain import name, rows
from identiteitslab.cli.standings import write_csv
from identiteitslab.decision.criteria_change import SHARED
from identiteitslab.lab.criteria_change import under_other_criteria
from identiteitslab.text.lookup import LANGUAGES, say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from pathlib import Path

    from identiteitslab.cli.options import Session
    from identiteitslab.criteria.diff import Change
    from identiteitslab.decision.criteria_change import CriteriaChange, Turn
    from identiteitslab.lab.asking import Asked

MOST = 6
"""So many differences are shown of one criterion; `criteria diff` shows all."""


def answer(session: Session, other: Path, asked: Asked, *, csv: Path | None, as_json: bool) -> None:
    """Compare under other criteria, and tell it as it was asked for."""
    found = under_other_criteria(session.lab, other, **asked)
    if csv is not None:
        write_csv(found.to_frame().assign(fictitious=found.after.fictitious), csv)
    if as_json:
        typer.echo(json.dumps(content(found), indent=2, ensure_ascii=False))
    elif csv is None:
        show(session, found)


def show(session: Session, found: CriteriaChange) -> None:
    """Print who moves, through what, which minimums turn, and what was changed."""
    out = session.out
    if found.after.fictitious:
        out.print(f"[bold yellow]{say('fictitious.band', session.lang)}[/bold yellow]\n")
    out.print(_say(session, "title"), style="bold")
    if not found.changes:
        out.print(_say(session, "same"))
        return
    out.print(_moves(session, found))
    if found.causes:
        out.print(_parts(session, found))
        out.print(_say(session, "read"), style="dim")
    else:
        out.print(_say(session, "no_score_moves"))
    for turn in found.turns:
        out.print(_turn(session, found, turn), markup=False)
    _changes(session, found)


def content(found: CriteriaChange) -> dict[str, Any]:
    """Give all of it as plain data."""
    before, after = found.before, found.after
    return {
        "notice": {lang: say("fictitious.band", lang) for lang in LANGUAGES}
        if after.fictitious
        else None,
        "before": {"evaluation": before.id, "criteria": before.criteria_digest},
        "after": {"evaluation": after.id, "criteria": after.criteria_digest},
        "causes": list(found.causes),
        "solutions": rows(found.to_frame().reset_index()),
        "minimums": [turn._asdict() for turn in found.turns],
        "changes": [
            {"sort": c.sort, "path": list(c.path), "before": c.before, "after": c.after}
            for c in found.changes
        ],
    }


def _say(session: Session, key: str, **values: object) -> str:
    return say(f"criteria_change.{key}", session.lang, **values)


def _table(session: Session, title: str) -> Table:
    return Table(
        title=_say(session, title),
        title_justify="left",
        title_style="bold",
        box=SIMPLE_HEAD,
        pad_edge=False,
        collapse_padding=True,
    )


def _moves(session: Session, found: CriteriaChange) -> Table:
    lang, table = session.lang, _table(session, "moves")
    table.add_column(_say(session, "column_solution"), overflow="fold")
    for column in ("before", "after", "move"):
        table.add_column(_say(session, f"column_{column}"), justify="right", no_wrap=True)
    table.add_column(_say(session, "column_minimums"), overflow="fold")
    for move in found.moves:
        outcomes = [
            say(f"outcome.{s.outcome}", lang) for s in (move.standing_before, move.standing_after)
        ]
        table.add_row(
            name(session, found.after, move.solution),
            number(move.before, lang, 1),
            number(move.after, lang, 1),
            _signed(move.points, session),
            " → ".join(dict.fromkeys(outcomes)),
        )
    return table


def _parts(session: Session, found: CriteriaChange) -> Table:
    table = _table(session, "parts")
    table.add_column(_say(session, "column_cause"), overflow="fold")
    for move in found.moves:
        table.add_column(move.solution, justify="right", overflow="fold")
    for cause in found.causes:
        points = (_signed(found.part(m.solution, cause), session, 2) for m in found.moves)
        table.add_row(_cause(session, found, cause), *points)
    table.add_section()
    whole = (_signed(move.points, session, 2) for move in found.moves)
    table.add_row(_say(session, "together"), *whole, style="bold")
    return table


def _turn(session: Session, found: CriteriaChange, turn: Turn) -> str:
    judged = [
        say(f"outcome.{outcome}", session.lang) if outcome else _say(session, "no_minimum")
        for outcome in (turn.before, turn.after)
    ]
    return _say(
        session,
        "turn",
        solution=name(session, found.after, turn.solution),
        indicator=name(session, found.after, turn.indicator),
        before=judged[0],
        after=judged[1],
    )


def _changes(session: Session, found: CriteriaChange) -> None:
    for cause in found.causes:
        title = _cause(session, found, cause)
        session.out.print(f"\n{title}", style="bold cyan", markup=False)
        _list(session, found.about(cause))
    if found.without_effect:
        session.out.print(f"\n{_say(session, 'without_effect')}", style="bold cyan")
        _list(session, found.without_effect)


def _list(session: Session, changes: tuple[Change, ...]) -> None:
    for change in changes[:MOST]:
        session.out.print(f"  {change.describe(session.lang)}", markup=False)
    if len(changes) > MOST:
        session.out.print(f"  {_say(session, 'more', count=len(changes) - MOST)}", style="dim")


def _cause(session: Session, found: CriteriaChange, cause: str) -> str:
    if cause == SHARED:
        return _say(session, "shared")
    if cause in found.after.catalogue.themes:
        return _say(session, "theme", name=name(session, found.after, cause))
    known = found.after if cause in found.after.catalogue.by_id else found.before
    return name(session, known, cause)


def _signed(points: float, session: Session, decimals: int = 1) -> str:
    shown = number(points, session.lang, decimals)
    return f"+{shown}" if round(points, decimals) > 0 else shown
