"""What a page was made from, in one line at its foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.dashboard.parts.html import Html, tag
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import date, number

if TYPE_CHECKING:
    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.decision.evaluation import Evaluation


def stamp(evaluation: Evaluation, lang: Lang) -> Html:
    """Give what a comparison was made from: who checks it, needs exactly this."""
    question, coverage, catalogue = evaluation.question, evaluation.coverage, evaluation.catalogue
    until = date(coverage.until, lang) if coverage.until else say("cli.no_date", lang)
    return _line(
        say(
            "dashboard.stamp",
            lang,
            context=catalogue.contexts[question.context].name.in_(lang).lower(),
            profile=catalogue.profiles[question.profile].name.in_(lang).lower(),
            gemeenten=number(coverage.gemeenten, lang),
            participants=number(coverage.participants, lang),
            until=until,
            criteria=evaluation.criteria_digest[:12],
            measurements=evaluation.data_version[:12],
            id=evaluation.id,
        )
    )


def criteria_stamp(catalogue: Catalogue, version: str, lang: Lang) -> Html:
    """Give which criteria a page shows."""
    named = version or say("cli.no_date", lang)
    return _line(say("page.criteria_stamp", lang, version=named, digest=catalogue.digest[:12]))


def _line(text: str) -> Html:
    return tag("p", text, class_="lab lab-stamp")
