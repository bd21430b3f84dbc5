"""Of what do we know enough, and what should we measure first?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from identiteitslab.dashboard.opening import on_opening, shown
from identiteitslab.dashboard.parts.html import tag
from identiteitslab.dashboard.parts.pieces import heading, reading_help, section
from identiteitslab.dashboard.views import coverage, evidence_grid, representation
from identiteitslab.dashboard.views.stamp import stamp
from identiteitslab.dashboard.worked_out import drawing, evidence_of, joint_of, next_of, parties_of
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from identiteitslab.dashboard.parts.html import Html
    from identiteitslab.dashboard.session import Visit
    from identiteitslab.decision.analysis import Evaluation
    from identiteitslab.decision.answers.next_measurement import NextMeasurement


def render(visit: Visit) -> None:
    """Draw what to measure first, how strong the evidence is, and the gemeenten."""
    result, lang = visit.evaluation(), visit.lang
    known, following = evidence_of(result), next_of(result)
    lines = evidence_grid.criteria(result, known, lang)
    told = coverage.conclusion(result, lines, following, lang)
    st.html(heading(say("page.evidence.question", lang), told))
    table = (
        coverage.next_table(result, following, parties_of(result), lang)
        if following.cells
        else tag("p", say("page.evidence.nothing_next", lang))
    )
    st.html(section(say("page.evidence.next", lang), table))
    if following.cells:
        title = say("trying.open.next_measurement", lang)
        on_opening(title, "next_measurement", lambda: _next(visit, result, following))
    title = say("page.evidence.strength", lang)
    st.html(section(title, evidence_grid.theme_table(result, lines, lang)))
    title = say("page.evidence.gaps", lang)
    st.html(section(title, evidence_grid.gaps_table(result, lines, visit.criterion_url, lang)))
    title = say("page.evidence.all", lang)
    st.html(section(title, evidence_grid.theme_details(result, known, lines, lang)))
    title = say("page.evidence.representative", lang)
    st.html(section(title, representation.told(result, lang)))
    title = say("page.evidence.gemeenten", lang)
    st.html(section(title, coverage.gemeenten_table(result, joint_of(result), lang)))
    st.html(reading_help((say(f"page.evidence.read_{n}", lang) for n in range(1, 4)), lang))
    st.html(stamp(result, lang))


def _next(visit: Visit, result: Evaluation, following: NextMeasurement) -> Html:
    """Draw what measuring brings, from the cells of the table."""
    drawn = drawing(result, "next_measurement", lang=visit.lang)
    told = drawn and coverage.next_told(result, following, drawn, visit.lang)
    return shown(visit, result, told)
