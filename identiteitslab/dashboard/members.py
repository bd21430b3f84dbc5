"""Weights of each member of the steering group, side by side, in the address of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from identiteitslab.dashboard import address, weighing_form
from identiteitslab.dashboard.opening import plain
from identiteitslab.dashboard.part import part
from identiteitslab.dashboard.parts.html import block, tag
from identiteitslab.dashboard.parts.pieces import note
from identiteitslab.dashboard.views import member_sets
from identiteitslab.dashboard.worked_out import members_of
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identiteitslab.dashboard.session import Visit
    from identiteitslab.dashboard.views.member_sets import Points
    from identiteitslab.decision.analysis import Evaluation

KEPT, PREFIX = "members", "m-"
TWO = 2


@part
def members(visit: Visit, result: Evaluation) -> None:
    """Let members weigh one by one, and show where they differ and whether it matters."""
    lang = visit.lang
    themes = {n: result.catalogue.themes[n].name.in_(lang) for n in result.weighing.theme_points}
    given = member_sets.read(address.written(KEPT), list(themes))
    st.html(block(tag("p", say("trying.members.explain", lang))))
    if given:
        _outcome(visit, result, given)
    if len(given) < member_sets.MOST:
        _add(visit, result, given, themes)
    if given:
        label = say("trying.members.drop", lang, number=len(given))
        st.button(label, key="member-drop", on_click=_remember, args=(given[:-1], themes))


def _outcome(visit: Visit, result: Evaluation, given: Sequence[Points]) -> None:
    lang, catalogue = visit.lang, result.catalogue
    sets = member_sets.named(given, lang)
    found, apart, agreed = members_of(result, sets)
    st.html(note("open", tag("strong", say("trying.members.trial", lang))))
    st.html(member_sets.member_table(sets, found, catalogue, lang))
    if len(given) < TWO:
        return
    st.html(block(member_sets.conclusion(apart, found, catalogue, lang)))
    st.html(member_sets.difference_table(apart, catalogue, lang))
    st.html(member_sets.agreed(agreed, catalogue, lang))


def _add(visit: Visit, result: Evaluation, given: Sequence[Points], themes: dict[str, str]) -> None:
    """Ask the next member, once somebody opens the form."""
    lang = visit.lang
    member = say("trying.members.one", lang, number=len(given) + 1)
    title = say("trying.members.add", lang, member=member)
    box = st.expander(plain(title), key="opening-member", on_change="rerun")
    if not box.open:
        return
    with box:
        usual = {name: round(100 * x) for name, x in result.weighing.theme_points.items()}
        asked = weighing_form.ask(themes, usual, lang, prefix=PREFIX)
        keep = say("trying.members.keep", lang, member=member)
        if asked is not None:
            more = (*given, dict(asked.points))
            st.button(keep, key="member-keep", on_click=_remember, args=(more, themes))


def _remember(sets: Sequence[Points], themes: dict[str, str]) -> None:
    """Keep the sets in the address, and let the form begin anew."""
    address.remember(KEPT, member_sets.write(sets, list(themes)), "")
    address.forget(weighing_form.answers(themes, PREFIX))
