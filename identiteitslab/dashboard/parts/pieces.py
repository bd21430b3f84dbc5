"""Small pieces that every page is built from: headings, notes, statuses, bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.dashboard.parts.html import NOTHING, Html, block, join, tag
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from identiteitslab.errors import Fault
    from identiteitslab.estimation.knockout import Outcome

Interval = tuple[float, float, float]
"""Low, mean and high of a score."""


def heading(title: str, conclusion: str = "") -> Html:
    """Give the one h1 of a page, with the conclusion right under it."""
    told = tag("p", conclusion, class_="lab-conclusion") if conclusion else NOTHING
    return block(tag("h1", title), told)


def section(title: str, *inside: str) -> Html:
    """Give a part of a page under its own heading."""
    return block(tag("h2", title), *inside)


def reading_help(lines: Iterable[str], lang: Lang) -> Html:
    """Give the plain explanation of what is shown; open text, never behind a hover."""
    return section(say("page.read_title", lang), bullets(lines))


def bullets(lines: Iterable[str]) -> Html:
    """Give a list."""
    return tag("ul", *(tag("li", line) for line in lines))


def more(title: str, *inside: str) -> Html:
    """Give something that a reader opens."""
    return block(tag("details", tag("summary", title), *inside))


def quiet(text: str) -> Html:
    """Give a remark below something."""
    return tag("div", text, class_="lab-quiet")


def note(kind: str, *inside: str) -> Html:
    """Give a notice: ``met``, ``open`` or ``failed`` says how good the news is."""
    return tag("div", *inside, class_=f"lab lab-note lab-{kind}", role="note")


def status(outcome: Outcome, lang: Lang, label: str = "") -> Html:
    """Give an outcome as sign and word; the colour only repeats them."""
    sign = say(f"outcome_sign.{outcome}", lang)
    told = label or say(f"outcome.{outcome}", lang)
    return tag("span", f"{sign} {told}", class_=f"lab-status lab-{outcome}")


def interval(score: Interval, lang: Lang) -> Html:
    """Give a score in figures, and drawn on a line of 0 to 100."""
    low, mean, high = score
    shown = tag("span", score_words(score, lang), class_="lab-number")
    return join(
        shown,
        tag(
            "div",
            tag("div", class_="lab-range", style=f"left:{low:.1f}%;width:{high - low:.1f}%"),
            tag("div", class_="lab-mark", style=f"left:{mean:.1f}%"),
            class_="lab-axis",
            aria_hidden="true",
        ),
    )


def score_words(score: Interval, lang: Lang) -> str:
    """Write a score with its range in whole numbers."""
    low, mean, high = (number(x, lang) for x in score)
    return say("cli.score", lang, mean=mean, low=low, high=high)


def scale_head(label: str, lang: Lang) -> Html:
    """Give the heading of a column of scores, with the ends of the line in words."""
    worse, better = say("dashboard.worse", lang), say("dashboard.better", lang)
    ends = (tag("span", f"0 {worse}"), tag("span", f"{better} 100"))
    return join(label, tag("div", *ends, class_="lab-ends"))


def bar(share: float) -> Html:
    """Draw a share of 100 as a bar; the figure beside it says the same."""
    inside = tag("span", style=f"width:{min(max(share, 0), 100):.0f}%")
    return tag("div", inside, class_="lab-bar", aria_hidden="true")


def signed_bar(value: float, largest: float) -> Html:
    """Draw a number as a bar from the middle, to the right if it is positive."""
    length = 50 * min(abs(value) / largest, 1.0) if largest else 0.0
    left = 50.0 if value >= 0 else 50 - length
    class_ = "lab-plus" if value >= 0 else "lab-minus"
    inside = tag("div", class_=class_, style=f"left:{left:.1f}%;width:{length:.1f}%")
    return tag("div", inside, class_="lab-signed", aria_hidden="true")


def fault_list(faults: Iterable[Fault], lang: Lang) -> Html:
    """Give faults as a list: where, what, repair, code."""
    return block(bullets(fault.describe(lang) for fault in faults))


def fault_page(faults: Iterable[Fault], lang: Lang) -> Html:
    """Give the page that stands in place of one that cannot be shown: what, why, what now."""
    told = (
        tag(
            "li",
            tag("strong", fault.what(lang)),
            quiet(fault.where.describe(lang)),
            tag("div", fault.repair(lang)),
            quiet(say("page.fault_code", lang, code=fault.code)),
        )
        for fault in faults
    )
    return join(
        heading(say("dashboard.fault_title", lang)), block(tag("ul", *told, class_="lab-faults"))
    )


def damage_note(faults: Iterable[Fault], lang: Lang) -> Html:
    """Say which uploads are damaged and do not count in what the page shows."""
    title = tag("strong", say("page.damaged", lang))
    told = (f"{one.what(lang)} {one.repair(lang)} [{one.code}]" for one in faults)
    return note("failed", title, bullets(told))


def link(text: str, url: str) -> Html:
    """Give a link inside the dashboard."""
    return tag("a", text, href=url, target="_self")
