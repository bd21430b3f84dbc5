"""The command that writes a comparison down in open standards."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from identiteitslab.cli.folder import require_empty, write_folder
from identiteitslab.cli.options import LabOption, LangOption, Session, start
from identiteitslab.cli.output import ForceOption  # noqa: TC001 - typer reads it
from identiteitslab.cli.question_options import (  # noqa: TC001 - typer reads these
    ContextOption,
    DayOption,
    ProfileOption,
    SeedOption,
    SituationOption,
)

if TYPE_CHECKING:
    from identiteitslab.decision.evaluation import Evaluation

KB = 1000


def export(
    out: Annotated[
        Path,
        typer.Option("--out", help="Nieuwe map. / New folder.", show_default=False),
    ],
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only",
            help="criteria, oscal, package of dcat; mag vaker. / May be repeated.",
            show_default=False,
        ),
    ] = None,
    context: ContextOption = None,
    profile: ProfileOption = None,
    situation: SituationOption = None,
    on: DayOption = None,
    seed: SeedOption = None,
    force: ForceOption = False,
    lab: LabOption = None,
    lang: LangOption = None,
) -> None:
    """Schrijf criteria en uitkomsten in open standaarden. / Write them in open standards.

    Groepen van minder dan 5 mensen gaan niet mee. / Groups under 5 people stay behind.
    """
    from identiteitslab.standards.export import TOP, wanted
    from identiteitslab.standards.export import export as write_down

    chosen = wanted(only or ())
    require_empty(out, TOP, force=force)
    session = start(lab, lang)
    evaluation = session.lab.evaluate(
        context=context,
        profile=profile,
        situation=situation,
        on=on,
        seed=seed,
    )
    files = write_down(evaluation, session.place.settings, chosen)
    write_folder(out, files)
    _tell(session, out, files)
    if not chosen or "package" in chosen:
        _tell_hidden(session, evaluation)
    if not chosen and session.place.settings.publisher is None:
        session.out.print(session.say("export.no_publisher"), style="yellow")


def _tell(session: Session, out: Path, files: dict[str, bytes]) -> None:
    session.out.print(session.say("export.written", folder=out), markup=False)
    for path, data in files.items():
        size = max(1, round(len(data) / KB))
        session.out.print(session.say("export.file", path=path, size=size), markup=False)


def _tell_hidden(session: Session, evaluation: Evaluation) -> None:
    """Say how much was left out because groups are too small."""
    from identiteitslab.standards.disclosure import shown

    may = shown(evaluation)
    parts, estimates = may.measured - may.parts, may.measured - may.estimates
    if parts:
        told = {"parts": len(parts), "estimates": len(estimates), "all": len(may.measured)}
        session.out.print(session.say("export.hidden", **told), style="dim")
