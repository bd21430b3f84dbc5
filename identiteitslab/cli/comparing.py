"""Commands that compare and explain."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from identiteitslab.cli.options import JsonOption, LabOption, LangOption, start
from identiteitslab.cli.question_options import (  # noqa: TC001 - typer reads these
    ContextOption,
    DayOption,
    ProfileOption,
    SeedOption,
    SituationOption,
)

if TYPE_CHECKING:
    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.lab.asking import Asked

CriteriaOption = Annotated[
    Path | None,
    typer.Option(help="Map met andere criteria. / Folder of other criteria.", show_default=False),
]
SolutionArgument = Annotated[str, typer.Argument(help="Oplossing. / Solution.", show_default=False)]
CriterionArgument = Annotated[
    str | None,
    typer.Argument(help="Criterium of indicator. / Criterion.", show_default=False),
]
ReferenceOption = Annotated[
    bool, typer.Option("--reference", help="Met paneel en script voor R. / With a check in R.")
]
AgainstOption = Annotated[
    str | None,
    typer.Option(help="Zet tegenover deze oplossing. / Set against.", show_default=False),
]
MarginOption = Annotated[
    float | None, typer.Option(help="Hoogstens zoveel slechter. / At most this much worse.")
]


def compare(
    context: ContextOption = None,
    profile: ProfileOption = None,
    situation: SituationOption = None,
    on: DayOption = None,
    seed: SeedOption = None,
    as_json: JsonOption = False,
    csv: Annotated[
        Path | None, typer.Option(help="Schrijf een csv. / Write a csv.", show_default=False)
    ] = None,
    criteria: CriteriaOption = None,
    lab: LabOption = None,
    lang: LangOption = None,
) -> None:
    """Vergelijk de oplossingen naast elkaar. / Compare the solutions side by side.

    Met --criteria: wat doen andere criteria met de uitslag, en waardoor?
    With --criteria: what do other criteria do to the outcome, and through what?
    """
    from identiteitslab.cli import standings
    from identiteitslab.decision.document import document

    session = start(lab, lang)
    asked: Asked = {
        "context": context,
        "profile": profile,
        "situation": situation,
        "on": on,
        "seed": seed,
    }
    if criteria is not None:
        from identiteitslab.cli import criteria_change

        criteria_change.answer(session, criteria, asked, csv=csv, as_json=as_json)
        return
    evaluation = session.lab.evaluate(**asked)
    if csv is not None:
        standings.write_csv(standings.frame(evaluation), csv)
    if as_json:
        typer.echo(json.dumps(document(evaluation), indent=2, ensure_ascii=False))
    elif csv is None:
        standings.show(session, evaluation)


def explain(
    solution: SolutionArgument,
    criterion: CriterionArgument = None,
    context: ContextOption = None,
    profile: ProfileOption = None,
    situation: SituationOption = None,
    reference: ReferenceOption = False,
    against: AgainstOption = None,
    margin: MarginOption = None,
    lab: LabOption = None,
    lang: LangOption = None,
) -> None:
    """Laat zien waar een score vandaan komt. / Show where a score comes from.

    Van de score terug naar gemeenten, sommen, formule en norm. Met --against: hoeveel beter of
    slechter is gemeten dan bij een andere oplossing, en met --margin: is het zeker niet veel
    slechter?

    From the score back to gemeenten, sums, formula and norm. With --against: how much better or
    worse than another solution; with --margin: surely not much worse?
    """
    from identiteitslab.cli.explanations import criterion_page, solution_page
    from identiteitslab.cli.versus_pages import versus_page
    from identiteitslab.errors import fail

    session = start(lab, lang)
    catalogue = session.lab.catalogue
    for name in (solution, *([against] if against else ())):
        _require_solution(catalogue, name)
    asked = criterion
    if criterion is not None:
        criterion = _criterion_of(catalogue, criterion)
    if reference and criterion is None:
        raise fail("reference-without-criterion", solution=solution)
    if margin is not None and (against is None or asked not in catalogue.indicators):
        raise fail("margin-needs-indicator", solution=solution)
    evaluation = session.lab.evaluate(context=context, profile=profile, situation=situation)
    if against is not None:
        names = _indicators(catalogue, context or evaluation.question.context, asked)
        versus_page(session, evaluation, (solution, against), names, margin)
    elif criterion is None:
        solution_page(session, evaluation, solution)
    else:
        criterion_page(session, evaluation, solution, criterion, with_reference=reference)


def _require_solution(catalogue: Catalogue, name: str) -> None:
    from identiteitslab.errors import fail, nearest

    if name not in catalogue.solutions:
        raise fail("unknown-solution", found=name, known=nearest(name, catalogue.solutions))


def _criterion_of(catalogue: Catalogue, name: str) -> str:
    """Give the criterion that is asked about by its own name or that of an indicator."""
    from identiteitslab.errors import fail, nearest

    owner = catalogue.criterion_of.get(name, name)
    if owner not in catalogue.by_id:
        known = nearest(name, [*catalogue.by_id, *catalogue.indicators])
        raise fail("unknown-criterion", found=name, known=known)
    return owner


def _indicators(catalogue: Catalogue, context: str, asked: str | None) -> list[str]:
    """Name the indicators of a criterion, or the one itself; all of the context by default."""
    if asked in catalogue.indicators:
        return [asked]
    inside = catalogue.by_id[asked].indicators if asked else catalogue.indicators
    return [name for name in inside if context in catalogue.indicators[name].contexts]
