"""What a steering group asks after the table: what would change this, what to measure, decide?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.dashboard.parts.html import Html, block, tag
from identiteitslab.dashboard.parts.pieces import link
from identiteitslab.dashboard.views import names
from identiteitslab.dashboard.views.coverage import who_can
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from identiteitslab.comparison.division import Party
    from identiteitslab.decision.answers.next_measurement import NextMeasurement
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.decision.log.ledger import Ledger

Box = tuple[str, str, str]
"""Which question, its answer, and the address of the page that tells more."""


def boxes(given: Iterable[Box], lang: Lang) -> Html:
    """Give questions side by side, each with its answer and the way to more."""
    return block(*(_box(*one, lang) for one in given), class_="lab-next")


def to_measure(
    evaluation: Evaluation, following: NextMeasurement, parties: Iterable[Party], lang: Lang
) -> str:
    """Say what is best measured next, how much of it, how, and who could do so."""
    if not following.cells:
        return say("page.evidence.nothing_next", lang)
    first, catalogue = following.cells[0], evaluation.catalogue
    told = say(
        "page.compare.measure_first",
        lang,
        indicator=catalogue.indicators[first.indicator].name.in_(lang),
        solution=names.solution(catalogue, first.solution, lang),
        count=number(first.observations, lang),
        way=say(f"page.measured_by.{first.measured_by}", lang),
    )
    who = who_can(evaluation, first, parties, lang)
    return f"{told} {say('page.compare.measure_who', lang, who=who)}" if who else told


def to_decide(ledger: Ledger, lang: Lang) -> str:
    """Say whether something was decided, and how many actions are open."""
    standing = ledger.standing
    if not standing:
        return say("page.compare.nothing_decided", lang)
    open_ = sum(len(one.open_actions) for one in standing)
    last = max(standing, key=lambda one: one.number)
    return say(
        "page.compare.decided", lang, question=last.decision.question, actions=number(open_, lang)
    )


def _box(name: str, told: str, url: str, lang: Lang) -> Html:
    return tag(
        "section",
        tag("h2", say(f"page.compare.ask_{name}", lang)),
        tag("p", told),
        tag("p", link(say(f"page.compare.more_{name}", lang), url)),
    )
