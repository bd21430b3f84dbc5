"""What do we test on, why, and how heavily does each thing count?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from identiteitslab.dashboard import address
from identiteitslab.dashboard.opening import plain
from identiteitslab.dashboard.other_criteria import other_criteria
from identiteitslab.dashboard.part import part
from identiteitslab.dashboard.parts.pieces import heading
from identiteitslab.dashboard.session import CRITERION
from identiteitslab.dashboard.views.criteria_list import (
    conclusion,
    matching,
    one_criterion,
    theme_tables,
)
from identiteitslab.dashboard.views.drawn import value_figures
from identiteitslab.dashboard.views.stamp import criteria_stamp
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from identiteitslab.dashboard.session import Visit


def render(visit: Visit) -> None:
    """Draw one of the criteria in full, once opened or linked to, and a table a theme."""
    catalogue, lang, question = visit.lab.catalogue, visit.lang, visit.question()
    st.html(heading(say("page.criteria.question", lang), conclusion(catalogue, question, lang)))
    _in_full(visit)
    words = st.text_input(say("page.criteria.search", lang), key="criteria-search", max_chars=80)
    found = matching(catalogue, words, lang)
    st.html(theme_tables(catalogue, question, found, visit.criterion_url, lang))
    st.download_button(
        say("page.criteria.download", lang),
        catalogue.model_dump_json,
        file_name=f"criteria-{catalogue.digest[:12]}.json",
        mime="application/json",
        on_click="ignore",
    )
    other_criteria(visit)
    st.html(criteria_stamp(catalogue, visit.lab.settings.criteria, lang))


@part
def _in_full(visit: Visit) -> None:
    """Give one criterion in full; who comes by a link to one, finds it open."""
    catalogue, lang, question = visit.lab.catalogue, visit.lang, visit.question()
    title, linked = plain(say("page.criteria.in_full", lang)), bool(address.written(CRITERION))
    box = st.expander(title, expanded=linked, key=f"opening-{CRITERION}", on_change="rerun")
    if not box.open:
        return
    known = {name: about.name.in_(lang) for name, about in catalogue.by_id.items()}
    label = say("cli.explain.column_criterion", lang)
    with box:
        about = catalogue.by_id[address.select(label, CRITERION, known, next(iter(known)))]
        st.html(one_criterion(about, question, lang))
        if about.scored:
            st.html(value_figures(about, question, visit.theme, lang))
