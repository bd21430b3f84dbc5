"""What do we know about this solution, and where is it strong or weak?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from identiteitslab.dashboard import address
from identiteitslab.dashboard.opening import on_opening, shown
from identiteitslab.dashboard.parts.pieces import fault_list, heading, reading_help, section
from identiteitslab.dashboard.views import names
from identiteitslab.dashboard.views.contexts import side_by_side
from identiteitslab.dashboard.views.criteria_list import CONTEXTS
from identiteitslab.dashboard.views.drill_down import one_indicator, question_of
from identiteitslab.dashboard.views.profile_of import conclusion, criteria_tables, minimums_table
from identiteitslab.dashboard.views.stamp import stamp
from identiteitslab.dashboard.worked_out import course_of, drawing
from identiteitslab.errors import LabError
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from identiteitslab.dashboard.parts.html import Html
    from identiteitslab.dashboard.session import Visit
    from identiteitslab.decision.analysis import Evaluation


def render(visit: Visit) -> None:
    """Draw one solution: how it stands, its minimums, its criteria, one of them to the bottom."""
    result, lang = visit.evaluation(), visit.lang
    catalogue = result.catalogue
    known = names.solutions(catalogue, lang)
    first = result.standings[0].solution
    chosen = address.select(say("cli.column_solution", lang), "solution", known, first)
    standing = next(s for s in result.standings if s.solution == chosen)
    st.html(heading(known[chosen], conclusion(result, standing, lang)))
    st.html(minimums_table(result, chosen, lang))
    st.html(criteria_tables(result, chosen, visit.criterion_url, lang))
    title = say("page.solution.contexts", lang)
    on_opening(title, "contexts", lambda: _contexts(visit, chosen))
    st.html(reading_help((say(f"page.solution.read_{n}", lang) for n in range(1, 4)), lang))
    st.html(section(say("page.solution.behind", lang)))
    criteria = {name: about.name.in_(lang) for name, about in catalogue.by_id.items()}
    one = address.select(
        say("cli.explain.column_criterion", lang), "criterion", criteria, next(iter(criteria))
    )
    about = catalogue.by_id[one]
    st.html(question_of(about, lang))
    for name in about.indicators:
        st.html(one_indicator(result, chosen, name, lang))
        _gemeenten(visit, result, chosen, name)
    st.html(stamp(result, lang))


def _contexts(visit: Visit, solution: str) -> Html:
    """Ask for each context as a whole, once somebody wants to see them beside each other."""
    asked = (visit.lab.question(context=one, profile=visit.profile) for one in CONTEXTS)
    try:
        found = [visit.evaluation(question) for question in asked]
    except LabError as error:
        return fault_list(error.faults, visit.lang)
    return side_by_side(found, solution, visit.lang)


def _gemeenten(visit: Visit, result: Evaluation, solution: str, indicator: str) -> None:
    """Offer gemeenten side by side and round after round, where there is more than one."""
    place, lang = result.estimates.place(solution, indicator), visit.lang
    if place is None or place[0].pooled is None:
        return

    def draw() -> Html:
        forest = drawing(result, "gemeenten", solution, indicator, lang=lang)
        rounds = course_of(result, solution, indicator, lang)
        return shown(visit, result, forest, rounds)

    about = result.catalogue.indicators[indicator].name.in_(lang)
    on_opening(say("trying.open.gemeenten", lang, indicator=about), indicator, draw)
