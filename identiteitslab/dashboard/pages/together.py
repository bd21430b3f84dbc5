"""Which set of solutions works best side by side?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from identiteitslab.dashboard import address
from identiteitslab.dashboard.opening import on_opening, shown
from identiteitslab.dashboard.parts.pieces import heading, note, reading_help, section
from identiteitslab.dashboard.views import names, sets
from identiteitslab.dashboard.views.stamp import stamp
from identiteitslab.dashboard.worked_out import sets_of
from identiteitslab.decision.fixed_parts import fixed_parts
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from identiteitslab.comparison.combination import Combinations
    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.dashboard.session import Visit
    from identiteitslab.decision.analysis import Evaluation
    from identiteitslab.text.lookup import Lang

LARGEST, USUAL = 4, 2


@dataclass(frozen=True)
class Wish:
    """What a set may be: so many solutions at most, with some of them and without others."""

    most: int
    must: tuple[str, ...]
    must_not: tuple[str, ...]


def render(visit: Visit) -> None:
    """Draw the sets that may be used, the best first."""
    result, lang, catalogue = visit.evaluation(), visit.lang, visit.lab.catalogue
    above = st.container()
    wish = _wish(catalogue, lang)
    refused = _refusal(wish, catalogue, lang)
    if refused:
        above.html(heading(say("page.together.question", lang)))
        st.html(note("open", refused))
        return
    with st.spinner(say("page.deliver.working", lang)):
        found = sets_of(result, wish.most, wish.must, wish.must_not)
    told = sets.conclusion(found, catalogue, lang)
    above.html(heading(say("page.together.question", lang), told))
    if found.best is None:
        st.html(sets.nearest(found, catalogue, lang))
    else:
        _best(visit, result, found)
    reading = [say(f"page.together.read_{n}", lang) for n in range(1, 4)]
    st.html(reading_help(filter(None, (*reading, fixed_parts(catalogue, lang))), lang))
    st.html(stamp(result, lang))


def _wish(catalogue: Catalogue, lang: Lang) -> Wish:
    """Let the reader say what a set may be."""
    known, anything = names.solutions(catalogue, lang), say("page.together.any", lang)
    sizes = {str(n): str(n) for n in range(1, min(LARGEST, len(known)) + 1)}
    usual = str(USUAL) if str(USUAL) in sizes else "1"
    left, middle, right = st.columns(3)
    with left:
        most = int(address.select(say("page.together.most", lang), "most", sizes, usual))
    with middle:
        label = say("page.together.must", lang)
        must = address.select_several(label, "must", known, placeholder=anything)
    with right:
        rest = {name: told for name, told in known.items() if name not in must}
        label = say("page.together.must_not", lang)
        must_not = address.select_several(label, "not", rest, placeholder=anything)
    return Wish(most, must, must_not)


def _refusal(wish: Wish, catalogue: Catalogue, lang: Lang) -> str:
    """Say why no set can be as the reader wishes; empty if some can."""
    if len(wish.must) > wish.most:
        return say("page.together.too_many", lang, must=len(wish.must), most=wish.most)
    if len(wish.must_not) == len(catalogue.solutions):
        return say("page.together.nobody", lang)
    return ""


def _best(visit: Visit, result: Evaluation, found: Combinations) -> None:
    """Draw the sets, the best one in each situation, and what each solution more adds."""
    lang, catalogue, best = visit.lang, visit.lab.catalogue, found.sets[0]
    st.html(sets.sets_table(found, catalogue, lang))
    title = say("page.together.situations", lang, set=sets.named(best, catalogue, lang))
    st.html(section(title, sets.situations_table(best, catalogue, lang)))
    on_opening(
        say("trying.open.combinations", lang),
        "combinations",
        lambda: shown(visit, result, sets.frontier_of(found, result, lang)),
    )
