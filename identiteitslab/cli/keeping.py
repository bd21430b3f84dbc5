"""Commands for who keeps the measurements: list, withdraw, verify, back up, restore."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from identiteitslab.cli.options import (
    BesideOption,
    JsonOption,
    LabOption,
    LangOption,
    Session,
    start,
)

if TYPE_CHECKING:
    from rich.table import Table

    from identiteitslab.store.upload import Upload
    from identiteitslab.store.verify import Verification

DAMAGED = 1
"""Exit code when something that was kept is not as it was; wrong input gives 2."""

NAMED = 3
"""So many gemeenten are named in the list; the rest is counted."""

NumberArgument = Annotated[
    int,
    typer.Argument(min=1, help="Nummer in de lijst. / Number in the list.", show_default=False),
]
ReasonOption = Annotated[
    str,
    typer.Option(
        "--reason",
        help="Reden in een paar woorden, zonder namen. / Reason in a few words, without names.",
        show_default=False,
    ),
]


def uploads(
    lab: LabOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Toon wat er is aangeleverd. / List what was delivered.

    Ook wat niet meer meetelt blijft in de lijst. / What no longer counts stays in the list.
    """
    session = start(lab, lang)
    with session.lab.store() as store:
        found = store.uploads()
    if as_json:
        _print_json([_facts(upload) for upload in found])
    elif found:
        session.out.print(_table(session, found))
    else:
        session.out.print(session.say("keeping.none"))


def withdraw(
    number: NumberArgument, reason: ReasonOption, lab: LabOption = None, lang: LangOption = None
) -> None:
    """Laat een aanlevering niet meer meetellen. / Let an upload count no longer.

    Er wordt niets gewist. / Nothing is deleted.
    """
    session = start(lab, lang)
    head = session.lab.withdraw(number, reason=reason)
    session.out.print(session.say("keeping.withdrawn", number=number, head=head[:12]))


def reinstate(
    number: NumberArgument,
    reason: ReasonOption,
    beside: BesideOption = False,
    lab: LabOption = None,
    lang: LangOption = None,
) -> None:
    """Laat een ingetrokken aanlevering weer meetellen. / Let a withdrawn upload count again."""
    session = start(lab, lang)
    head = session.lab.reinstate(number, reason=reason, beside=beside)
    session.out.print(session.say("keeping.reinstated", number=number, head=head[:12]))


def verify(
    evaluation: Annotated[
        str | None,
        typer.Argument(
            help="Besluit (nummer) of uitslag (12 tekens): bereken opnieuw. / "
            "Decision (number) or evaluation (12 characters): compute again.",
            show_default=False,
        ),
    ] = None,
    witness: Annotated[
        list[str] | None,
        typer.Option(
            "--witness",
            help="Controlegetal van een ontvangstbewijs of rapport. / "
            "Head of the log from a receipt or report.",
            show_default=False,
        ),
    ] = None,
    decided: Annotated[
        bool,
        typer.Option("--decisions", help="Bereken alle besluiten opnieuw. / All decisions."),
    ] = False,
    as_json: JsonOption = False,
    lab: LabOption = None,
    lang: LangOption = None,
) -> None:
    """Controleer of alles er nog precies zo staat. / Check that all is still as it was.

    Bestanden, rijen, sommen, register en logboek. Bij schade eindigt de opdracht met 1.
    Files, rows, sums, register and log. With damage, the command ends with exit code 1.
    """
    session = start(lab, lang)
    if evaluation is not None or decided:
        from identiteitslab.cli.recomputing import verify_decisions

        if not verify_decisions(session, evaluation, as_json=as_json):
            raise typer.Exit(DAMAGED)
        return
    with session.lab.store() as store, session.out.status(session.say("keeping.verifying")):
        found = store.verify(witness or ())
        usable = _usable(store.uploads(), found) if found.uploads else ()
    if as_json:
        _print_json(_report(session, found, usable))
    else:
        _show(session, found, usable)
    if not found.ok:
        raise typer.Exit(DAMAGED)


def backup(
    to: Annotated[
        Path,
        typer.Argument(
            help="Nieuwe map, of nieuw bestand dat eindigt op .zip. / "
            "New folder, or new file that ends in .zip.",
            show_default=False,
        ),
    ],
    lab: LabOption = None,
    lang: LangOption = None,
) -> None:
    """Maak een kopie van alle metingen en het logboek. / Copy all measurements and the log."""
    from identiteitslab.errors import LabError

    session = start(lab, lang)
    with session.lab.store() as store, session.out.status(session.say("keeping.copying")):
        copied = store.backup(to)
    facts = {"count": copied.uploads, "place": to, "head": copied.head[:12]}
    session.out.print(session.say("keeping.backed_up", **facts), markup=False)
    if copied.left_out:
        raise LabError(copied.left_out)


