"""Which solution is best for this situation, and how sure is that?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from identiteitslab.dashboard import address
from identiteitslab.dashboard.parts.figure import figure
from identiteitslab.dashboard.parts.pieces import heading, section
from identiteitslab.dashboard.views import names, pair
from identiteitslab.dashboard.views.stamp import stamp
from identiteitslab.dashboard.views.standings import standings_help, standings_table
from identiteitslab.decision.answers.against import against
from identiteitslab.decision.conclusion import conclude
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from identiteitslab.dashboard.session import Visit
    from identiteitslab.decision.evaluation import Evaluation

TWO = 2


def render(visit: Visit) -> None:
    """Draw the comparison: conclusion, table, then what lies behind it."""
    result, lang = visit.evaluation(), visit.lang
    st.html(heading(say("dashboard.compare_title", lang), conclude(result, lang)))
    st.html(standings_table(result, lang, lambda one: visit.url("oplossing", solution=one)))
    st.html(standings_help(lang))
    if len(result.standings) >= TWO:
        _two(visit, result)
    if sum(one.first is not None for one in result.standings) >= TWO:
        st.html(section(say("page.compare.places", lang)))
        st.html(figure(pair.places(result, lang), visit.theme))
    st.html(stamp(result, lang))


def _two(visit: Visit, result: Evaluation) -> None:
    """Set two solutions side by side; the two that stand highest, unless the reader chose."""
    lang, catalogue = visit.lang, result.catalogue
    known = names.solutions(catalogue, lang)
    first, second = (one.solution for one in result.standings[:TWO])
    st.html(section(say("page.compare.two", lang)))
    left, right = st.columns(TWO)
    with left:
        one = address.select(say("page.compare.one", lang), "one", known, first)
    rest = {name: told for name, told in known.items() if name != one}
    with right:
        usual = second if second in rest else first
        other = address.select(say("page.compare.other", lang), "other", rest, usual)
    found = against(result, one, other)
    st.html(figure(pair.dots(found, result, lang), visit.theme))
    st.html(pair.theme_table(found, catalogue, lang))
    st.html(pair.criteria_table(found, catalogue, lang))
