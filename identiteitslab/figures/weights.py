"""What counts how much? The points of one profile, or of two side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from identiteitslab.figures.figure import Figure
from identiteitslab.figures.inputs import column, names_of
from identiteitslab.figures.names import clean, told
from identiteitslab.figures.scene import Axis, Bar, Key, Mark, Row, Scene
from identiteitslab.figures.ticks import round_ticks
from identiteitslab.figures.wording import listing
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike

NAME = 30
"""Most signs of the name of a profile in a key."""
LOOKS = ("main", "other")
PLACES = {1: (0.0,), 2: (-0.2, 0.2)}
"""Where the bars of one and of two profiles stand in their row."""
THICK = {1: 0.6, 2: 0.36}


@dataclass(frozen=True)
class _Profile:
    name: str
    points: list[float]


def weights(
    items: Sequence[str],
    profiles: Mapping[str, ArrayLike],
    *,
    lang: Lang,
    fictitious: bool = False,
) -> Figure:
    """Show how many of 100 points each theme or criterion gets.

    Parameters
    ----------
    items
        Names of themes or criteria.
    profiles
        Points ``(items,)`` by name of the profile, one or two of them.

    Raises
    ------
    ValueError
        No items, no profile or more than two, or points that are missing or negative.
    """
    labels = names_of("items", items)
    if len(profiles) not in PLACES:
        raise ValueError(f"profiles has {len(profiles)} profiles; expected 1 or 2")
    shown = [
        _Profile(clean(name), column(f"profiles[{name!r}]", points, len(labels)))
        for name, points in profiles.items()
    ]
    for profile in shown:
        if min(profile.points) < 0:
            place = profile.points.index(min(profile.points))
            raise ValueError(f"profiles[{profile.name!r}][{place}] is negative; expected 0 or more")
    return Figure(
        title=say("figure.weights.title", lang),
        conclusion=" ".join(_conclusion(labels, profile, len(shown), lang) for profile in shown),
        alt=_alt(labels, shown, lang),
        reading=say("figure.weights.reading", lang),
        columns=(
            say("figure.weights.column", lang),
            *(say("figure.weights.points", lang, name=told(profile.name)) for profile in shown),
        ),
        rows=tuple(
            (label, *(number(profile.points[y], lang) for profile in shown))
            for y, label in enumerate(labels)
        ),
        scene=_scene(labels, shown, lang),
        lang=lang,
        fictitious=fictitious,
    )


def _conclusion(labels: list[str], profile: _Profile, count: int, lang: Lang) -> str:
    most = max(profile.points)
    item = told(labels[profile.points.index(most)])
    words = {"item": item, "points": number(most, lang), "name": told(profile.name)}
    shown = {number(points, lang) for points in profile.points}
    alike = "_alike" if len(shown) == 1 and len(labels) > 1 else ""
    return say(f"figure.weights.conclusion{alike}{'' if count == 1 else '_two'}", lang, **words)


def _alt(labels: list[str], shown: list[_Profile], lang: Lang) -> str:
    def told_profile(profile: _Profile) -> str:
        items = [
            say("figure.weights.told_item", lang, item=told(label), points=number(points, lang))
            for label, points in zip(labels, profile.points, strict=True)
        ]
        words = {"name": told(profile.name), "items": listing(items, lang)}
        return say("figure.weights.told", lang, **words)

    profiles = "; ".join(told_profile(profile) for profile in shown)
    return say("figure.weights.alt", lang, count=len(labels), profiles=profiles)


def _scene(labels: list[str], shown: list[_Profile], lang: Lang) -> Scene:
    ticks = round_ticks(0.0, max(1.0, *(max(profile.points) for profile in shown)), lang)
    rows = tuple(
        Row(label, " | ".join(number(profile.points[y], lang) for profile in shown))
        for y, label in enumerate(labels)
    )
    bars: list[Mark] = [
        Bar(
            0.0,
            profile.points[y],
            y + PLACES[len(shown)][place],
            LOOKS[place],
            tells=_tells(label, profile.name, profile.points[y], lang),
            thick=THICK[len(shown)],
        )
        for y, label in enumerate(labels)
        for place, profile in enumerate(shown)
    ]
    keys = tuple(
        Key(told(profile.name, NAME), look, "bar")
        for profile, look in zip(shown, LOOKS, strict=False)
    )
    return Scene(
        Axis(0, ticks[-1][0], ticks, say("figure.weights.scale", lang)),
        rows,
        tuple(bars),
        keys=keys if len(shown) > 1 else (),
    )


def _tells(item: str, profile: str, points: float, lang: Lang) -> str:
    words = {"item": told(item), "name": told(profile), "points": number(points, lang)}
    return say("figure.weights.points_at", lang, **words)
