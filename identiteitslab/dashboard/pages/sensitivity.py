"""What if we find other things important, or if one gemeente had not measured?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from identiteitslab.dashboard.members import members
from identiteitslab.dashboard.opening import offer
from identiteitslab.dashboard.parts.pieces import heading, reading_help, section
from identiteitslab.dashboard.trial import trial
from identiteitslab.dashboard.views import turning
from identiteitslab.dashboard.views.stamp import stamp
from identiteitslab.dashboard.worked_out import flips_of, minimums_left, without_gemeenten
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from identiteitslab.dashboard.session import Visit


def render(visit: Visit) -> None:
    """Draw what would change the outcome, then let the reader try other weights."""
    result, lang, catalogue = visit.evaluation(), visit.lang, visit.lab.catalogue
    found, without = flips_of(result), without_gemeenten(result)
    told = turning.conclusion(result, found, without, lang)
    st.html(heading(say("page.sensitivity.question", lang), told))
    title = say("page.sensitivity.flips", lang)
    st.html(section(title, turning.flip_table(found, catalogue, lang)))
    offer(visit, result, "tornado")
    st.html(section(say("page.sensitivity.try", lang)))
    trial(visit, result)
    st.html(section(say("trying.members.title", lang)))
    members(visit, result)
    title = say("page.sensitivity.leaving", lang)
    st.html(section(title, turning.gemeenten_table(result, without, minimums_left(result), lang)))
    st.html(reading_help((say(f"page.sensitivity.read_{n}", lang) for n in range(1, 4)), lang))
    st.html(stamp(result, lang))
