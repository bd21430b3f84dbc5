"""What do we know about this solution, and where is it strong or weak?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from identiteitslab.dashboard import address
from identiteitslab.dashboard.parts.pieces import heading, reading_help, section
from identiteitslab.dashboard.views import names
from identiteitslab.dashboard.views.drill_down import drill_down
from identiteitslab.dashboard.views.profile_of import conclusion, criteria_tables, minimums_table
from identiteitslab.dashboard.views.stamp import stamp
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from identiteitslab.dashboard.session import Visit


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
    st.html(criteria_tables(result, chosen, lang))
    st.html(reading_help((say(f"page.solution.read_{n}", lang) for n in range(1, 4)), lang))
    st.html(section(say("page.solution.behind", lang)))
    criteria = {name: about.name.in_(lang) for name, about in catalogue.by_id.items()}
    one = address.select(
        say("cli.explain.column_criterion", lang), "criterion", criteria, next(iter(criteria))
    )
    st.html(drill_down(result, chosen, one, lang))
    st.html(stamp(result, lang))
