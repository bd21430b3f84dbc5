"""What would change the outcome: other weights, or one gemeente less."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.dashboard.parts.html import NOTHING, Html, join, tag
from identiteitslab.dashboard.parts.pieces import interval, more, quiet, scale_head
from identiteitslab.dashboard.parts.tables import Column, Row, table
from identiteitslab.dashboard.views import names
from identiteitslab.decision.minimums_in_words import minimums_in_words
from identiteitslab.measurement.in_unit import PERCENT
from identiteitslab.text.chances import count
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identiteitslab.comparison.acceptability import Acceptability
    from identiteitslab.comparison.flip_points import FirstPlace, Flip, FlipPoints
    from identiteitslab.comparison.leave_one_out import GemeentenLeftOut
    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.decision.answers.minimums_without import MinimumsWithout
    from identiteitslab.decision.evaluation import Evaluation


def conclusion(
    evaluation: Evaluation, found: FlipPoints, without: GemeentenLeftOut, lang: Lang
) -> str:
    """Say which change of one weight is enough, and whether one gemeente decides."""
    catalogue = evaluation.catalogue
    flips = theme_flips(found)
    told = say("page.sensitivity.no_flip", lang)
    if flips:
        flip = flips[0]
        told = say(
            "page.sensitivity.flip",
            lang,
            theme=catalogue.themes[flip.item].name.in_(lang),
            now=number(PERCENT * flip.now, lang),
            then=number(PERCENT * flip.weight, lang),
            first=_named(flip.after, catalogue, lang),
        )
    deciding = [
        names.gemeente(catalogue, code)
        for code, changes in zip(without.items, without.changes_first, strict=True)
        if changes
    ]
    if deciding:
        return f"{told} " + say(
            "page.sensitivity.one_decides", lang, gemeenten=names.listed(deciding, lang)
        )
    return f"{told} {say('page.sensitivity.none_decides', lang)}"


def theme_flips(found: FlipPoints) -> tuple[Flip, ...]:
    """Give the flips of themes, the smallest change of weight first."""
    every = [flip for theme in found.themes for flip in theme.flips]
    return tuple(sorted(every, key=lambda flip: abs(flip.change)))


def flip_table(found: FlipPoints, catalogue: Catalogue, lang: Lang) -> Html:
    """Give for each theme the points at which another solution comes first."""
    rows = [row for theme in found.themes for row in _turns(theme, catalogue, lang)]
    columns = (
        Column(say("page.compare.theme", lang), 28),
        Column(say("page.sensitivity.now", lang), 14, number=True),
        Column(say("page.sensitivity.at", lang), 24, number=True),
        Column(say("page.sensitivity.then_first", lang), 34),
    )
    return table(say("page.sensitivity.flips_caption", lang), columns, rows)


def gemeenten_table(
    evaluation: Evaluation, without: GemeentenLeftOut, minimums: MinimumsWithout, lang: Lang
) -> Html:
    """Say for each gemeente whether the outcome stays without it; those that matter stand first.

    Gemeenten without which nothing changes are one click away.
    """
    places = range(len(without.items))
    first = [at for at in places if without.changes_first[at]]
    order = [at for at in places if without.changes_order[at] and at not in first]
    rest = [at for at in places if at not in first and at not in order]
    caption = say("page.sensitivity.without_caption", lang)
    same = say("page.sensitivity.without_rest", lang, count=len(rest))
    return join(
        _without(evaluation, without, minimums, [*first, *order], caption, lang)
        if first or order
        else tag("p", say("page.sensitivity.without_none", lang)),
        more(same, _without(evaluation, without, minimums, rest, same, lang)) if rest else NOTHING,
    )


def trial_table(evaluation: Evaluation, tried: Acceptability, lang: Lang) -> Html:
    """Give the outcome of the trial weights beside the adopted ones; what moves is told."""
    adopted = {one.solution: one for one in evaluation.standings}
    order = _order(tried)
    before = _order(evaluation.ranks)
    rows = []
    for solution in (*order, *(s for s in adopted if s not in order)):
        at = tried.solutions.index(solution)
        low, _, high = (float(x) for x in tried.total_quantiles[at])
        score = interval((low, float(tried.total_mean[at]), high), lang)
        if solution not in order:
            place = quiet(say("cli.out", lang))
            chances: tuple[str, str] = ("–", "–")
        else:
            new, old = order.index(solution) + 1, before.index(solution) + 1
            moved = quiet(say("page.sensitivity.was", lang, place=old)) if new != old else ""
            place = join(str(new), moved)
            chances = (
                count(adopted[solution].first or 0.0, lang),
                count(float(tried.first[at]), lang),
            )
        rows.append(
            Row(names.solution(evaluation.catalogue, solution, lang), (place, score, *chances))
        )
    label = say("page.sensitivity.trial_score", lang)
    columns = (
        Column(say("cli.column_solution", lang), 26),
        Column(say("page.sensitivity.place", lang), 10),
        Column(label, 28, head=scale_head(label, lang)),
        Column(say("page.sensitivity.first_adopted", lang), 18),
        Column(say("page.sensitivity.first_trial", lang), 18),
    )
    return table(say("page.sensitivity.trial_caption", lang), columns, rows)


def _without(
    evaluation: Evaluation,
    without: GemeentenLeftOut,
    minimums: MinimumsWithout,
    places: Sequence[int],
    caption: str,
    lang: Lang,
) -> Html:
    catalogue, rows = evaluation.catalogue, []
    for at in places:
        first = [s for s, r in zip(without.solutions, without.ranks[at], strict=True) if r == 1]
        leader = without.solutions.index(first[0]) if first else 0
        then = minimums_in_words(minimums, without.items[at], evaluation, lang)
        rows.append(
            Row(
                names.gemeente(catalogue, without.items[at]),
                (
                    same_or_other(not without.changes_first[at], lang),
                    same_or_other(not without.changes_order[at], lang),
                    _named(first, catalogue, lang) or "–",
                    count(float(without.first[at, leader]), lang) if first else "–",
                    join(*(tag("div", one) for one in then)) if then else "–",
                ),
            )
        )
    columns = (
        Column(say("page.sensitivity.without", lang), 16),
        Column(say("page.sensitivity.same_first", lang), 13),
        Column(say("page.sensitivity.same_order", lang), 13),
        Column(say("page.sensitivity.first_then", lang), 18),
        Column(say("cli.column_first", lang), 15),
        Column(say("page.sensitivity.minimums_then", lang), 25),
    )
    return table(caption, columns, rows)


def same_or_other(same: bool, lang: Lang) -> Html:
    """Say whether something stays as it is."""
    class_ = "met" if same else "not_shown"
    told = say("page.sensitivity.same" if same else "page.sensitivity.other", lang)
    return tag("span", told, class_=f"lab-status lab-{class_}")


def _turns(theme: FirstPlace, catalogue: Catalogue, lang: Lang) -> list[Row]:
    """Give a row for each weight at which first place changes, or one that says never."""
    now = number(PERCENT * theme.now, lang)
    name = catalogue.themes[theme.item].name.in_(lang)
    rows = []
    for flip in theme.flips:
        way = "page.sensitivity.up" if flip.change > 0 else "page.sensitivity.down"
        at = say(way, lang, weight=number(PERCENT * flip.weight, lang))
        rows.append(Row(name, (now, at, _named(flip.after, catalogue, lang))))
    return rows or [Row(name, (now, say("page.sensitivity.never", lang), "–"))]


def _order(ranks: Acceptability) -> list[str]:
    """Give the solutions that take part, by expected total."""
    rows = [row for row, takes_part in enumerate(ranks.eligible) if takes_part]
    return [ranks.solutions[row] for row in sorted(rows, key=lambda row: -ranks.total_mean[row])]


def _named(solutions: Sequence[str], catalogue: Catalogue, lang: Lang) -> str:
    return names.listed([names.solution(catalogue, one, lang) for one in solutions], lang)
