"""What came of a delivered file: faults, what it adds, how scores move, the receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.dashboard.parts.html import NOTHING, Html, block, join, tag
from identiteitslab.dashboard.parts.pieces import (
    bullets,
    more,
    note,
    quiet,
    score_words,
    section,
    status,
)
from identiteitslab.dashboard.parts.tables import Column, Row, table
from identiteitslab.dashboard.views import names
from identiteitslab.intake.receipt import added
from identiteitslab.text.chances import count
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import date, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.decision.evaluation import Standing
    from identiteitslab.errors import Fault
    from identiteitslab.intake.delivery import Delivery
    from identiteitslab.intake.receipt import Receipt
    from identiteitslab.lab.preview import Preview
    from identiteitslab.store.upload import Upload

MOST_FAULTS = 100
"""A page lists so many; the workbook with marks lists all."""


def outcome(delivery: Delivery, lang: Lang) -> Html:
    """Say in one notice how the check of a file went."""
    counts = {
        "name": delivery.name,
        "rows_in": number(delivery.rows_in, lang),
        "good": number(delivery.accepted, lang),
        "wrong": number(len(delivery.rejected), lang),
    }
    if delivery.refusals:
        return note("failed", say("page.deliver.refused", lang, name=delivery.name))
    if delivery.rejected:
        return note("failed", say("page.deliver.wrong", lang, **counts))
    if delivery.sums is not None:
        return note("met", say("page.deliver.good_sums", lang, name=delivery.name))
    if not delivery.storable:
        return note("open", say("page.deliver.nothing", lang, name=delivery.name))
    return note("met", say("page.deliver.good", lang, **counts))


def fault_table(faults: Sequence[Fault], caption: str, lang: Lang) -> Html:
    """List all that is wrong: where, what, and how to repair it."""
    if not faults:
        return NOTHING
    rows = [
        Row(
            _place(fault, lang),
            (fault.what(lang), join(fault.repair(lang), quiet(f"[{fault.code}]"))),
        )
        for fault in faults[:MOST_FAULTS]
    ]
    columns = (
        Column(say("page.deliver.where", lang), 22),
        Column(say("receipt.column.what", lang), 40),
        Column(say("receipt.column.repair", lang), 38),
    )
    rest = len(faults) - len(rows)
    told = block(say("receipt.more", lang, count=number(rest, lang))) if rest else NOTHING
    return join(table(caption, columns, rows), told)


def added_table(delivery: Delivery, catalogue: Catalogue, lang: Lang) -> Html:
    """Say what a delivery would add, by pilot and by what was measured."""
    rows = [
        Row(
            catalogue.indicators[one.indicator].name.in_(lang),
            (
                names.gemeente(catalogue, one.gemeente),
                names.solution(catalogue, one.solution, lang),
                str(one.round),
                number(one.rows, lang),
            ),
        )
        for one in added(delivery)
    ]
    columns = (
        Column(say("page.deliver.measured", lang), 36),
        Column(say("cli.explain.column_gemeente", lang), 18),
        Column(say("cli.column_solution", lang), 26),
        Column(say("page.deliver.round", lang), 8, number=True),
        Column(say("page.deliver.rows", lang), 12, number=True),
    )
    caption = say("page.deliver.added", lang, name=delivery.name)
    dropped = NOTHING
    if delivery.dropped_columns:
        said = ", ".join(delivery.dropped_columns)
        dropped = note("open", say("receipt.dropped", lang, names=said))
    return join(dropped, more(caption, table(caption, columns, rows)))


def moves(foreseen: Preview, lang: Lang) -> Html:
    """Say how scores, chances and minimums would move."""
    title = say("page.deliver.effect", lang)
    if not foreseen.changes:
        return section(title, tag("p", say("page.deliver.no_effect", lang)))
    catalogue = foreseen.after.catalogue
    rows = [
        Row(
            names.solution(catalogue, one.solution, lang),
            (
                _stands(one.before, lang),
                _stands(one.after, lang),
                _chance(one.before, lang),
                _chance(one.after, lang),
            ),
            "lab-moved" if _moved(one.before, one.after, lang) else "",
        )
        for one in foreseen.shifts
    ]
    columns = (
        Column(say("cli.column_solution", lang), 28),
        Column(say("page.deliver.score_now", lang), 18, number=True),
        Column(say("page.deliver.score_then", lang), 18, number=True),
        Column(say("page.deliver.first_now", lang), 18, number=True),
        Column(say("page.deliver.first_then", lang), 18, number=True),
    )
    turned = [
        tag(
            "li",
            f"{names.solution(catalogue, turn.after.solution, lang)}, "
            f"{catalogue.indicators[turn.after.indicator].name.in_(lang)}: ",
            status(turn.before.outcome if turn.before else "not_shown", lang),
            " → ",
            status(turn.after.outcome, lang),
        )
        for turn in foreseen.turns
    ]
    listed = tag("ul", *turned) if turned else tag("p", say("page.deliver.no_turns", lang))
    minimums = tag("h3", say("page.deliver.turns", lang))
    return section(
        title, table(say("page.deliver.effect_caption", lang), columns, rows), minimums, listed
    )


def receipt_note(receipt: Receipt, lang: Lang) -> Html:
    """Give the receipt: the number, how many rows count, and the head of the log."""
    told = say(
        "page.deliver.kept",
        lang,
        number=receipt.upload,
        name=receipt.name,
        rows=number(receipt.accepted, lang),
    )
    head = say("page.deliver.head", lang, head=receipt.head)
    return note("met", tag("strong", told), tag("div", head, class_="lab-code"))


def uploads_table(uploads: Sequence[Upload], catalogue: Catalogue, lang: Lang) -> Html:
    """List all deliveries, the newest first."""
    rows = [
        Row(
            str(one.number),
            (
                pilots(one, catalogue, lang),
                number(one.accepted, lang),
                date(one.accepted_at.date(), lang),
                _counts(one, lang),
            ),
        )
        for one in reversed(uploads)
    ]
    columns = (
        Column(say("page.deliver.number", lang), 10),
        Column(say("page.deliver.about", lang), 42),
        Column(say("page.deliver.rows", lang), 10, number=True),
        Column(say("page.deliver.on", lang), 18),
        Column(say("page.deliver.state", lang), 20),
    )
    caption = say("page.deliver.uploads_caption", lang, count=number(len(rows), lang))
    return more(caption, table(caption, columns, rows))


def pilots(upload: Upload, catalogue: Catalogue, lang: Lang) -> str:
    """Name what an upload is about."""
    return "; ".join(
        say(
            "page.deliver.pilot",
            lang,
            gemeente=names.gemeente(catalogue, pilot.gemeente),
            solution=names.solution(catalogue, pilot.solution, lang)
            if pilot.solution in catalogue.solutions
            else pilot.solution,
            round=pilot.round,
        )
        for pilot in upload.pilots
    )


def refusal(faults: Sequence[Fault], lang: Lang) -> Html:
    """Say that files with personal data were refused and forgotten."""
    said = dict.fromkeys(f"{_place(f, lang)}: {f.what(lang)} {f.repair(lang)}" for f in faults)
    title = tag("strong", say("page.deliver.personal", lang))
    return note("failed", title, bullets(said))


def _place(fault: Fault, lang: Lang) -> str:
    where = fault.where
    parts = [
        say("where.sheet", lang, name=where.sheet) if where.sheet else "",
        say("where.row", lang, number=where.row) if where.row is not None else "",
        say("where.column", lang, name=where.column) if where.column else "",
        say("where.key", lang, name=where.key) if where.key else "",
    ]
    return ", ".join(part for part in parts if part) or say("page.deliver.whole_file", lang)


def _stands(standing: Standing | None, lang: Lang) -> str:
    return "–" if standing is None else score_words(standing.score, lang)


def _chance(standing: Standing | None, lang: Lang) -> str:
    if standing is None:
        return "–"
    return say("cli.out", lang) if standing.first is None else count(standing.first, lang)


def _moved(before: Standing | None, after: Standing, lang: Lang) -> bool:
    told = (_stands, _chance)
    return any(tell(before, lang) != tell(after, lang) for tell in told)


def _counts(upload: Upload, lang: Lang) -> str:
    if upload.status == "superseded":
        return say("page.deliver.superseded", lang, successor=upload.successor)
    return say(f"page.deliver.{upload.status}", lang)
