"""The frame of every page: colours, language of the document, the band, faults in words."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from identiteitslab.text.lookup import Lang, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from identiteitslab.dashboard.session import Theme
    from identiteitslab.errors import Fault

# Text on background at least 4.5 : 1 and marks 3 : 1 in both themes; checked by a test.
TOKENS: dict[str, dict[str, str]] = {
    "light": {
        "text": "#1B1B1B",
        "quiet": "#595959",
        "page": "#FFFFFF",
        "line": "#C9CDD2",
        "stripe": "#F4F6F8",
        "mark": "#00677A",
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

RULES = """
.block-container { padding-top: 3.2rem; max-width: 76rem; }
.lab { color: var(--lab-text); font-size: 1rem; line-height: 1.5; }
.lab h1 { font-size: 1.9rem; margin: 0 0 .4rem; padding: 0; color: var(--lab-text); }
.lab h2 { font-size: 1.2rem; margin: 1.4rem 0 .4rem; padding: 0; color: var(--lab-text); }
.lab-band { background: var(--lab-band-bg); color: var(--lab-band); padding: .5rem .9rem;
  border-left: .35rem solid var(--lab-band); font-weight: 600; }
.lab-conclusion { font-size: 1.25rem; font-weight: 600; margin: .2rem 0 1rem; max-width: 60rem; }
.lab-scroll { overflow-x: auto; }
.lab-scroll:focus-visible { outline: 3px solid var(--lab-mark); outline-offset: 2px; }
.lab table { border-collapse: collapse; width: 100%; min-width: 52rem; }
.lab caption { text-align: left; color: var(--lab-quiet); padding-bottom: .4rem; }
.lab th, .lab td { text-align: left; padding: .55rem .7rem; vertical-align: top;
  border-bottom: 1px solid var(--lab-line); color: var(--lab-text); }
.lab thead th { border-bottom: 2px solid var(--lab-text); vertical-align: bottom; }
.lab tbody th { font-weight: 600; }
.lab .lab-number { font-variant-numeric: tabular-nums; white-space: nowrap; }
.lab .lab-quiet { color: var(--lab-quiet); font-weight: 400; font-size: .92rem; }
.lab tr.lab-out th, .lab tr.lab-out td { background: var(--lab-stripe); }
.lab tr.lab-first-out > * { border-top: 4px double var(--lab-text); }
.lab-status { display: inline-block; padding: .1rem .55rem; border-radius: .25rem; }
.lab-met { color: var(--lab-met); background: var(--lab-met-bg); }
.lab-not_shown { color: var(--lab-open); background: var(--lab-open-bg); }
.lab-failed { color: var(--lab-failed); background: var(--lab-failed-bg); }
.lab-axis { position: relative; height: 1.5rem; min-width: 11rem; }
.lab-axis::before { content: ""; position: absolute; left: 0; right: 0; top: 50%; height: 1px;
  background: var(--lab-line); }
.lab-range { position: absolute; top: 35%; height: 30%; background: var(--lab-track);
  border: 1px solid var(--lab-mark); border-radius: .2rem; box-sizing: border-box; }
.lab-dot { position: absolute; top: 50%; width: .8rem; height: .8rem; margin: -.4rem 0 0 -.4rem;
  border-radius: 50%; background: var(--lab-mark); }
.lab-ends { display: flex; justify-content: space-between; font-weight: 400; font-size: .85rem;
  color: var(--lab-quiet); min-width: 11rem; }
.lab-bar { height: .55rem; background: var(--lab-track); border-radius: .3rem; margin-top: .3rem;
  min-width: 6rem; max-width: 11rem; overflow: hidden; }
.lab-bar span { display: block; height: 100%; background: var(--lab-mark); }
.lab-stamp { color: var(--lab-quiet); font-size: .92rem; border-top: 1px solid var(--lab-line);
  padding-top: .6rem; margin-top: 1.2rem; overflow-wrap: anywhere; }
.lab ul { padding-left: 1.2rem; margin: .2rem 0; }
"""


def style(theme: Theme) -> str:
    """Give the style sheet in the colours of the reader's theme."""
    colours = "".join(f"--lab-{name}: {value};" for name, value in TOKENS[theme].items())
    return f"<style>:root {{{colours}}}{RULES}</style>"


def set_language(lang: Lang) -> str:
    """Tell the browser and screen readers in which language the page is."""
    return f"<script>document.documentElement.lang = '{lang}'</script>"


def band(lang: Lang) -> str:
    """Give the band that stands above all made-up data."""
    return f'<div class="lab lab-band" role="note">{escape(say("fictitious.band", lang))}</div>'


def fault_list(faults: Iterable[Fault], lang: Lang) -> str:
    """Give faults as a list: what, where, repair."""
    items = "".join(f"<li>{escape(fault.describe(lang))}</li>" for fault in faults)
    return f'<div class="lab"><ul>{items}</ul></div>'