def restore(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="Back-up: map of zip. / Backup: folder or zip.", show_default=False
        ),
    ],
    lab: LabOption = None,
    lang: LangOption = None,
) -> None:
    """Zet een back-up terug in een leeg lab. / Restore a backup into an empty lab.

    Eerst wordt de hele back-up gecontroleerd. / The whole backup is verified first.
    """
    from identiteitslab.errors import fail

    session = start(lab, lang)
    if not source.exists():
        raise fail("input-missing", path=source)
    with session.out.status(session.say("keeping.copying")):
        copied = session.lab.restore(source)
    facts = {"count": copied.uploads, "head": copied.head[:12]}
    session.out.print(session.say("keeping.restored", **facts))


def _print_json(content: object) -> None:
    typer.echo(json.dumps(content, ensure_ascii=False, indent=2))


def _facts(upload: Upload) -> dict[str, Any]:
    return {
        "number": upload.number,
        "status": upload.status,
        "successor": upload.successor,
        "pilots": [pilot._asdict() for pilot in upload.pilots],
        "rows_in": upload.rows_in,
        "accepted": upload.accepted,
        "rejected": upload.rejected,
        "blank": upload.blank,
        "only_sums": upload.part("rows") is None,
        "accepted_at": upload.accepted_at.isoformat(),
        "role": upload.actor,
        "file_sha256": upload.file_hash,
        "content_sha256": upload.content_hash,
    }


def _table(session: Session, found: tuple[Upload, ...]) -> Table:
    from rich.table import Table

    table = Table(title=session.say("keeping.title"), title_justify="left", title_style="bold")
    for column in ("number", "state", "gemeente", "solution", "round", "rows", "date"):
        right = column in ("number", "round", "rows")
        heading = session.say(f"keeping.column_{column}")
        table.add_column(heading, justify="right" if right else "left", overflow="fold")
    for upload in found:
        table.add_row(*_cells(session, upload), style=None if upload.active else "dim")
    return table


def _cells(session: Session, upload: Upload) -> tuple[str, ...]:
    from identiteitslab.text.numbers import date, number

    catalogue, lang = session.place.catalogue, session.lang
    # A store may know more than today's criteria: what was removed there is shown as its code.
    gemeenten = [
        catalogue.gemeenten[code].name if code in catalogue.gemeenten else code
        for code in upload.gemeenten
    ]
    solutions = {pilot.solution for pilot in upload.pilots}
    rounds = {str(pilot.round) for pilot in upload.pilots}
    rows = number(upload.accepted, lang) if upload.part("rows") else session.say("keeping.sums")
    state = session.say(f"keeping.state_{upload.status}", successor=upload.successor)
    day = date(upload.accepted_at.date(), lang)
    few = (_few(session, names) for names in (gemeenten, sorted(solutions), sorted(rounds)))
    return (str(upload.number), state, *few, rows, day)


def _few(session: Session, names: list[str]) -> str:
    shown, more = ", ".join(names[:NAMED]), len(names) - NAMED
    return session.say("and_more", names=shown, count=more) if more > 0 else shown


def _usable(found: tuple[Upload, ...], verification: Verification) -> tuple[int, ...]:
    damaged = set(verification.damaged)
    return tuple(u.number for u in found if u.active and u.number not in damaged)


def _report(session: Session, found: Verification, usable: tuple[int, ...]) -> dict[str, Any]:
    return {
        "ok": found.ok,
        "head": found.head,
        "entries": found.entries,
        "uploads": found.uploads,
        "rows": found.rows,
        "damaged": list(found.damaged),
        "usable": list(usable),
        "faults": [
            {
                "code": fault.code,
                "file": fault.where.file,
                "what": fault.what(session.lang),
                "repair": fault.repair(session.lang),
            }
            for fault in found.faults
        ],
    }


def _show(session: Session, found: Verification, usable: tuple[int, ...]) -> None:
    from identiteitslab.text.numbers import number

    lang, print_ = session.lang, session.out.print
    facts = {name: number(getattr(found, name), lang) for name in ("uploads", "rows", "entries")}
    print_(session.say("keeping.verified", **facts))
    for fault in found.faults:
        print_(f"✗ {fault.describe(lang)}", markup=False)
    if found.ok:
        print_(session.say("keeping.whole", head=found.head))
        return
    named = ", ".join(map(str, found.damaged)) or session.say("keeping.no_upload")
    print_(session.say("keeping.damaged", numbers=named, usable=number(len(usable), lang)))
