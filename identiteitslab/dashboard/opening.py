"""What is drawn only once a reader opens it, and then leaves the rest of the page be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import streamlit as st

from identiteitslab.dashboard.part import part
from identiteitslab.dashboard.views.drawn import drawn, source
from identiteitslab.dashboard.worked_out import drawing
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from identiteitslab.dashboard.parts.html import Html
    from identiteitslab.dashboard.session import Visit
    from identiteitslab.decision.analysis import Evaluation
    from identiteitslab.figures.figure import Figure

_MARKDOWN = re.compile(r"([\\`*_\[\]<>$:~#|!])")


@part
def on_opening(title: str, name: str, draw: Callable[[], Html]) -> None:
    """Offer something to open.

    Parameters
    ----------
    title
        What the reader will see; signs that streamlit would read as markup stay signs.
    name
        Sets it apart on its page; what is open under a name stays open in a session.
    draw
        Makes the markup; not called while it is closed.
    """
    box = st.expander(plain(title), key=f"opening-{name}", on_change="rerun")
    if box.open:
        with box:
            st.html(draw())


def offer(visit: Visit, result: Evaluation, name: str, *about: str) -> None:
    """Offer one of the figures that `pictures.figure` knows."""

    def draw() -> Html:
        return shown(visit, result, drawing(result, name, *about, lang=visit.lang))

    on_opening(say(f"trying.open.{name}", visit.lang), name, draw)


def shown(visit: Visit, result: Evaluation, *figures: Figure | None) -> Html:
    """Give figures as this reader sees them, with their source."""
    return drawn(figures, visit.theme, source(result, visit.lang), visit.lang)


def plain(text: str) -> str:
    """Give a text that streamlit shows as it is written."""
    return _MARKDOWN.sub(r"\\\1", text)
