"""Commands that compare and explain."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Annotated

import typer

from identiteitslab.cli.options import LabOption, LangOption, start

ContextOption = Annotated[
    str | None, typer.Option(help="public of private. / public or private.", show_default=False)
]
ProfileOption = Annotated[
    str | None, typer.Option(help="Gewichtsprofiel. / Weight profile.", show_default=False)
]
SituationOption = Annotated[
    str | None, typer.Option(help="Dienst, bv. moving-house. / Service.", show_default=False)
]
DayOption = Annotated[
    dt.datetime | None,
    typer.Option("--on", formats=["%Y-%m-%d"], help="Dag van de normen. / Day of the norms."),
]
SeedOption = Annotated[
    int | None, typer.Option(min=0, help="Startgetal. / Seed.", show_default=False)
]


def compare(
    context: ContextOption = None,
    profile: ProfileOption = None,
    situation: SituationOption = None,
    on: DayOption = None,
    seed: SeedOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Als JSON. / As JSON.")] = False,
    csv: Annotated[
        Path | None, typer.Option(help="Schrijf een csv. / Write a csv.", show_default=False)
    ] = None,
    lab: LabOption = None,
    lang: LangOption = None,
) -> None:
    """Vergelijk de oplossingen naast elkaar. / Compare the solutions side by side."""
    from identiteitslab.cli.standings import show, write_csv
    from identiteitslab.decision.document import document

    session = start(lab, lang)
    evaluation = session.lab.evaluate(
        context=context,
        profile=profile,
        situation=situation,
        on=on.date() if on else None,
        seed=seed,
    )
    if csv is not None:
        write_csv(evaluation, csv)
    if as_json:
        typer.echo(json.dumps(document(evaluation), indent=2, ensure_ascii=False))
    elif csv is None:
        show(session, evaluation)


def explain(
    solution: Annotated[str, typer.Argument(help="Oplossing. / Solution.", show_default=False)],
    criterion: Annotated[
        str | None,
        typer.Argument(help="Criterium of indicator. / Criterion.", show_default=False),
    ] = None,
    context: ContextOption = None,
    profile: ProfileOption = None,
    situation: SituationOption = None,
    reference: Annotated[
        bool, typer.Option("--reference", help="Met paneel en script voor R. / With a check in R.")
    ] = False,
    lab: LabOption = None,
    lang: LangOption = None,
) -> None:
    """Laat zien waar een score vandaan komt. / Show where a score comes from.

    Van de score terug naar gemeenten, sommen, formule en norm.
    From the score back to gemeenten, sums, formula and norm.
    """
    from identiteitslab.cli.explanations import criterion_page, solution_page
    from identiteitslab.errors import fail, nearest

    session = start(lab, lang)
    catalogue = session.lab.catalogue
    if solution not in catalogue.solutions:
        known = nearest(solution, catalogue.solutions)
        raise fail("unknown-solution", found=solution, known=known)
    if criterion is not None:
        criterion = catalogue.criterion_of.get(criterion, criterion)
        if criterion not in catalogue.by_id:
            known = nearest(criterion, [*catalogue.by_id, *catalogue.indicators])
            raise fail("unknown-criterion", found=criterion, known=known)
    if reference and criterion is None:
        raise fail("reference-without-criterion", solution=solution)
    evaluation = session.lab.evaluate(context=context, profile=profile, situation=situation)
    if criterion is None:
        solution_page(session, evaluation, solution)
    else:
        criterion_page(session, evaluation, solution, criterion, with_reference=reference)
