"""Why does A score higher than B? What each subject adds to the difference, from zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.figures.figure import Figure
from identiteitslab.figures.names import clean, told
from identiteitslab.figures.scene import Axis, Bar, Key, Row, Rule, Scene
from identiteitslab.figures.ticks import round_ticks, span
from identiteitslab.figures.wording import listing, signed
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from identiteitslab.comparison.pairwise import TwoSolutions

NAME = 24
"""Most signs of a name that stands in a key; pages have the whole name."""

Gains = list[tuple[str, float]]


def contributions(
    two: TwoSolutions,
    names: Mapping[str, str],
    *,
    lang: Lang,
    groups: Mapping[str, str] | None = None,
    most: int = 12,
    fictitious: bool = False,
) -> Figure:
    """Show by how many points of the total each subject puts one solution ahead of the other.

    Parameters
    ----------
    two
        The two solutions, criterion by criterion.
    names
        Name of each solution, criterion and group, by id.
    groups
        Theme of each criterion, to show themes instead of criteria.
    most
        So many subjects are shown; the smallest differences stand together in the last bar.

    Raises
    ------
    ValueError
        ``most`` is below 2.
    """
    if most < 2:  # noqa: PLR2004 - one for the largest, one for the rest
        raise ValueError(f"most is {most}; expected 2 or more")
    one, other = told(names[two.one], NAME), told(names[two.other], NAME)
    gains = _fewer(_gains(two, names, groups), most, lang)
    gap = two.gap
    items = [_told(item, gain, lang) for item, gain in gains[:3]]
    return Figure(
        title=say("figure.contributions.title", lang, one=one, other=other),
        conclusion=_conclusion(one, other, gap, gains, lang),
        alt=say(
            "figure.contributions.alt",
            lang,
            one=one,
            other=other,
            points=signed(gap, lang),
            items=listing(items, lang),
        ),
        reading=say("figure.contributions.reading", lang, one=one, other=other),
        columns=(
            say("figure.contributions.column", lang),
            say("figure.contributions.gain", lang, one=one),
            say("figure.contributions.ahead", lang),
        ),
        rows=tuple(
            (item, signed(gain, lang), _ahead(one, other, gain, lang))
            for item, gain in (*gains, (say("figure.contributions.whole", lang), gap))
        ),
        scene=_scene(one, other, gains, lang),
        lang=lang,
        fictitious=fictitious,
    )


def _gains(two: TwoSolutions, names: Mapping[str, str], groups: Mapping[str, str] | None) -> Gains:
    """Add up the points by subject, the largest difference first."""
    found: dict[str, float] = {}
    for criterion, gain, both in zip(two.criteria, two.gain, two.comparable, strict=True):
        subject = criterion if groups is None else groups[criterion]
        if both or gain:
            found[subject] = found.get(subject, 0.0) + float(gain)
    gains = [(clean(names[subject]), gain) for subject, gain in found.items()]
    return sorted(gains, key=lambda pair: -abs(pair[1]))


def _fewer(gains: Gains, most: int, lang: Lang) -> Gains:
    if len(gains) <= most:
        return gains
    rest = gains[most - 1 :]
    name = say("figure.contributions.rest", lang, count=len(rest))
    return [*gains[: most - 1], (name, sum(gain for _, gain in rest))]


def _told(item: str, gain: float, lang: Lang) -> str:
    return say("figure.contributions.told", lang, item=told(item), points=signed(gain, lang))


def _ahead(one: str, other: str, gain: float, lang: Lang) -> str:
    if round(gain) == 0:
        return say("figure.contributions.tie", lang)
    return one if gain > 0 else other


def _conclusion(one: str, other: str, gap: float, gains: Gains, lang: Lang) -> str:
    if round(gap) == 0 or not gains:
        return say("figure.contributions.conclusion_tie", lang, one=one, other=other)
    ahead, behind = (one, other) if gap > 0 else (other, one)
    item = max(gains, key=lambda pair: pair[1] if gap > 0 else -pair[1])[0]
    return say(
        "figure.contributions.conclusion_ahead",
        lang,
        ahead=ahead,
        behind=behind,
        points=number(abs(gap), lang),
        item=told(item),
    )


def _scene(one: str, other: str, gains: Gains, lang: Lang) -> Scene:
    values = [0.0, *(gain for _, gain in gains)]
    ticks = round_ticks(*span(values), lang)
    bars = tuple(
        Bar(
            0.0,
            gain,
            y,
            "main" if gain >= 0 else "other",
            tells=say(
                "figure.contributions.points_at",
                lang,
                item=told(item),
                points=signed(gain, lang),
            ),
        )
        for y, (item, gain) in enumerate(gains)
    )
    return Scene(
        Axis(ticks[0][0], ticks[-1][0], ticks, say("figure.contributions.scale", lang)),
        tuple(Row(item, signed(gain, lang)) for item, gain in gains),
        bars,
        rules=(Rule(0.0),),
        keys=(
            Key(say("figure.contributions.key_ahead", lang, name=one), "main", "bar"),
            Key(say("figure.contributions.key_ahead", lang, name=other), "other", "bar"),
        ),
    )
