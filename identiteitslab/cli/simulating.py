"""The command that makes up measurements, with a known truth."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from identiteitslab.cli.options import LabOption, LangOption, Session, start

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    from identiteitslab.simulation.example import example_files
    from identiteitslab.simulation.simulate import simulate as make_up
    from identiteitslab.simulation.solutions_file import NAME, solutions_file

    session = start(lab, lang)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise fail("lab-folder-exists", path=folder)
    catalogue = session.place.catalogue
    if example:
        count = _write(session, folder, example_files(catalogue))
        session.out.print(session.say("simulate_done", count=count, folder=folder))
        return
    made = make_up(
        catalogue, gemeenten=gemeenten, solutions=solutions, participants=participants, seed=seed
    )
    count = _write(session, folder, made.files())
    session.out.print(session.say("simulate_done", count=count, folder=folder))
    if made.catalogue.solutions.keys() - catalogue.solutions.keys():
        _write(session, folder, iter([(NAME, solutions_file(made.catalogue.solutions))]))
        session.out.print(session.say("simulate_solutions", path=folder / NAME))


def _write(session: Session, folder: Path, files: Iterator[tuple[str, bytes]]) -> int:
    from rich.progress import track

    from identiteitslab.errors import fail

    count = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        what = session.say("simulate_writing")
        for name, content in track(files, what, console=session.out, transient=True):
            (folder / name).write_bytes(content)
            count += 1
    except OSError as error:
        raise fail("lab-folder-unwritable", path=folder, reason=error.strerror) from None
    return count
