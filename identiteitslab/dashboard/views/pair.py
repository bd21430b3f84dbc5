"""Two solutions beside each other: how often one is above, and on which criteria it gains."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.dashboard.parts.html import NOTHING, Html, join, tag
from identiteitslab.dashboard.parts.pieces import more, quiet, signed_bar
from identiteitslab.dashboard.parts.tables import Column, Row, table
from identiteitslab.dashboard.views import names
from identiteitslab.figures.wording import signed
from identiteitslab.text.chances import chance, count
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.decision.answers.against import Against

MOST = 5
"""So many criteria are shown first on each side."""


def conclusion(found: Against, catalogue: Catalogue, lang: Lang) -> str:
    """Say how likely it is that the one is above the other, and by how much."""
    return say(
        "page.compare.pair_conclusion",
        lang,
        one=names.solution(catalogue, found.one, lang),
        other=names.solution(catalogue, found.other, lang),
        chance=chance(found.dots.share, lang),
        gap=number(found.profile.gap, lang, 1),
    )


def theme_table(found: Against, catalogue: Catalogue, lang: Lang) -> Html:
    """Give the points of the total by which the one is ahead, theme by theme."""
    largest = max((abs(gain) for gain in found.themes.values()), default=0.0)
    rows = [
        Row(
            catalogue.themes[theme].name.in_(lang),
            (signed(gain, lang, 1), signed_bar(gain, largest)),
        )
        for theme, gain in sorted(found.themes.items(), key=lambda item: -item[1])
    ]
    one, other = (names.solution(catalogue, name, lang) for name in (found.one, found.other))
    ends = tag("div", tag("span", f"← {other}"), tag("span", f"{one} →"), class_="lab-ends")
    label = say("page.compare.ahead", lang)
    columns = (
        Column(say("page.compare.theme", lang), 30),
        Column(say("cli.explain.column_weight", lang), 12, number=True),
        Column(label, 58, head=join(label, ends)),
    )
    return table(say("page.compare.themes_caption", lang), columns, rows)


def criteria_table(found: Against, catalogue: Catalogue, lang: Lang) -> Html:
    """Give the criteria on which the two differ most, and the rest one click away."""
    profile = found.profile
    order = np.argsort(-profile.gain, kind="stable")
    order = order[profile.comparable[order] | (profile.gain[order] != 0)]
    ends = np.r_[order[:MOST], order[max(MOST, len(order) - MOST) :]].tolist()
    rest = order[MOST : max(MOST, len(order) - MOST)].tolist()
    shown = _criteria(found, ends, catalogue, say("page.compare.criteria_caption", lang), lang)
    caption = say("page.compare.criteria_rest", lang, count=len(rest))
    hidden = more(caption, _criteria(found, rest, catalogue, caption, lang)) if rest else NOTHING
    return join(shown, hidden)


def _criteria(
    found: Against, places: Sequence[int], catalogue: Catalogue, caption: str, lang: Lang
) -> Html:
    profile = found.profile
    rows = [
        Row(
            catalogue.by_id[profile.criteria[at]].name.in_(lang),
            (
                signed(float(profile.gain[at]), lang, 1),
                signed(float(profile.difference[at]), lang, 1)
                if profile.comparable[at]
                else quiet(say("page.compare.one_only", lang)),
                count(float(profile.chance[at]), lang) if profile.comparable[at] else "–",
            ),
        )
        for at in places
    ]
    one = names.solution(catalogue, found.one, lang)
    columns = (
        Column(say("cli.explain.column_criterion", lang), 40),
        Column(say("page.compare.gain", lang), 18, number=True),
        Column(say("page.compare.difference", lang), 20, number=True),
        Column(say("page.compare.better", lang, one=one), 22, number=True),
    )
    return table(caption, columns, rows)
