"""What do we test on, why, and how heavily does each thing count?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from identiteitslab.dashboard import address
from identiteitslab.dashboard.opening import on_opening
from identiteitslab.dashboard.other_criteria import other_criteria
from identiteitslab.dashboard.parts.pieces import heading, section
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
    """Draw the criteria: a table a theme, then one of them in full."""
    catalogue, lang, question = visit.lab.catalogue, visit.lang, visit.question()
    st.html(heading(say("page.criteria.question", lang), conclusion(catalogue, question, lang)))
    words = st.text_input(say("page.criteria.search", lang), key="criteria-search", max_chars=80)
    st.html(theme_tables(catalogue, question, matching(catalogue, words, lang), lang))
    st.html(section(say("page.criteria.in_full", lang)))
    known = {name: about.name.in_(lang) for name, about in catalogue.by_id.items()}
    one = address.select(
        say("cli.explain.column_criterion", lang), "criterion", known, next(iter(known))
    )
    about = catalogue.by_id[one]
    st.html(one_criterion(about, question, lang))
    if about.scored:
        on_opening(
            say("trying.open.value", lang),
            "value",
            lambda: value_figures(about, question, visit.theme, lang),
        )
    st.download_button(
        say("page.criteria.download", lang),
        catalogue.model_dump_json,
        file_name=f"criteria-{catalogue.digest[:12]}.json",
        mime="application/json",
        on_click="ignore",
    )
    other_criteria(visit)
    st.html(criteria_stamp(catalogue, visit.lab.settings.criteria, lang))
