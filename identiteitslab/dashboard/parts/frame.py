"""The frame of every page: colours, language of the document, the band on made-up data."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from identiteitslab.dashboard.parts.html import Html, tag
from identiteitslab.text.lookup import Lang, say

if TYPE_CHECKING:
    from collections.abc import Mapping

Theme = Literal["light", "dark"]

# Text on background at least 4.5 : 1 and marks 3 : 1 in both themes; checked by a test.
TOKENS: dict[str, dict[str, str]] = {
    "light": {
        "text": "#1B1B1B",
        "quiet": "#595959",
        "page": "#FFFFFF",
        "line": "#C9CDD2",
        "stripe": "#F4F6F8",
        "mark": "#00677A",
        "against": "#B34700",
        "track": "#DDE3E8",
        "met": "#0B5A2B",
        "met-bg": "#E3F4E8",
        "open": "#7A4300",
        "open-bg": "#FFF1DB",
        "failed": "#9B1C1C",
        "failed-bg": "#FDE8E8",
        "band": "#7A4300",
        "band-bg": "#FFF1DB",
    },
    "dark": {
        "text": "#F2F2F2",
        "quiet": "#BDBDBD",
        "page": "#0E1117",
        "line": "#4A4F57",
        "stripe": "#171B22",
        "mark": "#5CC8DC",
        "against": "#FF9D5C",
        "track": "#39414B",
        "met": "#8EE0A8",
        "met-bg": "#12331E",
        "open": "#FFC987",
        "open-bg": "#3B2608",
        "failed": "#FFB3AD",
        "failed-bg": "#431513",
        "band": "#FFC987",
        "band-bg": "#3B2608",
    },
}


def style(theme: Theme) -> str:
    """Give the style sheet in the colours of the reader's theme.

    A browser that can, follows streamlit where the reader changes the theme of an open page; any
    other has the theme with which the page was drawn, until the next click.
    """
    drawn = _declared(TOKENS[theme])
    pairs = zip(TOKENS["light"].items(), TOKENS["dark"].values(), strict=True)
    follows = _declared({name: f"light-dark({light}, {dark})" for (name, light), dark in pairs})
    rules = files("identiteitslab.dashboard").joinpath("lab.css").read_text(encoding="utf-8")
    able = f"@supports (color: light-dark(#000, #fff)) {{ {follows} }}"
    return f"<style>{drawn}\n{able}\n{rules}</style>"


def _declared(colours: Mapping[str, str]) -> str:
    return ":root {" + "".join(f"--lab-{name}: {value};" for name, value in colours.items()) + "}"


def language_script(lang: Lang) -> str:
    """Tell the browser and screen readers in which language the page is.

    The link that skips to the content is streamlit's own and speaks English only.
    """
    skip = json.dumps(say("page.skip", lang))
    return (
        f"document.documentElement.lang = {json.dumps(lang)};"
        f"for (const link of document.querySelectorAll('[data-testid=stSkipToContent]'))"
        f" link.textContent = {skip}"
    )


def band(lang: Lang) -> Html:
    """Give the band that stands above all made-up data."""
    return tag("div", say("fictitious.band", lang), class_="lab lab-band", role="note")
