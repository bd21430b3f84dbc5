"""Commands about decisions: record one, list them, look at one again."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from identiteitslab.cli.decision_options import (  # noqa: TC001 - typer reads these
    ActionOption,
    AnswerOption,
    ChooseOption,
    DeviationOption,
    EvaluationOption,
    FormOption,
    OptionsOption,
    OverrideOption,
    OwnerOption,
    PhaseOption,
    QuestionOption,
    ReasonOption,
    ReplacesOption,
    TemplateOption,
    VerdictOption,
)
from identiteitslab.cli.options import JsonOption, LabOption, LangOption, start
from identiteitslab.cli.question_options import (
    ContextOption,
    DayOption,
    ProfileOption,
    SeedOption,
    SituationOption,
    read_day,
)

if TYPE_CHECKING:
    from identiteitslab.cli.decision_form import Form
    from identiteitslab.cli.options import Session
    from identiteitslab.lab.asking import Asked
    from identiteitslab.lab.deciding import Receipt

USUAL_PHASE = "evalueren"


def decide(
    *,
    form: FormOption = None,
    template: TemplateOption = False,
    question: QuestionOption = None,
    options: OptionsOption = None,
    choose: ChooseOption = None,
    verdict: VerdictOption = None,
    reason: ReasonOption = None,
    deviation: DeviationOption = None,
    override: OverrideOption = None,
    owner: OwnerOption = None,
    phase: PhaseOption = None,
    answer: AnswerOption = None,
    action: ActionOption = None,
    replaces: ReplacesOption = None,
    evaluation: EvaluationOption = None,
    context: ContextOption = None,
    profile: ProfileOption = None,
    situation: SituationOption = None,
    on: DayOption = None,
    seed: SeedOption = None,
    as_json: JsonOption = False,
    lab: LabOption = None,
    lang: LangOption = None,
) -> None:
    """Leg een besluit vast. / Record a decision.

    Noem functies en besturen, nooit mensen. / Name roles and bodies, never people.
    """
    from identiteitslab.cli import decision_form, decision_pages
    from identiteitslab.lab.asking import Asked

    session = start(lab, lang)
    catalogue = session.place.catalogue
    if template:
        typer.echo(decision_form.template(catalogue, phase or USUAL_PHASE, session.lang), nl=False)
        return
    given = {
        "question": question, "options": options, "choice.solutions": choose,
        "choice.verdict": verdict, "reason": reason, "deviation": deviation, "override": override,
        "phase": phase, "actions": decision_form.read_actions(action) if action else None,
        "replaces": replaces, **decision_form.read_owner(owner),
    }  # fmt: skip
    answers = decision_form.read_answers(answer or (), catalogue)
    said = decision_form.filled(decision_form.read_form(form, catalogue), given, answers)
    asked = Asked(context=context, profile=profile, situation=situation, on=on, seed=seed)
    receipt = _record(session, said, evaluation, asked)
    decision_pages.receipt_page(session, receipt, as_json=as_json)


def decisions(
    number: Annotated[
        int | None,
        typer.Argument(min=1, help="Nummer van een besluit. / Number.", show_default=False),
    ] = None,
    done: Annotated[
        int | None,
        typer.Option(min=1, help="Deze actie is klaar. / Action done.", show_default=False),
    ] = None,
    on: Annotated[
        dt.date | None,
        typer.Option(
            parser=read_day, metavar="JJJJ-MM-DD", help="Dag dat de actie klaar was. / Day done."
        ),
    ] = None,
    as_json: JsonOption = False,
    lab: LabOption = None,
    lang: LangOption = None,
) -> None:
    """Toon de besluiten, of één besluit met wat er sindsdien veranderde. / List decisions.

    Met een nummer: het hele besluit, en wat het bewijs nu zegt.
    With a number: the whole decision, and what the evidence says now.
    """
    from identiteitslab.cli import decision_pages as pages
    from identiteitslab.errors import fail
    from identiteitslab.lab.deciding import close_action, find
    from identiteitslab.lab.deciding import decisions as all_decisions

    session = start(lab, lang)
    if number is None:
        if done is not None:
            raise fail("usage", problem=session.say("decisions.done_without_number"))
        pages.list_page(session, all_decisions(session.lab), as_json=as_json)
        return
    if done is not None:
        head = close_action(session.lab, number, done, on=on)
        pages.closed_page(session, number, done, head, as_json=as_json)
        return
    pages.decision_page(session, find(session.lab, number), as_json=as_json)


def _record(session: Session, said: Form, expected: str | None, asked: Asked) -> Receipt:
    """Keep a decision on the evaluation that these choices give.

    Raises
    ------
    LabError
        All that is wrong, in the file too; nothing was kept.
    """
    from identiteitslab.errors import LabError, fail
    from identiteitslab.lab.deciding import decide as keep

    draft = said.draft()
    evaluation = session.lab.evaluate(**asked)
    if expected is not None and expected != evaluation.id:
        raise fail("decision-evaluation-other", found=expected[:12], now=evaluation.id)
    try:
        return keep(session.lab, draft, evaluation)
    except LabError as error:
        raise LabError(said.placed(error.faults)) from None
