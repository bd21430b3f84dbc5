"""The command that makes the template of a pilot."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from identiteitslab.cli.options import LabOption, LangOption, start
from identiteitslab.cli.output import ForceOption, require_room, write

if TYPE_CHECKING:
    from identiteitslab.criteria.catalogue import Catalogue

LAST_ROUND = 9_999


def template(
    solution: Annotated[
        str,
        typer.Option("--solution", help="Oplossing. / Solution.", show_default=False),
    ],
    gemeente: Annotated[
        str,
        typer.Option(
            "--gemeente", help="Gemeente: naam of code. / Name or code.", show_default=False
        ),
    ],
    round_: Annotated[
        int, typer.Option("--round", min=1, max=LAST_ROUND, help="Ronde. / Round.")
    ] = 1,
    situation: Annotated[
        str, typer.Option(help="Dienst waarvoor men inlogt. / Service that people log in for.")
    ] = "",
    csv: Annotated[
        bool, typer.Option("--csv", help="Een csv in plaats van een werkmap. / Csv, no workbook.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", help="Bestand. / File.", show_default=False)
    ] = None,
    force: ForceOption = False,
    lab: LabOption = None,
    lang: LangOption = None,
) -> None:
    """Maak een sjabloon voor één pilot. / Make the template of one pilot.

    Het sjabloon volgt uit de criteria. / The template follows from the criteria.
    """
    from identiteitslab.intake.template import csv_template, workbook_template

    session = start(lab, lang)
    catalogue = session.place.catalogue
    pilot = (
        known_word(catalogue, "gemeente", gemeente),
        known_word(catalogue, "oplossing", solution),
        round_,
    )
    service = known_word(catalogue, "situatie", situation)
    suffix = "csv" if csv else "xlsx"
    file = out or Path(f"{pilot[0]}-{pilot[1]}-{round_}.{suffix}")
    require_room(file, force=force)
    make = csv_template if csv else workbook_template
    write(file, make(catalogue, *pilot, lang=session.lang, situation=service))
    name = catalogue.gemeenten[pilot[0]].name
    said = session.say("delivering.template_done", file=file, gemeente=name, solution=pilot[1])
    session.out.print(said, markup=False)


def known_word(catalogue: Catalogue, column: str, text: str) -> str:
    """Find what somebody means, spelled as in a delivery.

    Raises
    ------
    LabError
        Nothing is called that; the nearest word is named.
    """
    from identiteitslab.errors import fail
    from identiteitslab.intake.vocabulary import UNKNOWN, vocabularies

    words = vocabularies(catalogue)[column]
    position = words.find(text)
    if position == UNKNOWN:
        raise fail(f"{column}-unknown", found=text, known=words.suggestion(text))
    return words.ids[position]
