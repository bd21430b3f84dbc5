"""The command that tells what would change the outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from identiteitslab.cli.options import JsonOption, LabOption, LangOption, start
from identiteitslab.cli.question_options import (  # noqa: TC001 - typer reads these
    ContextOption,
    DayOption,
    ProfileOption,
    SituationOption,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.scoring.weights import WeightSampler


def sensitivity(
    pair: Annotated[
        tuple[str, str] | None,
        typer.Option(
            help="Zet twee oplossingen tegenover elkaar. / Set two solutions apart.",
            show_default=False,
        ),
    ] = None,
    if_: Annotated[
        list[str] | None,
        typer.Option(
            "--if",
            help="Wat als, bv. 'security > privacy' of 'privacy = 20..40'. / What if.",
            show_default=False,
        ),
    ] = None,
    context: ContextOption = None,
    profile: ProfileOption = None,
    situation: SituationOption = None,
    on: DayOption = None,
    as_json: JsonOption = False,
    lab: LabOption = None,
    lang: LangOption = None,
) -> None:
    """Laat zien wat de uitslag zou veranderen. / Show what would change the outcome.

    Omslagpunten, wat er gebeurt zonder één criterium of gemeente, en andere manieren van optellen.
    Flip points, what happens without one criterion or gemeente, and other ways of adding up.
    """
    from identiteitslab.cli import sensitivity_pages as pages

    session = start(lab, lang)
    for solution in pair or ():
        known_solution(solution, session.place.catalogue.solutions)
    if pair is not None and pair[0] == pair[1]:
        from identiteitslab.errors import fail

        raise fail("pair-same", found=pair[0])
    evaluation = session.lab.evaluate(context=context, profile=profile, situation=situation, on=on)
    if pair is not None:
        pages.against_page(session, evaluation, *pair, as_json=as_json)
    elif if_:
        pages.what_if_page(session, evaluation, if_, _weights(evaluation, if_), as_json=as_json)
    else:
        pages.sensitivity_page(session, evaluation, as_json=as_json)


def known_solution(name: str, known: Collection[str]) -> str:
    """Refuse a solution that does not exist.

    Raises
    ------
    LabError
        Names the one that looks most like it.
    """
    from identiteitslab.errors import fail, nearest

    if name not in known:
        raise fail("unknown-solution", found=name, known=nearest(name, known))
    return name


def _weights(evaluation: Evaluation, said: Sequence[str]) -> WeightSampler:
    from identiteitslab.comparison.weighing.polytope import ContradictoryStatementsError
    from identiteitslab.comparison.weighing.statements import named_items
    from identiteitslab.decision.answers.ground import themes
    from identiteitslab.decision.answers.said import read_statement, write_statement
    from identiteitslab.decision.answers.what_if import statements
    from identiteitslab.errors import fail, nearest

    read = []
    for text in said:
        try:
            read.append(read_statement(text))
        except ValueError:
            raise fail("statement-unread", found=text) from None
        for name in named_items(read[-1]):
            if name not in themes(evaluation):
                raise fail("unknown-theme", found=name, known=nearest(name, themes(evaluation)))
    try:
        return statements(evaluation, read)
    except ContradictoryStatementsError as error:
        listed = "; ".join(map(write_statement, error.statements))
        raise fail("statements-contradict", statements=listed) from None
    except ValueError:
        raise fail("statement-wrong", found="; ".join(said)) from None
