"""Set the criteria beside another version: a file that this page gave out before, or elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from identiteitslab.criteria.diff import diff
from identiteitslab.dashboard.opening import plain
from identiteitslab.dashboard.part import part
from identiteitslab.dashboard.parts.html import block, tag
from identiteitslab.dashboard.parts.pieces import fault_list, section
from identiteitslab.dashboard.views import criteria_diff
from identiteitslab.dashboard.worked_out import criteria_change_of
from identiteitslab.errors import LabError
from identiteitslab.lab.criteria_change import read_download
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.dashboard.session import Visit

KEY = "other-criteria"


@part
def other_criteria(visit: Visit) -> None:
    """Take another version, and say what differs and what that does; nothing is kept of it."""
    lang = visit.lang
    box = st.expander(
        plain(say("page.criteria_diff.title", lang)), key=f"opening-{KEY}", on_change="rerun"
    )
    if not box.open:
        return
    with box:
        st.html(block(tag("p", say("page.criteria_diff.explain", lang))))
        file = st.file_uploader(say("page.criteria_diff.file", lang), ["json"], key=KEY)
        if file is None:
            return
        try:
            _beside(visit, read_download(file.getvalue(), visit.lab))
        except LabError as error:
            st.html(fault_list(error.faults, lang))


def _beside(visit: Visit, other: Catalogue) -> None:
    lang, mine = visit.lang, visit.lab.catalogue
    changes = diff(mine, other)
    st.html(criteria_diff.conclusion(changes, lang))
    if not changes:
        return
    st.html(block(criteria_diff.changes_table(changes, mine, other, lang)))
    with st.spinner(say("page.deliver.working", lang)):
        found = criteria_change_of(visit.evaluation(), other, visit.lab)
    st.html(section(say("page.criteria_diff.outcome", lang), criteria_diff.outcome(found, lang)))
