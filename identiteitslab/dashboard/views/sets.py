"""Which solutions work best side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.dashboard.parts.html import Html, join, tag
from identiteitslab.dashboard.parts.pieces import interval, note, quiet, scale_head
from identiteitslab.dashboard.parts.tables import Column, Row, table
from identiteitslab.dashboard.views import names
from identiteitslab.figures.frontier import frontier
from identiteitslab.measurement.in_unit import PERCENT
from identiteitslab.text.chances import SURE_ENOUGH, chance, count, out_of_twenty
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from identiteitslab.comparison.combination import Combinations
    from identiteitslab.comparison.sets.judge import RankedSet
    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.figures.figure import Figure

MOST_SHOWN = 12


def named(one: RankedSet, catalogue: Catalogue, lang: Lang) -> str:
    """Name a set by its solutions."""
    return " + ".join(names.solution(catalogue, name, lang) for name in one.solutions)


def conclusion(found: Combinations, catalogue: Catalogue, lang: Lang) -> str:
    """Say which set scores best and what it adds to the best single solution."""
    best = found.best
    if best is None:
        return say("page.together.none", lang)
    sure = out_of_twenty(best.chance) >= SURE_ENOUGH
    told = say(
        "page.together.best" if sure else "page.together.no_best",
        lang,
        set=named(best, catalogue, lang),
        chance=chance(best.chance, lang) if sure else count(best.chance, lang),
    )
    alone = next((one for one in found.frontier if len(one.solutions) == 1), None)
    if alone is None or len(best.solutions) == 1:
        return told
    return f"{told} " + say(
        "page.together.adds",
        lang,
        points=number(best.total - alone.total, lang, 1),
        alone=named(alone, catalogue, lang),
    )


def sets_table(found: Combinations, catalogue: Catalogue, lang: Lang) -> Html:
    """List the sets that may be used, the best first."""
    label = say("cli.column_score", lang)
    columns = (
        Column(say("page.together.set", lang), 34),
        Column(label, 24, head=scale_head(label, lang)),
        Column(say("page.together.chance", lang), 16),
        Column(say("page.together.reached", lang), 14, number=True),
        Column(say("page.together.size", lang), 12, number=True),
    )
    rows = [_row(one, catalogue, lang) for one in found.sets[:MOST_SHOWN]]
    return table(say("page.together.caption", lang), columns, rows)


def frontier_of(found: Combinations, evaluation: Evaluation, lang: Lang) -> Figure:
    """Draw what each solution more adds to a set, from the very sets of the table."""
    known = names.solutions(evaluation.catalogue, lang)
    return frontier(found, known, lang=lang, fictitious=evaluation.fictitious)


def nearest(found: Combinations, catalogue: Catalogue, lang: Lang) -> Html:
    """Say what the set that comes nearest falls short of, when none may be used."""
    near = found.nearest
    if near is None:
        return note("open", say("page.together.nothing", lang))
    short = dict.fromkeys(
        catalogue.indicators[one.minimum.indicator].name.in_(lang) for one in near.short_of
    )
    told = say(
        "page.together.nearest",
        lang,
        set=named(near, catalogue, lang),
        minimums=", ".join(short),
    )
    return note("failed", told)


def situations_table(one: RankedSet, catalogue: Catalogue, lang: Lang) -> Html:
    """Give the expected score of a set in each situation, the weakest first."""
    scores = {name: number(score, lang) for name, score in one.situations.items()}
    if len(set(scores.values())) == 1:
        score = next(iter(scores.values()))
        return tag("p", say("page.together.everywhere", lang, count=len(scores), score=score))
    rows = [
        Row(catalogue.situations[name].name.in_(lang), (scores[name],))
        for name in sorted(scores, key=one.situations.__getitem__)
    ]
    columns = (
        Column(say("dashboard.situation", lang), 70),
        Column(say("cli.column_score", lang), 30, number=True),
    )
    return table(say("page.together.situations_caption", lang), columns, rows)


def _row(one: RankedSet, catalogue: Catalogue, lang: Lang) -> Row:
    open_ = [m for m in one.minimums if m.outcome == "not_shown"]
    unsure = quiet(say("page.together.open", lang, count=len(open_))) if open_ else ""
    reached = "–" if one.reached is None else number(PERCENT * one.reached, lang)
    middle = min(max(one.total, one.low), one.high)
    return Row(
        join(named(one, catalogue, lang), unsure),
        (
            interval((one.low, middle, one.high), lang),
            count(one.chance, lang),
            reached,
            str(len(one.solutions)),
        ),
    )
