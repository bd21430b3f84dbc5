"""Commands about the criteria."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from identiteitslab.cli.options import LabOption, LangOption, start

app = typer.Typer(
    no_args_is_help=True,
    help="Bekijk en controleer de criteria. / Look at and check the criteria.",
)


@app.command()
def check(lab: LabOption = None, lang: LangOption = None) -> None:
    """Controleer alle bestanden in criteria/. / Check all files in criteria/."""
    from identiteitslab.criteria.lint import check as find_faults
    from identiteitslab.errors import LabError
    from identiteitslab.measurement.known_kinds import kind_rules

    session = start(lab, lang)
    if faults := find_faults(session.place.root, kinds=kind_rules()):
        raise LabError(faults)
    catalogue = session.place.catalogue
    session.out.print(
        session.say(
            "criteria_fine",
            criteria=len(catalogue.by_id),
            indicators=len(catalogue.indicators),
            digest=catalogue.digest[:12],
        )
    )


@app.command("list")
def list_(lab: LabOption = None, lang: LangOption = None) -> None:
    """Toon alle criteria en indicatoren. / Show all criteria and indicators."""
    from identiteitslab.cli.criterion_pages import overview

    session = start(lab, lang)
    session.out.print(overview(session.place.catalogue, session.lang))


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="Id van criterium of indicator. / Id.")],
    lab: LabOption = None,
    lang: LangOption = None,
) -> None:
    """Toon één criterium, met normen en bronnen. / Show one criterion, with norms and sources."""
    from identiteitslab.cli.criterion_pages import page
    from identiteitslab.errors import fail, nearest

    session = start(lab, lang)
    catalogue = session.place.catalogue
    criterion = catalogue.criterion_of.get(name, name)
    if criterion not in catalogue.by_id:
        known = nearest(name, [*catalogue.by_id, *catalogue.indicators])
        raise fail("unknown-criterion", found=name, known=known)
    session.out.print(page(catalogue, criterion, session.lang))


@app.command()
def diff(
    other: Annotated[Path, typer.Argument(help="Map van een ander lab. / Folder of another lab.")],
    lab: LabOption = None,
    lang: LangOption = None,
) -> None:
    """Toon wat anders is dan in een ander lab. / Show what differs from another lab."""
    from identiteitslab.criteria.diff import diff as differences
    from identiteitslab.lab.place import Place

    session = start(lab, lang)
    changes = differences(session.place.catalogue, Place.open(other).catalogue)
    if not changes:
        session.out.print(session.say("criteria_same"))
    for change in changes:
        session.out.print(change.describe(session.lang), markup=False)


@app.command()
def schema() -> None:
    """Geef het JSON Schema van de bestanden. / Print the JSON Schema of the files."""
    from identiteitslab.criteria.schema import json_schema
    from identiteitslab.measurement.known_kinds import known_kinds

    typer.echo(json.dumps(json_schema(kinds=known_kinds()), indent=2, ensure_ascii=False))
