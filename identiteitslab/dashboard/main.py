"""Builds every page: language, band on made-up data, context bar, then the page itself."""

from __future__ import annotations

from importlib.resources import files

import streamlit as st

from identiteitslab.dashboard.pages import compare
from identiteitslab.dashboard.parts.frame import band, fault_list, set_language, style
from identiteitslab.dashboard.session import language, open_lab, theme
from identiteitslab.errors import LabError
from identiteitslab.text.lookup import say


def main() -> None:
    """Draw the page; a fault is told in words, never as a traceback."""
    lang = language()
    icon = files("identiteitslab.dashboard").joinpath("icon.png")
    st.set_page_config(page_title="Identiteitslab", page_icon=str(icon), layout="wide")
    st.html(style(theme()))
    st.html(set_language(lang), unsafe_allow_javascript=True)
    try:
        lab = open_lab()
        if lab.catalogue.fictitious:
            st.html(band(lang))
        compare.render(lab, lang)
    except LabError as error:
        st.html(f"<h1>{say('dashboard.fault_title', lang)}</h1>")
        st.html(fault_list(error.faults, lang))
