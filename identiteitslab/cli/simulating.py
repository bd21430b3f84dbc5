"""The command that makes up measurements, with a known truth."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from identiteitslab.cli.options import LabOption, LangOption, start

GEMEENTEN = 342


def simulate(
    folder: Annotated[Path, typer.Argument(help="Map voor de bestanden. / Folder for the files.")],
    gemeenten: Annotated[int, typer.Option(min=1, max=GEMEENTEN)] = 14,
    solutions: Annotated[int, typer.Option(min=1, max=100)] = 6,
    participants: Annotated[int, typer.Option(min=1, max=100_000)] = 40,
    seed: Annotated[int, typer.Option(min=0)] = 1,
    example: Annotated[
        bool,
        typer.Option(
            "--example", help="Maak precies pilots/voorbeeld/. / Make exactly pilots/voorbeeld/."
        ),
    ] = False,
    lab: LabOption = None,
    lang: LangOption = None,
) -> None:
    """Verzin metingen met een bekende waarheid. / Make up measurements with a known truth.

    Bedoeld om te oefenen, te ijken en te belasten; alles is verzonnen en zegt dat ook.
    For practice, calibration and load; everything is fictitious and says so.
    """
    from identiteitslab.errors import fail
    from identiteitslab.simulation.deliver import make_example, simulate_files

    session = start(lab, lang)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise fail("lab-folder-exists", path=folder)
    catalogue = session.place.catalogue
    if example:
        made = make_example(catalogue, folder)
    else:
        made = simulate_files(
            catalogue,
            folder,
            gemeenten=gemeenten,
            solutions=solutions,
            participants=participants,
            seed=seed,
        )
    session.out.print(session.say("simulate_done", count=len(made), folder=folder))
