"""Commands for who delivers measurements."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from identiteitslab.cli.options import LabOption, LangOption, Session, start

if TYPE_CHECKING:
    from identiteitslab.errors import Fault
    from identiteitslab.intake.delivery import Delivery


def add(
    files: Annotated[
        list[Path],
        typer.Argument(help="Bestanden (csv of xlsx). / Files (csv or xlsx).", show_default=False),
    ],
    lab: LabOption = None,
    lang: LangOption = None,
    keep_good_rows: Annotated[
        bool,
        typer.Option(
            "--keep-good-rows",
            help="Bewaar de goede rijen, ook als andere fout zijn. / Store the good rows anyway.",
        ),
    ] = False,
) -> None:
    """Lever metingen aan. / Deliver measurements.

    Alles wordt eerst gecontroleerd; pas als alle bestanden goed zijn, wordt er iets bewaard.
    Everything is checked first; only when all files are right is anything stored.
    """
    from rich.progress import track

    from identiteitslab.errors import Fault, LabError, Where

    session = start(lab, lang)
    if missing := [path for path in files if not path.is_file()]:
        raise LabError(Fault("input-missing", Where(), {"path": str(path)}) for path in missing)
    deliveries: list[Delivery] = []
    faults: list[Fault] = []
    for path in track(files, session.say("add_checking"), console=session.out, transient=True):
        delivery = session.lab.check(path.name, path.read_bytes(), keep_good_rows=keep_good_rows)
        deliveries.append(delivery)
        faults += [] if delivery.storable else delivery.faults
    if faults:
        raise LabError(faults)
    for delivery in deliveries:
        _store(session, delivery)


def _store(session: Session, delivery: Delivery) -> None:
    accepted = session.lab.add(delivery)
    key = "add_known" if accepted.duplicate else "add_done"
    session.out.print(
        session.say(
            key,
            name=delivery.name,
            rows=delivery.accepted,
            number=accepted.number,
            head=accepted.head[:12],
        )
    )
    for warning in delivery.warnings:
        session.out.print(f"  ! {warning.describe(session.lang)}", markup=False)
    if delivery.rejected:
        session.out.print("  " + session.say("add_rejected", count=len(delivery.rejected)))
