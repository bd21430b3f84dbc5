"""What a report was made from, in one paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from identiteitslab.report.told import Told

SIGNS = 12
"""So many signs of a digest are shown."""


def stamp(told: Told, head: str) -> str:
    """Give question, coverage, and the digests that name criteria, measurements and outcome."""
    evaluation, lang = told.evaluation, told.lang
    question, covered = evaluation.question, evaluation.coverage
    made_from = told.say(
        "stamp",
        view=view(told),
        profile=told.catalogue.profiles[question.profile].name.in_(lang),
        day=told.date(question.on),
        gemeenten=covered.gemeenten,
        participants=number(covered.participants, lang),
        until=told.date(covered.until),
        criteria=evaluation.criteria_digest[:SIGNS],
        measurements=evaluation.data_version[:SIGNS],
        code=evaluation.code_version,
        id=evaluation.id,
    )
    return f"{made_from} {told.say('head', head=head)}" if head else made_from


def view(told: Told) -> str:
    """Name the service, or else the context."""
    question = told.evaluation.question
    if question.situation is not None:
        return told.catalogue.situations[question.situation].name.in_(told.lang)
    return told.catalogue.contexts[question.context].name.in_(told.lang)
