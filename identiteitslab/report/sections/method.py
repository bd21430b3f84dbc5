"""How was compared, in short, and what counts how heavily."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.decision.pictures import figure
from identiteitslab.report.content import Items, Section
from identiteitslab.report.from_figure import picture
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from identiteitslab.report.told import Told

STEPS = ("delivered", "estimated", "scored", "minimums", "weighed", "unknown")


def method(told: Told) -> Section:
    """Tell each step in a sentence, with the weights of the profile."""
    evaluation = told.evaluation
    facts = {
        "criteria": len(evaluation.scores.criterion_ids),
        "indicators": len(told.catalogue.in_context(evaluation.question.context)),
        "gemeenten": evaluation.coverage.gemeenten,
        "participants": number(evaluation.coverage.participants, told.lang),
        "draws": number(evaluation.ranks.totals.shape[1], told.lang),
    }
    steps = tuple(told.say(f"method.{step}", **facts) for step in STEPS)
    own = (told.say("method.own"),) if evaluation.method else ()
    drawn = figure(evaluation, "weights", lang=told.lang)
    source = "scoring.weights.profile_weights"
    return Section(
        told.say("method.title"), (Items((*steps, *own)), picture("weights", source, drawn))
    )
