"""One of every figure, made from results like those of a comparison, with names that hurt."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

from identiteitslab.comparison.acceptability import rank_acceptability
from identiteitslab.comparison.combination import Combinations
from identiteitslab.comparison.next_measurement import MeasurementValues
from identiteitslab.comparison.pairwise import TwoSolutions, difference_dots
from identiteitslab.comparison.sets.judge import RankedSet
from identiteitslab.criteria.model import ValueFunction
from identiteitslab.criteria.words import Words
from identiteitslab.figures.contributions import contributions
from identiteitslab.figures.coverage import coverage
from identiteitslab.figures.forest import forest
from identiteitslab.figures.frontier import frontier
from identiteitslab.figures.intervals import intervals
from identiteitslab.figures.next_measurement import next_measurement
from identiteitslab.figures.rank_chances import rank_chances
from identiteitslab.figures.tornado import tornado
from identiteitslab.figures.trend import trend
from identiteitslab.figures.twenty_dots import twenty_dots
from identiteitslab.figures.value_function import value_function
from identiteitslab.figures.weights import weights

if TYPE_CHECKING:
    from collections.abc import Mapping

    from identiteitslab.figures.figure import Figure
    from identiteitslab.text.lookup import Lang

MARKUP = "<b>Vet</b> & <script>alert(1)</script> <a href='javascript:x'>x</a> $y$ {0}"
LONG = "Een oplossing met een naam " + "die maar doorgaat " * 21
NAMES = {
    "a": "Zeemeeuw",
    "b": MARKUP,
    "c": LONG,
    "d": "\u202eמאגר \u0000זהויות",
    "e": "Klomp\ncode",
    **{f"c{n}": f"Criterium {n}" for n in range(5)},
    "c5": MARKUP,
    "c6": LONG,
}
KINDS = (
    "intervals", "criteria", "ranks", "forest", "contributions", "dots", "tornado", "coverage",
    "frontier", "next", "trend", "value", "levels", "weights",
)  # fmt: skip


def ranked_set(solutions: str, total: float, chance: float) -> RankedSet:
    return RankedSet(
        tuple(solutions), total, 0.1, total - 6, total + 5, total - 1, total + 1, chance, 0.01,
        {"s": total}, None, (),
    )  # fmt: skip


def scale(kind: str, points: list[tuple[float, float]]) -> ValueFunction:
    words = Words(nl="-", en="-")
    return ValueFunction.model_validate(
        {"from": "2027-01-01", "scale": kind, "points": points, "basis": "norm",
         "evidence": "seen", "rationale": words}
    )  # fmt: skip


def _intervals(lang: Lang, fictitious: bool) -> dict[str, Figure]:
    names = [NAMES[name] for name in "abcde"]
    low, middle, high = [68, 67, 54, 30, 50], [74.4, 71, 66, 45, 58], [80, 75, 79, 55, 66]
    out, blank = [False, False, False, False, True], [False, False, False, True, False]
    common = {"unknown": blank, "lang": lang, "fictitious": fictitious}
    return {
        "intervals": intervals(names, low, middle, high, failed=out, **common),
        "criteria": intervals(names, low, middle, high, of="criteria", **common),
    }


def _uncertain(lang: Lang, fictitious: bool) -> dict[str, Figure]:
    random = np.random.default_rng(1)
    common = {"lang": lang, "fictitious": fictitious}
    means = np.array([74, 71, 66, 60, 50])[:, None]
    pools = random.normal(means, 4, (5, 4096)).clip(0, 100)[:, None, :]
    ranks = rank_acceptability(
        pools, [1.0], seed=1, eligible=[True] * 4 + [False], solutions=list("abcde"), draws=4096
    )
    gain = np.array([4.2, -2.6, 1.9, -1.5, 0.9, 0.6, -0.4])
    two = TwoSolutions(
        "a", "b", tuple(f"c{n}" for n in range(7)), 2 * gain, np.ones(7, bool), gain, gain * 0 + 0.5
    )
    difference = difference_dots(random.normal(74, 4, 4000), random.normal(71, 3.5, 4000))
    return {
        "ranks": rank_chances(ranks, NAMES, **common),
        "contributions": contributions(two, NAMES, most=6, **common),
        "dots": twenty_dots(difference, NAMES["a"], NAMES["b"], **common),
        "tornado": tornado(
            [NAMES["c5"], "Privacy", NAMES["c6"]], [0, 10, 5], [50, 60, 40], [6, 1.5, 4],
            [-2.5, 4.8, 3.2], now=3, first=NAMES["a"], second=NAMES["b"], **common,
        ),
    }  # fmt: skip


def _measured(lang: Lang, fictitious: bool) -> dict[str, Figure]:
    gemeenten = ["Amersfoort", MARKUP, LONG, "Súdwest-Fryslân", "Kleindorp"]
    common = {"lang": lang, "fictitious": fictitious}
    rounds = [[55, 61, 70], [64, 66, np.nan], [50, 58, 66], [np.nan, 72, 74], [40, 41, 13]]
    grades, counts = [[3, 2, 1], [2, 0, 3], [1, 3, 0]], [[6, 4, 2], [3, 0, 7], [1, 8, 0]]
    people = [[400, 100, 40], [np.nan, 0, np.nan], [4, 70, 0]]
    return {
        "forest": forest(
            gemeenten, [70, 72, 66, 60, 1], [78, 80, 74, 72, 13], [85, 87, 82, 83, 30],
            people=[40, 61, 30, 12, 4], pooled=(71, 77, 83), prediction=(59, 91), minimum=75,
            about=MARKUP, **common,
        ),
        "coverage": coverage(
            [NAMES["c1"], NAMES["c5"], NAMES["c6"]], [NAMES[name] for name in "abc"], grades,
            counts, people=people, **common,
        ),
        "trend": trend(
            gemeenten, rounds, [56, 62, 68],
            people=[[40, 40, 40], [30, 22, 0], [20, 20, 20], [0, 18, 18], [9, 9, 4]], **common,
        ),
    }  # fmt: skip


def _choices(lang: Lang, fictitious: bool) -> dict[str, Figure]:
    common = {"lang": lang, "fictitious": fictitious}
    sets = [("abd", 82, 0.6), ("ab", 80, 0.3), ("ad", 77, 0.07), ("a", 72, 0.02), ("b", 70, 0.01)]
    ranked = tuple(ranked_set(*one) for one in sets)
    sample = np.random.default_rng(2).gamma(1, 0.3, (2, 3, 6))
    cost = np.broadcast_to(np.array([20.0, 40.0])[:, None, None], sample.shape)
    values = MeasurementValues(
        tuple("abc"), tuple(f"c{n}" for n in range(6)), sample[1], sample[1] / 3,
        np.array([20, 40]), sample, cost, np.full((3, 6), 30),
    )  # fmt: skip
    profiles: Mapping[str, list[float]] = {"publiek": [30, 50, 20], MARKUP: [20, 20, 60]}
    anchors = [(0.99, 100.0), (0.5, 0.0), (0.85, 50.0)]
    return {
        "frontier": frontier(Combinations(ranked, None, 9, "enumeration", 9, 9), NAMES, **common),
        "next": next_measurement(values, NAMES, **common),
        "value": value_function(scale("linear", anchors), MARKUP, **common),
        "levels": value_function(scale("levels", [(0, 0), (1, 40), (2, 100)]), "niveau", **common),
        "weights": weights([NAMES["c1"], NAMES["c5"], NAMES["c6"]], profiles, **common),
    }


@cache
def figures(lang: Lang, fictitious: bool) -> dict[str, Figure]:
    return (
        _intervals(lang, fictitious)
        | _uncertain(lang, fictitious)
        | _measured(lang, fictitious)
        | _choices(lang, fictitious)
    )


@pytest.fixture(params=["nl", "en"])
def lang(request: pytest.FixtureRequest) -> Lang:
    return request.param


@pytest.fixture(params=KINDS)
def figure(request: pytest.FixtureRequest, lang: Lang) -> Figure:
    """Give each figure in both languages, made of fictitious data."""
    return figures(lang, True)[request.param]


@pytest.fixture
def real_figures(lang: Lang) -> list[Figure]:
    """Give all figures, made of data that are not fictitious."""
    return list(figures(lang, False).values())


@pytest.fixture
def named(lang: Lang) -> dict[str, Figure]:
    """Give the figures by kind."""
    return figures(lang, True)
