"""Which solution is best for this situation, and how sure is that?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from identiteitslab.dashboard.parts.side_by_side import heading, reading_help, stamp, table
from identiteitslab.dashboard.session import choice, evaluation, remember
from identiteitslab.text.lookup import LANGUAGES, Lang, say

if TYPE_CHECKING:
    from identiteitslab.lab.lab import Lab


def render(lab: Lab, lang: Lang) -> None:
    """Draw the comparison."""
    view, profile = _context_bar(lab, lang)
    situation = view if view in lab.catalogue.situations else None
    context = None if situation else view
    result = evaluation(lab, situation, context, profile)
    st.html(heading(result, lang))
    st.html(table(result, lang))
    st.html(reading_help(lang))
    st.html(stamp(result, lang))


def _context_bar(lab: Lab, lang: Lang) -> tuple[str, str]:
    catalogue = lab.catalogue
    views = {
        **{name: say("dashboard.all_of", lang, context=c.name.in_(lang).lower())
           for name, c in catalogue.contexts.items()},
        **{name: s.name.in_(lang) for name, s in catalogue.situations.items()},
    }  # fmt: skip
    profiles = {name: p.name.in_(lang) for name, p in catalogue.profiles.items()}
    columns = st.columns([3, 3, 1])
    with columns[0]:
        view = _select(say("dashboard.situation", lang), "view", views, lab.settings.context)
    with columns[1]:
        profile = _select(say("dashboard.profile", lang), "profile", profiles, lab.settings.profile)
    with columns[2]:
        names = {str(code): say(f"dashboard.language_{code}", lang) for code in LANGUAGES}
        chosen = _select(say("dashboard.language", lang), "lang", names, "nl")
    if chosen != lang:
        st.rerun()
    return view, profile


def _select(label: str, name: str, options: dict[str, str], default: str) -> str:
    ids = list(options)
    chosen = st.selectbox(
        label,
        ids,
        index=ids.index(choice(name, ids, default)),
        format_func=lambda one: options[one],
        key=f"choice-{name}",
    )
    remember(name, chosen, default)
    return chosen
