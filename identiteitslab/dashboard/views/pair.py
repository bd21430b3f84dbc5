"""Two solutions beside each other: how often one is above, and on which criteria it gains."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.dashboard.parts.html import Html, join, tag
from identiteitslab.dashboard.parts.pieces import link, more, quiet, signed_bar
from identiteitslab.dashboard.parts.tables import Column, Row, table
from identiteitslab.dashboard.views import names
from identiteitslab.figures.wording import signed
from identiteitslab.text.chances import chance, count
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from collections.abc import Callable

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


def criteria_table(
    found: Against, catalogue: Catalogue, url: Callable[[str], str], lang: Lang
) -> Html:
    """Give the criteria on which the two differ most, and the rest one click away.

    Parameters
    ----------
    found, catalogue, lang
        What to show, in which language.
    url
        Where a criterion stands in full.
    """
    gain = found.profile.gain
    order = np.argsort(-gain, kind="stable")
    order = order[found.profile.comparable[order] | (gain[order] != 0)]
    rows = [_criterion(found, at, catalogue, url, lang) for at in order.tolist()]
    last = max(MOST, len(rows) - MOST)
    columns = _columns(names.solution(catalogue, found.one, lang), lang)
    shown = table(say("page.compare.criteria_caption", lang), columns, [*rows[:MOST], *rows[last:]])
    if not (rest := rows[MOST:last]):
        return shown
    caption = say("page.compare.criteria_rest", lang, count=len(rest))
    return join(shown, more(caption, table(caption, columns, rest)))


def _criterion(
    found: Against, at: int, catalogue: Catalogue, url: Callable[[str], str], lang: Lang
) -> Row:
    profile = found.profile
    name, comparable = profile.criteria[at], bool(profile.comparable[at])
    difference = signed(float(profile.difference[at]), lang, 1)
    return Row(
        link(catalogue.by_id[name].name.in_(lang), url(name)),
        (
            signed(float(profile.gain[at]), lang, 1),
            difference if comparable else quiet(say("page.compare.one_only", lang)),
            count(float(profile.chance[at]), lang) if comparable else "–",
        ),
    )


def _columns(one: str, lang: Lang) -> tuple[Column, ...]:
    return (
        Column(say("cli.explain.column_criterion", lang), 40),
        Column(say("page.compare.gain", lang), 18, number=True),
        Column(say("page.compare.difference", lang), 20, number=True),
        Column(say("page.compare.better", lang, one=one), 22, number=True),
    )
