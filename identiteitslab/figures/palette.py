"""Colours and looks. No solution has a colour: a look differs in shape, fill, dash or words too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark", "print"]
THEMES: tuple[Theme, ...] = ("light", "dark", "print")
Symbol = Literal["circle", "square", "diamond"]

FONT = "'Source Sans 3', 'Source Sans Pro', 'Source Sans', Arial, sans-serif"
SIZE = 15
"""Of names and numbers, in pixels."""
SMALL = 14
"""Of ticks, keys and words inside blocks."""

# Text on its background reaches 4.5 : 1 and marks 3 : 1 in every theme; checked by a test.
PALETTES: dict[Theme, dict[str, str]] = {
    "light": {
        "page": "#FFFFFF",
        "text": "#1B1B1B",
        "quiet": "#595959",
        "grid": "#DDE1E6",
        "mark": "#00677A",
        "mark-soft": "#5B9AA6",
        "other": "#B34700",
        "other-soft": "#D9722E",
        "text-soft": "#767676",
        "quiet-soft": "#8A8A8A",
        "notice": "#7A4300",
        "notice-page": "#FFF1DB",
        **{
            f"step-{n}": c
            for n, c in enumerate(("#08415C", "#2A7299", "#8FBDD4", "#C9DDE8", "#F0F4F6"), 1)
        },
    },
    "dark": {
        "page": "#0E1117",
        "text": "#F2F2F2",
        "quiet": "#BDBDBD",
        "grid": "#343A43",
        "mark": "#5CC8DC",
        "mark-soft": "#2F8495",
        "other": "#FF9D5C",
        "other-soft": "#B0602C",
        "text-soft": "#8F959C",
        "quiet-soft": "#7A7F86",
        "notice": "#FFC987",
        "notice-page": "#3B2608",
        **{
            f"step-{n}": c
            for n, c in enumerate(("#CFE6F2", "#8FBDD4", "#4A8DB0", "#245672", "#162C3B"), 1)
        },
    },
    "print": {
        "page": "#FFFFFF",
        "text": "#000000",
        "quiet": "#4A4A4A",
        "grid": "#D5D5D5",
        "mark": "#1B1B1B",
        "mark-soft": "#808080",
        "other": "#5A5A5A",
        "other-soft": "#8A8A8A",
        "text-soft": "#767676",
        "quiet-soft": "#8A8A8A",
        "notice": "#000000",
        "notice-page": "#EFEFEF",
        **{
            f"step-{n}": c
            for n, c in enumerate(("#1B1B1B", "#5A5A5A", "#A8A8A8", "#D5D5D5", "#F5F5F5"), 1)
        },
    },
}

STEPS = 5
_SHARES = (0.2126, 0.7152, 0.0722)
"""What red, green and blue add to luminance."""
_DARKEST = 0.04045
"""Up to here sRGB is a straight line."""


@dataclass(frozen=True)
class Look:
    """How marks of one kind look; two looks in a figure differ in more than ``colour``."""

    colour: str
    symbol: Symbol = "circle"
    open: bool = False
    hatched: bool = False
    dashed: bool = False


LOOKS: dict[str, Look] = {
    "main": Look("mark"),
    "other": Look("other", "square", open=True, hatched=True, dashed=True),
    "whole": Look("text", "diamond"),
    "quiet": Look("quiet", open=True, dashed=True),
    **{f"step-{n}": Look(f"step-{n}") for n in range(1, STEPS + 1)},
}


def is_step(look: Look) -> bool:
    """Tell whether a look is a step of the one-hue ramp: outlined, with words inside."""
    return look.colour.startswith("step-")


def fill_of(look: Look, colours: dict[str, str]) -> str:
    """Give the fill of a block."""
    return colours["page" if look.hatched else look.colour]


def ink_on(fill: str) -> str:
    """Give the colour of words on a fill: near black or white, what reads best."""
    return max(("#1B1B1B", "#FFFFFF"), key=lambda ink: contrast(ink, fill))


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [_linear(int(colour[n : n + 2], 16) / 255) for n in (1, 3, 5)]
    return sum(share * light for share, light in zip(_SHARES, channels, strict=True))


def _linear(channel: float) -> float:
    """Give the light of a channel of sRGB."""
    if channel <= _DARKEST:
        return channel / 12.92
    return float(((channel + 0.055) / 1.055) ** 2.4)
