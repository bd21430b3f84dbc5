"""Builds every page: language, band on made-up data, choices, then the page itself."""

from __future__ import annotations

from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING

import streamlit as st

from identiteitslab.access.rights import allow, demand
from identiteitslab.dashboard import sign_in
from identiteitslab.dashboard.parts.frame import band, language_script, style
from identiteitslab.dashboard.parts.pieces import damage_note, fault_page
from identiteitslab.dashboard.session import (
    choose,
    language,
    open_lab,
    theme,
)
from identiteitslab.dashboard.table import PAGES
from identiteitslab.errors import LabError

if TYPE_CHECKING:
    from identiteitslab.access.actor import Actor
    from identiteitslab.dashboard.table import Page
    from identiteitslab.text.lookup import Lang


def main() -> None:
    """Draw the page; a fault is told in words, never as a traceback."""
    icon = files("identiteitslab.dashboard").joinpath("icon.png")
    st.set_page_config(page_title="Identiteitslab", page_icon=str(icon), layout="wide")
    lang = language()
    st.html(style(theme()))
    st.html(f"<script>{language_script(lang)}</script>", unsafe_allow_javascript=True)
    try:
        who = sign_in.who()
        if who is None:
            enter(lang)
        else:
            navigate(who, lang)
    except LabError as error:
        st.html(fault_page(error.faults, lang))
        sign_in.leave(lang)


def enter(lang: Lang) -> None:
    """Ask for a sign-in at the address of whatever page was asked for."""
    asked = [
        st.Page(
            partial(sign_in.ask, lang),
            title="Identiteitslab",
            url_path=page.url or page.name,
            default=not page.url,
        )
        for page in PAGES
    ]
    st.navigation(asked, position="hidden").run()


def navigate(who: Actor, lang: Lang) -> None:
    """Offer the pages that somebody may open, and draw the chosen one.

    The others are known too, so that who follows a link to one reads why it stays closed.
    """
    pages = [
        st.Page(
            partial(draw, page, who),
            title=page.title(lang),
            url_path=page.url or page.name,
            default=not page.url,
            visibility="visible" if allow(who, page.right) else "hidden",
        )
        for page in PAGES
    ]
    chosen = st.navigation(pages, position="top")
    sign_in.tell(who, lang)
    chosen.run()


def draw(page: Page, who: Actor) -> None:
    """Draw one page under its choices."""
    lang = language()
    try:
        demand(who, page.right)
        lab = open_lab()
        if lab.catalogue.fictitious:
            st.html(band(lang))
        above = st.container()
        visit = choose(lab, who, lang, page.choices)
        if damaged := visit.left_out():
            above.html(damage_note(damaged, lang))
        page.render(visit)
    except LabError as error:
        st.html(fault_page(error.faults, lang))
