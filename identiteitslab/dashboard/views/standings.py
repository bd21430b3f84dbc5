"""The side-by-side table: the first thing a steering group sees."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from identiteitslab.dashboard.parts.html import Html, join, tag
from identiteitslab.dashboard.parts.pieces import (
    bar,
    interval,
    link,
    quiet,
    reading_help,
    scale_head,
    status,
)
from identiteitslab.dashboard.parts.tables import Column, Row, table
from identiteitslab.text.chances import count, word
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from identiteitslab.decision.evaluation import Evaluation, Standing

WIDTHS = {"solution": 27, "minimums": 20, "score": 22, "first": 17, "evidence": 14}
SHOWN_OPEN = 3


def standings_table(evaluation: Evaluation, lang: Lang, url: Callable[[str], str]) -> Html:
    """Give the table of all solutions; those that fail stand apart at the bottom.

    Parameters
    ----------
    evaluation, lang
        What to show, in which language.
    url
        Where the page about a solution is.
    """
    rows = tuple(_rows(evaluation, lang, url))
    return table(say("dashboard.caption", lang), columns(lang), rows)


def columns(lang: Lang) -> tuple[Column, ...]:
    """Give the columns of the table."""
    labels = {name: say(f"cli.column_{name}", lang) for name in WIDTHS}
    return tuple(
        Column(label, WIDTHS[name], head=scale_head(label, lang))
        if name == "score"
        else Column(label, WIDTHS[name])
        for name, label in labels.items()
    )


def cells(evaluation: Evaluation, standing: Standing, lang: Lang) -> tuple[Html, ...]:
    """Give what stands behind a solution: one cell for each of the `columns` but the first."""
    return (
        _minimums(evaluation, standing, lang),
        interval(standing.score, lang),
        _first(standing, lang),
        _evidence(standing, lang),
    )


def standings_help(lang: Lang) -> Html:
    """Give the plain explanation of what the table shows."""
    return reading_help((say(f"dashboard.read_{n}", lang) for n in range(1, 5)), lang)


def _minimums(evaluation: Evaluation, standing: Standing, lang: Lang) -> Html:
    """Say whether the minimums are met, and name the first few that are not."""
    indicators = evaluation.catalogue.indicators
    named = [indicators[m.indicator].name.in_(lang) for m in standing.failing or standing.open]
    shown = ", ".join(named[:SHOWN_OPEN])
    if len(named) > SHOWN_OPEN:
        shown = say("dashboard.and_more", lang, names=shown, count=len(named) - SHOWN_OPEN)
    return join(status(standing.outcome, lang), quiet(shown))


def _first(standing: Standing, lang: Lang) -> Html:
    """Give the chance of first place as a count and a word; one that fails has none."""
    if standing.first is None:
        return quiet(say("cli.out", lang))
    counted = tag("span", count(standing.first, lang), class_="lab-number")
    return join(counted, quiet(word(standing.first, lang)))


def _evidence(standing: Standing, lang: Lang) -> Html:
    """Give how much of what counts was measured."""
    share = 100 * standing.evidence
    return join(say("dashboard.measured", lang, share=number(share, lang)), bar(share))


def _rows(evaluation: Evaluation, lang: Lang, url: Callable[[str], str]) -> Iterator[Row]:
    for failed, group in groupby(evaluation.standings, lambda s: s.outcome == "failed"):
        for place, standing in enumerate(group):
            class_ = "lab-out" * failed + " lab-first-out" * (failed and place == 0)
            about = evaluation.catalogue.solutions[standing.solution]
            name = link(about.name.in_(lang), url(standing.solution))
            told = join(name, quiet(about.description.in_(lang)))
            yield Row(told, cells(evaluation, standing, lang), class_)
