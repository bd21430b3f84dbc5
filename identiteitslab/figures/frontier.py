"""What does one more solution bring? The best set of each size, among the other sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.figures.figure import Figure
from identiteitslab.figures.names import clean, told
from identiteitslab.figures.scene import Axis, Dot, Key, Line, Mark, Row, Scene
from identiteitslab.figures.ticks import round_ticks, span
from identiteitslab.figures.wording import between, listing, signed
from identiteitslab.text.chances import count
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from identiteitslab.comparison.combination import Combinations
    from identiteitslab.comparison.sets.judge import RankedSet


def frontier(
    combinations: Combinations,
    names: Mapping[str, str],
    *,
    lang: Lang,
    most: int = 40,
    fictitious: bool = False,
) -> Figure:
    """Show for each size the best set with its range, among the other sets of that size.

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
    places = {len(one.solutions): place for place, one in enumerate(best)}

    def dot(one: RankedSet, look: str) -> Dot:
        tells = say(
            "figure.frontier.told", lang, set=told(_name(one, names)), score=_score(one, lang)
        )
        return Dot(one.total, places[len(one.solutions)], look, tells)

    ranges: list[Mark] = [
        Line(((one.low, place), (one.high, place)), "main", "thick")
        for place, one in enumerate(best)
    ]
    keys = [Key(say("figure.frontier.key_best", lang), "main", "interval")]
    if rest:
        keys.append(Key(say("figure.frontier.key_rest", lang), "quiet"))
    return Scene(
        _scores(best, rest, lang),
        tuple(Row(_label(one, names, lang), _score(one, lang)) for one in best),
        (*ranges, *(dot(one, "quiet") for one in rest), *(dot(one, "main") for one in best)),
        keys=tuple(keys),
    )


def _label(one: RankedSet, names: Mapping[str, str], lang: Lang) -> str:
    size = number(len(one.solutions), lang)
    return say("figure.frontier.row", lang, size=size, set=_name(one, names))


def _scores(best: tuple[RankedSet, ...], rest: list[RankedSet], lang: Lang) -> Axis:
    ends = [end for one in best for end in (one.low, one.high)]
    ticks = round_ticks(*span([*ends, *(one.total for one in rest)]), lang)
    return Axis(ticks[0][0], ticks[-1][0], ticks, say("figure.frontier.score", lang))
