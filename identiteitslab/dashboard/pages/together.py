"""Which set of solutions works best side by side?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from identiteitslab.dashboard import address
from identiteitslab.dashboard.opening import on_opening, shown
from identiteitslab.dashboard.parts.pieces import heading, reading_help, section
from identiteitslab.dashboard.views import names, sets
from identiteitslab.dashboard.views.stamp import stamp
from identiteitslab.dashboard.worked_out import sets_of
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from identiteitslab.dashboard.session import Visit

LARGEST, USUAL = 4, 2
ANY = "-"


def render(visit: Visit) -> None:
    """Draw the sets that may be used, the best first."""
    result, lang, catalogue = visit.evaluation(), visit.lang, visit.lab.catalogue
    sizes = {str(n): str(n) for n in range(1, min(LARGEST, len(catalogue.solutions)) + 1)}
    members = {ANY: say("page.together.any", lang)} | names.solutions(catalogue, lang)
    left, right = st.columns(2)
    with left:
        usual = str(USUAL) if str(USUAL) in sizes else "1"
        most = int(address.select(say("page.together.most", lang), "most", sizes, usual))
    with right:
        must = address.select(say("page.together.must", lang), "must", members, ANY)
    with st.spinner(say("page.deliver.working", lang)):
        found = sets_of(result, most, () if must == ANY else (must,))
    told = sets.conclusion(found, catalogue, lang)
    st.html(heading(say("page.together.question", lang), told))
    if found.best is None:
        st.html(sets.nearest(found, catalogue, lang))
    else:
        st.html(sets.sets_table(found, catalogue, lang))
        title = say("page.together.situations", lang, set=sets.named(found.best, catalogue, lang))
        st.html(section(title, sets.situations_table(found.best, catalogue, lang)))
        on_opening(
            say("trying.open.combinations", lang),
            "combinations",
            lambda: shown(visit, result, sets.frontier_of(found, result, lang)),
        )
    st.html(reading_help((say(f"page.together.read_{n}", lang) for n in range(1, 4)), lang))
    st.html(stamp(result, lang))
