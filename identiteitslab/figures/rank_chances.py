"""How sure is the order? For each solution how often it takes each place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from identiteitslab.figures.figure import Figure
from identiteitslab.figures.names import clean, told
from identiteitslab.figures.palette import STEPS
from identiteitslab.figures.scene import Axis, Bar, Key, Mark, Row, Scene
from identiteitslab.figures.ticks import score_ticks
from identiteitslab.figures.wording import listing, of_hundred
from identiteitslab.text.chances import OF, SURE_ENOUGH, chance, count, out_of_twenty
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from identiteitslab.comparison.acceptability import Acceptability

READABLE = 7
"""A block from this many of 100 recalculations holds its number."""


@dataclass(frozen=True)
class _Ranked:
    name: str
    shares: tuple[float, ...]
    """Of 100 recalculations, by place; the last may stand for all places from there."""

    @property
    def first(self) -> float:
        return self.shares[0] / 100


def rank_chances(
    ranks: Acceptability,
    names: Mapping[str, str],
    *,
    lang: Lang,
    fictitious: bool = False,
) -> Figure:
    """Show how often each solution takes each place; those that fail a minimum take none.

    Parameters
    ----------
    ranks
        The comparison.
    names
        Name of each solution, by id.
    """
    ranked = [
        _Ranked(clean(names[solution]), _shares(ranks.acceptability[row].tolist()))
        for row, solution in enumerate(ranks.solutions)
        if ranks.eligible[row]
    ]
    ranked.sort(key=lambda one: -one.first)
    out = [
        clean(names[s]) for s, may in zip(ranks.solutions, ranks.eligible, strict=True) if not may
    ]
    places = _places(ranks.acceptability.shape[1], lang)
    return Figure(
        title=say("figure.ranks.title", lang),
        conclusion=_conclusion(ranked, lang),
        alt=say("figure.ranks.alt", lang, firsts=listing(_firsts(ranked, out, lang), lang)),
        reading=say("figure.ranks.reading", lang),
        columns=(say("figure.ranks.column", lang), *places),
        rows=_table(ranked, out, len(places), lang),
        scene=_scene(ranked, out, places, lang),
        lang=lang,
        fictitious=fictitious,
    )


def _shares(chances: list[float]) -> tuple[float, ...]:
    """Give shares of 100 by place; the lowest places stand together where there are many."""
    shares = [100 * chance for chance in chances]
    return tuple(
        shares if len(shares) <= STEPS else [*shares[: STEPS - 1], sum(shares[STEPS - 1 :])]
    )


def _places(count: int, lang: Lang) -> tuple[str, ...]:
    names = [say(f"figure.ranks.place_{place}", lang) for place in range(1, min(count, STEPS) + 1)]
    if count > STEPS:
        names[-1] = say("figure.ranks.or_lower", lang, place=names[-1])
    return tuple(names)


def _firsts(ranked: list[_Ranked], out: list[str], lang: Lang) -> list[str]:
    ranks = [(one.name, count(one.first, lang)) for one in ranked]
    fails = [(name, say("figure.ranks.none", lang)) for name in out]
    return [
        say("figure.ranks.told", lang, name=told(name), count=words)
        for name, words in (*ranks, *fails)
    ]


def _conclusion(ranked: list[_Ranked], lang: Lang) -> str:
    if not ranked:
        return say("figure.ranks.conclusion_none", lang)
    best = ranked[0]
    if out_of_twenty(best.first) < SURE_ENOUGH and len(ranked) > 1:
        names = listing([told(one.name) for one in ranked[:2]], lang)
        return say("figure.ranks.conclusion_open", lang, names=names, of=OF)
    words = chance(best.first, lang)
    return say("figure.ranks.conclusion", lang, name=told(best.name), chance=words)


def _table(
    ranked: list[_Ranked], out: list[str], places: int, lang: Lang
) -> tuple[tuple[str, ...], ...]:
    none = (say("figure.ranks.none", lang),) * places
    rows = [(one.name, *(of_hundred(share, lang) for share in one.shares)) for one in ranked]
    return (*rows, *((name, *none) for name in out))


def _scene(ranked: list[_Ranked], out: list[str], places: tuple[str, ...], lang: Lang) -> Scene:
    marks = [mark for y, one in enumerate(ranked) for mark in _blocks(one, y, places, lang)]
    rows = [Row(one.name) for one in ranked]
    if out:
        rows.append(Row(say("figure.ranks.out", lang), weight="heading"))
        rows += [Row(name, weight="quiet") for name in out]
    return Scene(
        Axis(0, 100, score_ticks(lang), say("figure.ranks.scale", lang)),
        tuple(rows),
        tuple(marks),
        keys=tuple(Key(place, f"step-{n}", "bar") for n, place in enumerate(places, 1)),
    )


def _blocks(one: _Ranked, y: int, places: tuple[str, ...], lang: Lang) -> list[Mark]:
    blocks: list[Mark] = []
    start = 0.0
    for step, (share, place) in enumerate(zip(one.shares, places, strict=True), 1):
        words = number(share, lang) if share >= READABLE else ""
        tells = say(
            "figure.ranks.points_at",
            lang,
            name=told(one.name),
            place=place,
            share=of_hundred(share, lang),
        )
        if share > 0:
            blocks.append(Bar(start, start + share, y, f"step-{step}", words, tells, thick=0.7))
        start += share
    return blocks
