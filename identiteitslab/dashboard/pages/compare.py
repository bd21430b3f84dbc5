"""Which solution is best for this situation, and how sure is that?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from identiteitslab.dashboard import address
from identiteitslab.dashboard.opening import offer, on_opening, shown
from identiteitslab.dashboard.parts.html import block, join, tag
from identiteitslab.dashboard.parts.pieces import heading, section
from identiteitslab.dashboard.views import names, pair, turning, what_next
from identiteitslab.dashboard.views.stamp import stamp
from identiteitslab.dashboard.views.standings import standings_help, standings_table
from identiteitslab.dashboard.worked_out import (
    against_of,
    drawing,
    flips_of,
    next_of,
    parties_of,
    without_gemeenten,
)
from identiteitslab.decision.conclusion import conclude
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from identiteitslab.dashboard.parts.html import Html
    from identiteitslab.dashboard.session import Visit
    from identiteitslab.dashboard.views.what_next import Box
    from identiteitslab.decision.analysis import Evaluation
    from identiteitslab.decision.answers.against import Against

TWO = 2


def render(visit: Visit) -> None:
    """Draw the comparison: conclusion, table, what follows, and what lies behind it to open."""
    result, lang = visit.evaluation(), visit.lang
    st.html(heading(say("dashboard.compare_title", lang), conclude(result, lang)))
    st.html(standings_table(result, lang, lambda one: visit.url("oplossing", solution=one)))
    below = st.container()
    st.html(standings_help(lang))
    offer(visit, result, "scores")
    if _ranked(result) >= TWO:
        offer(visit, result, "places")
    if len(result.standings) >= TWO:
        _two(visit, result)
    st.html(stamp(result, lang))
    # The dearest answers of the page: nobody waits for them to read what does not need them.
    with below:
        with st.spinner(say("page.deliver.working", lang)):
            told = what_next.boxes(_asked_next(visit, result), lang)
        st.html(told)


def _ranked(result: Evaluation) -> int:
    """Count the solutions that do not fail."""
    return sum(one.first is not None for one in result.standings)


def _asked_next(visit: Visit, result: Evaluation) -> Iterator[Box]:
    """Answer in a sentence each what follows from the table."""
    lang = visit.lang
    if _ranked(result) >= TWO:
        told = turning.conclusion(result, flips_of(result), without_gemeenten(result), lang)
        yield "change", told, visit.url("gevoeligheid")
    told = what_next.to_measure(result, next_of(result), parties_of(result), lang)
    yield "measure", told, visit.url("bewijs")
    told = what_next.to_decide(visit.decisions(), lang)
    yield "decide", told, visit.url("besluiten")


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
    found = against_of(result, one, other)
    told = tag("strong", pair.conclusion(found, catalogue, lang))
    st.html(join(block(tag("p", told)), pair.theme_table(found, catalogue, lang)))
    offer(visit, result, "difference", one, other)
    title = say("trying.open.contributions", lang)
    on_opening(title, "contributions", lambda: _criteria(visit, result, found))


def _criteria(visit: Visit, result: Evaluation, found: Against) -> Html:
    """Give the criteria that set two solutions apart, drawn and as a table."""
    drawn = drawing(result, "contributions", found.one, found.other, lang=visit.lang)
    told = pair.criteria_table(found, result.catalogue, visit.criterion_url, visit.lang)
    return join(shown(visit, result, drawn), told)
