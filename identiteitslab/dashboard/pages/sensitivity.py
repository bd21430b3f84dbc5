"""What if we find other things important, or if one gemeente had not measured?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from identiteitslab.dashboard import address
from identiteitslab.dashboard.opening import offer
from identiteitslab.dashboard.parts.pieces import heading, note, reading_help, section
from identiteitslab.dashboard.views import turning
from identiteitslab.dashboard.views.stamp import stamp
from identiteitslab.dashboard.worked_out import flips_of, slider_of, without_gemeenten
from identiteitslab.decision.answers.what_if import points as around
from identiteitslab.text.lookup import Lang, say

if TYPE_CHECKING:
    from identiteitslab.dashboard.session import Visit
    from identiteitslab.decision.analysis import Evaluation

MOST = 100


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
    _try(result, lang)
    title = say("page.sensitivity.leaving", lang)
    st.html(section(title, turning.gemeenten_table(without, catalogue, lang)))
    st.html(reading_help((say(f"page.sensitivity.read_{n}", lang) for n in range(1, 4)), lang))
    st.html(stamp(result, lang))


@st.fragment
def _try(result: Evaluation, lang: Lang) -> None:
    """Let the reader give points; only this part of the page follows the sliders."""
    adopted = {name: round(100 * share) for name, share in result.weighing.theme_points.items()}
    chosen = {}
    for column, (theme, usual) in zip(st.columns(len(adopted)), adopted.items(), strict=True):
        with column:
            label = result.catalogue.themes[theme].name.in_(lang)
            chosen[theme] = address.slide(label, f"p-{theme}", MOST, usual)
    if st.button(say("page.sensitivity.back", lang), key="sensitivity-back"):
        address.forget({f"p-{theme}" for theme in adopted})
        st.rerun(scope="fragment")
    if not any(chosen.values()):
        st.html(note("failed", say("page.sensitivity.no_points", lang)))
        return
    tried = slider_of(result).ranks(around(result, chosen))
    st.html(turning.trial_points(chosen, result.catalogue, lang))
    st.html(turning.trial_table(result, tried, lang))
