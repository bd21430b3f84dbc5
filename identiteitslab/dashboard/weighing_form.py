"""Ask for weights of themes in one of three ways: points, an order, or steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from identiteitslab.comparison.elicitation import MOST_POINTS, swing_weights
from identiteitslab.dashboard import address
from identiteitslab.dashboard.parts.pieces import note, quiet
from identiteitslab.dashboard.views.weighing import from_order, from_points
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from identiteitslab.dashboard.views.weighing import Asked
    from identiteitslab.text.lookup import Lang

WAYS = ("points", "order", "swing")
MOST = int(MOST_POINTS)


def ask(
    themes: Mapping[str, str], usual: Mapping[str, int], lang: Lang, *, prefix: str = ""
) -> Asked | None:
    """Draw the questions; gives the answer, or None with a notice while it is incomplete.

    Parameters
    ----------
    themes
        Names by id.
    usual
        The adopted points, where the sliders begin.
    prefix
        Sets the answers apart in the address from those of another form.
    """
    ways = {way: say(f"trying.way.{way}", lang) for way in WAYS}
    way = address.select(say("trying.how", lang), f"{prefix}how", ways, WAYS[0])
    st.html(quiet(say(f"trying.explain.{way}", lang)))
    if way == "order":
        return from_order(_order(themes, prefix, lang))
    if way == "swing":
        return _swing(_slides(themes, dict.fromkeys(themes, MOST), f"{prefix}w-"), lang)
    found = from_points(_slides(themes, usual, f"{prefix}p-"))
    if found is None:
        st.html(note("failed", say("page.sensitivity.no_points", lang)))
    return found


def answers(themes: Mapping[str, str], prefix: str = "") -> set[str]:
    """Name all that the form keeps in the address, to forget it."""
    kept = {f"{prefix}{letter}-{theme}" for letter in "pw" for theme in themes}
    return kept | {f"{prefix}o-{place}" for place in range(1, len(themes))}


def _slides(themes: Mapping[str, str], usual: Mapping[str, int], prefix: str) -> dict[str, float]:
    chosen: dict[str, float] = {}
    for column, (theme, name) in zip(st.columns(len(themes)), themes.items(), strict=True):
        with column:
            chosen[theme] = address.slide(name, f"{prefix}{theme}", MOST, usual[theme])
    return chosen


def _order(themes: Mapping[str, str], prefix: str, lang: Lang) -> tuple[str, ...]:
    """Ask for every place but the last, each time out of the themes that are left."""
    order: list[str] = []
    for place, column in enumerate(st.columns(max(len(themes) - 1, 1)), start=1):
        with column:
            label = say("trying.place", lang, place=place)
            rest = {theme: name for theme, name in themes.items() if theme not in order}
            chosen = address.select(label, f"{prefix}o-{place}", rest, next(iter(rest)))
        order.append(chosen)
    return (*order, *(theme for theme in themes if theme not in order))


def _swing(points: Mapping[str, float], lang: Lang) -> Asked | None:
    if MOST_POINTS not in points.values():
        st.html(note("failed", say("trying.no_swing", lang)))
        return None
    return from_points(swing_weights(points))
