"""What does one more solution bring? Score of sets against the number of solutions in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.figures.figure import Figure
from identiteitslab.figures.names import clean, told
from identiteitslab.figures.scene import Axis, Dot, Key, Line, Mark, Note, Scene
from identiteitslab.figures.ticks import round_ticks, span
from identiteitslab.figures.wording import between, listing, signed
from identiteitslab.text.chances import count
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from identiteitslab.comparison.combination import Combinations
    from identiteitslab.comparison.sets.judge import RankedSet

HEIGHT = 360
LABEL = 17
"""Most signs of a name beside a dot; the table has the whole name."""
LINE = 19
"""Pixels of a line of names."""


def frontier(
    combinations: Combinations,
    names: Mapping[str, str],
    *,
    lang: Lang,
    most: int = 40,
    fictitious: bool = False,
) -> Figure:
    """Show the best set of each size with its range, on a line, among the other sets.

    Parameters
    ----------
    combinations
        Sets in order of their expected total.
    names
        Name of each solution, by id.
    most
        So many sets are shown; the best of each size always is.

    Raises
    ------
    ValueError
        No set meets the minimums.
    """
    best = combinations.frontier
    if not best:
        raise ValueError("combinations has no allowed set; expected 1 or more")
    rest = [one for one in combinations.sets if one not in best][: max(0, most - len(best))]
    shown = sorted([*best, *rest], key=lambda one: -one.total)
    sets = [
        say("figure.frontier.told", lang, set=told(_name(one, names)), score=_score(one, lang))
        for one in best
    ]
    return Figure(
        title=say("figure.frontier.title", lang),
        conclusion=_conclusion(best, names, lang),
        alt=say("figure.frontier.alt", lang, count=len(shown), sets=listing(sets, lang)),
        reading=say("figure.frontier.reading", lang),
        columns=(
            *(say(f"figure.frontier.{name}", lang) for name in ("column", "size")),
            *(say(f"figure.{name}", lang) for name in ("score", "low", "high")),
            *(say(f"figure.frontier.{name}", lang) for name in ("chance", "best_of_size")),
        ),
        rows=tuple(_table_row(one, best, names, lang) for one in shown),
        scene=_scene(best, rest, names, lang),
        lang=lang,
        fictitious=fictitious,
    )


def _name(one: RankedSet, names: Mapping[str, str]) -> str:
    return " + ".join(clean(names[solution]) for solution in one.solutions)


def _score(one: RankedSet, lang: Lang) -> str:
    return between(one.total, one.low, one.high, lang)


def _table_row(
    one: RankedSet, best: tuple[RankedSet, ...], names: Mapping[str, str], lang: Lang
) -> tuple[str, ...]:
    scores = (number(value, lang) for value in (one.total, one.low, one.high))
    of_size = say("figure.yes" if one in best else "figure.no", lang)
    size = number(len(one.solutions), lang)
    return _name(one, names), size, *scores, count(one.chance, lang), of_size


def _conclusion(best: tuple[RankedSet, ...], names: Mapping[str, str], lang: Lang) -> str:
    top = max(best, key=lambda one: one.total)
    name = told(_name(top, names))
    sentences = [say("figure.frontier.conclusion", lang, set=name, score=_score(top, lang))]
    if len(best) > 1:
        fewer, more = best[0], best[1]
        sentences.append(
            say(
                "figure.frontier.conclusion_step",
                lang,
                **{"from": len(fewer.solutions), "to": len(more.solutions)},
                points=signed(more.total - fewer.total, lang),
            )
        )
    return " ".join(sentences)


def _scene(
    best: tuple[RankedSet, ...], rest: list[RankedSet], names: Mapping[str, str], lang: Lang
) -> Scene:
    def dot(one: RankedSet, look: str) -> Dot:
        tells = say(
            "figure.frontier.told", lang, set=told(_name(one, names)), score=_score(one, lang)
        )
        return Dot(len(one.solutions), one.total, look, tells)

    marks: list[Mark] = [
        Line(((len(one.solutions), one.low), (len(one.solutions), one.high)), "main", "thick")
        for one in best
    ]
    if len(best) > 1:
        marks.append(Line(tuple((len(one.solutions), one.total) for one in best), "main"))
    marks += [dot(one, "quiet") for one in rest] + [dot(one, "main") for one in best]
    marks += [Note(len(one.solutions), one.high, _label(one, names), "above") for one in best]
    keys = [Key(say("figure.frontier.key_best", lang), "main", "interval")]
    if rest:
        keys.append(Key(say("figure.frontier.key_rest", lang), "quiet"))
    return Scene(
        _sizes(best, lang), _scores(best, rest, lang), tuple(marks), (), tuple(keys), HEIGHT
    )


def _label(one: RankedSet, names: Mapping[str, str]) -> str:
    return "\n+ ".join(told(names[solution], LABEL) for solution in one.solutions)


def _sizes(best: tuple[RankedSet, ...], lang: Lang) -> Axis:
    sizes = [len(one.solutions) for one in best]
    ticks = tuple((float(size), number(size, lang)) for size in range(min(sizes), max(sizes) + 1))
    return Axis(min(sizes) - 0.5, max(sizes) + 0.5, ticks, say("figure.frontier.scale", lang))


def _scores(best: tuple[RankedSet, ...], rest: list[RankedSet], lang: Lang) -> Axis:
    """Let the scale run far enough for the names above the highest range."""
    ends = [end for one in best for end in (one.low, one.high)]
    low, high = span([*ends, *(one.total for one in rest)])
    room = (LINE * max(len(one.solutions) for one in best) + 16) / HEIGHT
    ticks = round_ticks(low, high, lang)
    bottom = ticks[0][0]
    top = max(ticks[-1][0], bottom + (high - bottom) / (1 - room))
    return Axis(bottom, top, ticks, say("figure.frontier.score", lang))
