"""Which weight matters? How the lead changes when one subject counts less or more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from identiteitslab.figures.figure import Figure
from identiteitslab.figures.inputs import column, names_of
from identiteitslab.figures.names import told
from identiteitslab.figures.scene import Axis, Bar, Key, Mark, Row, Rule, Scene
from identiteitslab.figures.ticks import round_ticks, span
from identiteitslab.figures.wording import listing, signed
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike


@dataclass(frozen=True)
class _Swing:
    name: str
    low_weight: float
    high_weight: float
    at_low: float
    at_high: float

    def width(self, now: float) -> float:
        ends = (now, self.at_low, self.at_high)
        return max(ends) - min(ends)

    @property
    def flips(self) -> bool:
        return min(self.at_low, self.at_high) < 0


def tornado(
    items: Sequence[str],
    low_weight: ArrayLike,
    high_weight: ArrayLike,
    at_low: ArrayLike,
    at_high: ArrayLike,
    *,
    now: float,
    first: str,
    second: str,
    lang: Lang,
    fictitious: bool = False,
) -> Figure:
    """Show the lead of the first solution over its best rival at other weights, widest first.

    Parameters
    ----------
    items
        Names of themes or criteria.
    low_weight, high_weight
        How little and how much each may count, in points of 100, ``(items,)``.
    at_low, at_high
        Lead of the first over the best of the others at those weights, in points of the total;
        below zero another solution comes first.
    now
        Lead at the weights of today.
    first, second
        Names of the solution that comes first today, and of the one it is told against.

    Raises
    ------
    ValueError
        No items, or numbers that are missing.
    """
    labels = names_of("items", items)
    given = {
        "low_weight": low_weight,
        "high_weight": high_weight,
        "at_low": at_low,
        "at_high": at_high,
    }
    numbers = [column(name, values, len(labels)) for name, values in given.items()]
    swings = [_Swing(*swing) for swing in zip(labels, *numbers, strict=True)]
    swings.sort(key=lambda swing: -swing.width(now))
    words = {"first": told(first), "second": told(second)}
    return Figure(
        title=say("figure.tornado.title", lang),
        conclusion=_conclusion(swings, lang),
        alt=_alt(swings[0], now, words, lang),
        reading=say("figure.tornado.reading", lang),
        columns=tuple(
            say(f"figure.tornado.{name}", lang)
            for name in ("column", "weights", "at_low", "at_high", "flips")
        ),
        rows=tuple(_table_row(swing, lang) for swing in swings),
        scene=_scene(swings, now, _scale(now, words, lang), lang),
        lang=lang,
        fictitious=fictitious,
    )


def _alt(widest: _Swing, now: float, words: dict[str, str], lang: Lang) -> str:
    ends = (widest.at_low, widest.at_high, now)
    return say(
        "figure.tornado.alt",
        lang,
        **words,
        now=number(now, lang),
        item=told(widest.name),
        low=number(min(ends), lang),
        high=number(max(ends), lang),
    )


def _table_row(swing: _Swing, lang: Lang) -> tuple[str, ...]:
    return (
        swing.name,
        _weights(swing, lang),
        signed(swing.at_low, lang),
        signed(swing.at_high, lang),
        say("figure.yes" if swing.flips else "figure.no", lang),
    )


def _weights(swing: _Swing, lang: Lang) -> str:
    low, high = number(swing.low_weight, lang), number(swing.high_weight, lang)
    return say("figure.tornado.range", lang, low=low, high=high)


def _conclusion(swings: list[_Swing], lang: Lang) -> str:
    flips = [told(swing.name) for swing in swings if swing.flips]
    if not flips:
        return say("figure.tornado.conclusion_none", lang)
    key = "conclusion_flip" if len(flips) == 1 else "conclusion_flips"
    return say(f"figure.tornado.{key}", lang, items=listing(flips, lang))


def _scale(now: float, words: dict[str, str], lang: Lang) -> str:
    return say("figure.tornado.scale", lang, **words, now=signed(now, lang))


def _scene(swings: list[_Swing], now: float, scale: str, lang: Lang) -> Scene:
    values = [0.0, now, *(end for swing in swings for end in (swing.at_low, swing.at_high))]
    ticks = round_ticks(*span(values), lang)
    return Scene(
        Axis(ticks[0][0], ticks[-1][0], ticks, scale),
        tuple(Row(swing.name, _weights(swing, lang)) for swing in swings),
        tuple(mark for y, swing in enumerate(swings) for mark in _bars(swing, y, now, lang)),
        rules=(
            Rule(0.0, say("figure.tornado.flip", lang), dashed=True),
            Rule(now),
        ),
        keys=(
            Key(say("figure.tornado.key_low", lang), "other", "bar"),
            Key(say("figure.tornado.key_high", lang), "main", "bar"),
        ),
    )


def _bars(swing: _Swing, y: int, now: float, lang: Lang) -> tuple[Mark, Mark]:
    ends = (
        (swing.at_low, swing.low_weight, -0.19, "other"),
        (swing.at_high, swing.high_weight, 0.19, "main"),
    )
    low, high = (
        Bar(now, lead, y + beside, look, tells=_tells(swing.name, weight, lead, lang), thick=0.34)
        for lead, weight, beside, look in ends
    )
    return low, high


def _tells(item: str, weight: float, lead: float, lang: Lang) -> str:
    words = {"weight": number(weight, lang), "points": signed(lead, lang)}
    return say("figure.tornado.points_at", lang, item=told(item), **words)
