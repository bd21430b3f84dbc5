"""What differs between two versions of the criteria, and what that does to the outcome."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from identiteitslab.dashboard.parts.html import Html, block, join, tag
from identiteitslab.dashboard.parts.pieces import bullets, note, quiet, status
from identiteitslab.dashboard.parts.tables import Column, Row, first_rows, table
from identiteitslab.dashboard.views import names
from identiteitslab.figures.wording import signed
from identiteitslab.text.lookup import Lang, say, sentences
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.diff import Change
    from identiteitslab.decision.criteria_change import CriteriaChange, Turn

SORTS = ("added", "removed", "changed")
LONGEST = 160
"""Most signs of a value; the download has the whole of it."""


def conclusion(changes: Sequence[Change], lang: Lang) -> Html:
    """Count what differs."""
    if not changes:
        return note("met", say("page.criteria_diff.same", lang))
    counted = Counter[str](one.sort for one in changes)
    told = say(
        "page.criteria_diff.conclusion",
        lang,
        count=number(len(changes), lang),
        **{sort: number(counted[sort], lang) for sort in SORTS},
    )
    return note("open", told)


def changes_table(changes: Sequence[Change], mine: Catalogue, other: Catalogue, lang: Lang) -> Html:
    """List every difference: what it is about, in words, and both values."""
    named = _names(other, lang) | _names(mine, lang)
    rows = [
        Row(
            _place(one.path, named, lang),
            (
                tag("span", say(f"page.criteria_diff.{one.sort}", lang), class_="lab-status"),
                _value(one.before, lang),
                _value(one.after, lang),
            ),
        )
        for one in changes
    ]
    columns = (
        Column(say("page.criteria_diff.what", lang), 34),
        Column(say("page.criteria_diff.sort", lang), 12),
        Column(say("page.criteria_diff.here", lang), 27),
        Column(say("page.criteria_diff.there", lang), 27),
    )
    return first_rows(say("page.criteria_diff.caption", lang), columns, rows, lang)


def outcome(found: CriteriaChange, lang: Lang) -> Html:
    """Say who moves under the other criteria, and which minimums are judged otherwise."""
    turns = [_turn(one, found, lang) for one in found.turns]
    told = (
        join(tag("p", say("page.criteria_diff.turns", lang)), bullets(turns))
        if turns
        else tag("p", say("page.deliver.no_turns", lang))
    )
    return join(_moves(found, lang), block(told))


def _moves(found: CriteriaChange, lang: Lang) -> Html:
    rows = [
        Row(
            names.solution(found.after.catalogue, one.solution, lang),
            (
                number(one.before, lang, 1),
                number(one.after, lang, 1),
                signed(one.points, lang, 1),
                status(one.standing_before.outcome, lang),
                status(one.standing_after.outcome, lang),
            ),
        )
        for one in found.moves
    ]
    columns = (
        Column(say("cli.column_solution", lang), 28),
        Column(say("page.criteria_diff.score_here", lang), 12, number=True),
        Column(say("page.criteria_diff.score_there", lang), 12, number=True),
        Column(say("criteria_change.column_move", lang), 12, number=True),
        Column(say("page.criteria_diff.minimums_here", lang), 18),
        Column(say("page.criteria_diff.minimums_there", lang), 18),
    )
    return table(say("page.criteria_diff.moves", lang), columns, rows)


def _turn(turn: Turn, found: CriteriaChange, lang: Lang) -> str:
    catalogues = (found.after.catalogue, found.before.catalogue)
    catalogue = next(one for one in catalogues if turn.indicator in one.indicators)
    before, after = (
        say(f"outcome.{one}", lang) if one else say("criteria_change.no_minimum", lang)
        for one in (turn.before, turn.after)
    )
    return say(
        "criteria_change.turn",
        lang,
        solution=names.solution(catalogue, turn.solution, lang),
        indicator=catalogue.indicators[turn.indicator].name.in_(lang),
        before=before,
        after=after,
    )


def _place(path: Sequence[str], named: Mapping[str, str], lang: Lang) -> Html:
    """Write a place in the criteria in words: what it is about, then what of it."""
    known = [at for at, part in enumerate(path) if part in named]
    about = known[-1] if known else 0
    rest = " › ".join(_words(part, lang) for part in path[about + 1 :])
    return join(named.get(path[about], _words(path[about], lang)), quiet(rest))


def _words(part: str, lang: Lang) -> str:
    """Write a key of a file in words, as far as there are words for it."""
    known = sentences(lang)
    return " ".join(known.get(f"page.criteria_diff.key.{one}", one) for one in part.split())


def _names(catalogue: Catalogue, lang: Lang) -> dict[str, str]:
    groups: tuple[Mapping[str, Any], ...] = (
        catalogue.situations,
        catalogue.profiles,
        catalogue.indicators,
        catalogue.by_id,
        catalogue.themes,
    )
    return {id_: about.name.in_(lang) for group in groups for id_, about in group.items()}


def _value(text: str | None, lang: Lang) -> str:
    if text is None:
        return "–"
    try:
        told = _plain(json.loads(text), lang)
    except ValueError:
        told = text
    return told if len(told) <= LONGEST else f"{told[: LONGEST - 1]}…"


def _plain(value: Any, lang: Lang) -> str:
    """Write a value of a file as people do: numbers their way, points as what leads to what."""
    if isinstance(value, bool | None):
        return say("figure.yes" if value else "figure.no", lang)
    if isinstance(value, int | float):
        return number(value, lang, _decimals(value))
    if isinstance(value, dict):
        return "; ".join(f"{_words(key, lang)}: {_plain(v, lang)}" for key, v in value.items())
    if isinstance(value, list):
        return _sign(value).join(_plain(one, lang) for one in value)
    return str(value)


def _sign(value: list[Any]) -> str:
    """Give what stands between the parts of a list: of a point, that the one leads to the other."""
    if all(isinstance(one, list) for one in value):
        return "; "
    return " → " if all(isinstance(one, int | float) for one in value) else ", "


def _decimals(value: float) -> int:
    """Count the decimals that a number was written with."""
    return len(f"{value:.6f}".rstrip("0").partition(".")[2])
