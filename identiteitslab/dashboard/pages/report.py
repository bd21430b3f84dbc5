"""How do I take this along to the meeting and the file?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from identiteitslab.dashboard.parts.html import block, tag
from identiteitslab.dashboard.parts.pieces import bullets, heading, section
from identiteitslab.dashboard.views import exports
from identiteitslab.dashboard.views.stamp import stamp
from identiteitslab.dashboard.views.standings import standings_table
from identiteitslab.decision.conclusion import conclude
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from identiteitslab.dashboard.session import Visit


def render(visit: Visit) -> None:
    """Draw what the files hold, and offer them."""
    result, lang = visit.evaluation(), visit.lang
    told = say("page.report.told", lang)
    st.html(heading(say("page.report.question", lang), told))
    row = st.container(horizontal=True)
    for form, make in (
        ("xlsx", partial(exports.as_workbook, result, lang)),
        ("csv", partial(exports.as_csv, result, lang)),
        ("json", partial(exports.as_json, result)),
    ):
        row.download_button(
            say(f"page.report.{form}", lang),
            make,
            exports.file_name(result, form),
            on_click="ignore",
            key=f"report-{form}",
        )
    held = (say(f"page.report.holds_{n}", lang) for n in range(1, 4))
    st.html(section(say("page.report.holds", lang), bullets(held)))
    st.html(section(say("page.report.shown", lang)))
    st.html(block(tag("p", tag("strong", conclude(result, lang)))))
    st.html(standings_table(result, lang, lambda one: visit.url("oplossing", solution=one)))
    st.html(stamp(result, lang))
