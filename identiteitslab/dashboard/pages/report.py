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
from identiteitslab.report.files import FORMS, Report
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from identiteitslab.dashboard.session import Visit
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.report.content import Kind

KINDS: tuple[Kind, ...] = ("note", "full")


def render(visit: Visit) -> None:
    """Draw what the files hold, and offer them; a file is made when somebody asks for it."""
    result, lang = visit.evaluation(), visit.lang
    st.html(heading(say("page.report.question", lang), say("page.report.told", lang)))
    for kind in KINDS:
        _files(visit, result, kind)
    st.html(
        section(
            say("page.report.forms", lang),
            bullets(say(f"page.report.form_{form}", lang) for form in FORMS),
        )
    )
    st.html(section(say("page.report.shown", lang)))
    st.html(block(tag("p", tag("strong", conclude(result, lang)))))
    st.html(standings_table(result, lang, lambda one: visit.url("oplossing", solution=one)))
    st.download_button(
        say("page.report.csv", lang),
        partial(exports.as_csv, result, lang),
        exports.file_name(result, lang),
        on_click="ignore",
        key="report-csv",
    )
    st.html(stamp(result, lang))


def _files(visit: Visit, result: Evaluation, kind: Kind) -> None:
    """Offer one report in every form."""
    lang = visit.lang
    decided = visit.decisions().kept
    report = Report(result, kind, lang, head=visit.moment.head, decisions=decided)
    holds = tag("p", say(f"page.report.{kind}_holds", lang))
    st.html(section(say(f"page.report.{kind}", lang), holds))
    row = st.container(horizontal=True)
    for form in FORMS:
        row.download_button(
            say(f"page.report.{form}", lang),
            partial(report.make, form),
            report.name(form),
            on_click="ignore",
            key=f"report-{kind}-{form}",
        )
