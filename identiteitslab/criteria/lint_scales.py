"""Check scales: every value function is one, and every minimum stands on it."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from identiteitslab.criteria.finding import each_indicator, found
from identiteitslab.criteria.kind_rules import KindRules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.finding import Finding
    from identiteitslab.criteria.model import Indicator, Minimum, ValueFunction
    from identiteitslab.criteria.yaml_lines import Path_

ANY = KindRules(lowest=-math.inf)


def lint_scales(catalogue: Catalogue, kinds: Mapping[str, KindRules]) -> Iterator[Finding]:
    """Check value functions and minimums; of an unknown kind any value can be measured."""
    for path, indicator in each_indicator(catalogue):
        rules = kinds.get(indicator.kind, ANY)
        reach = rules.values(indicator)
        for place, function in enumerate(indicator.value):
            at = (*path, "value", str(place))
            yield from _order(at, indicator, function)
            yield from _ends(at, function)
            yield from _reach(at, indicator, function, reach)
        for place, minimum in enumerate(indicator.minimum):
            yield from _minimum((*path, "minimum", str(place)), indicator, minimum, reach)


def _order(path: Path_, indicator: Indicator, function: ValueFunction) -> Iterator[Finding]:
    """Check that from worst to best values run one way and scores do not fall."""
    rising = indicator.direction == "higher_is_better"
    for place, ((low, worse), (high, better)) in enumerate(pairwise(function.points), start=1):
        at = (*path, "points", str(place))
        if low == high or (low < high) != rising:
            code = "points-not-rising" if rising else "points-not-falling"
            yield found(code, at, found=high, before=low)
        if better < worse:
            yield found("points-score-falls", at, found=better, before=worse)


def _ends(path: Path_, function: ValueFunction) -> Iterator[Finding]:
    scores = [score for _, score in function.points]
    for place, score in enumerate(scores):
        if not 0 <= score <= 100:  # noqa: PLR2004 - every score runs from 0 to 100
            yield found("points-score-outside", (*path, "points", str(place)), found=score)
    if scores[0] != 0:
        yield found("points-start", (*path, "points", "0"), found=scores[0])
    if scores[-1] != 100:  # noqa: PLR2004 - idem
        yield found("points-end", (*path, "points", str(len(scores) - 1)), found=scores[-1])


def _reach(
    path: Path_, indicator: Indicator, function: ValueFunction, reach: tuple[float, float]
) -> Iterator[Finding]:
    """Check that anchors can be measured, and can stand on their scale."""
    values = [value for value, _ in function.points]
    if (function.scale == "levels") != bool(indicator.levels):
        yield found("scale-levels", (*path, "scale"), found=function.scale)
    elif indicator.levels and sorted(values) != sorted(indicator.levels):
        facts = {"found": _listed(values), "expected": _listed(indicator.levels)}
        yield found("points-levels", (*path, "points"), **facts)
    for place, value in enumerate(values):
        at = (*path, "points", str(place))
        if not reach[0] <= value <= reach[1] and not indicator.levels:
            yield found("points-outside", at, found=value, low=reach[0], high=reach[1])
        if function.scale == "log" and value <= 0:
            yield found("points-log", at, found=value)
        if function.scale == "log_complement" and not 0 <= value < 1:
            yield found("points-log-complement", at, found=value)


def _minimum(
    path: Path_, indicator: Indicator, minimum: Minimum, reach: tuple[float, float]
) -> Iterator[Finding]:
    rising = indicator.direction == "higher_is_better"
    side, other = ("at_least", "at_most") if rising else ("at_most", "at_least")
    test, wrong_test = ("lower95", "upper95") if rising else ("upper95", "lower95")
    if minimum.lower != rising:
        yield found("minimum-side", (*path, other), found=other, expected=side)
        return
    if minimum.test == wrong_test:
        yield found("minimum-test", (*path, "test"), found=minimum.test, expected=test)
    if indicator.levels and minimum.limit not in indicator.levels:
        facts = {"found": minimum.limit, "expected": _listed(indicator.levels)}
        yield found("minimum-level", (*path, side), **facts)
    elif not reach[0] <= minimum.limit <= reach[1]:
        facts = {"found": minimum.limit, "low": reach[0], "high": reach[1]}
        yield found("minimum-outside", (*path, side), **facts)
    if minimum.context not in indicator.contexts:
        yield found("minimum-context", (*path, "context"), found=minimum.context)


def _listed(values: object) -> str:
    return ", ".join(f"{value:g}" for value in sorted(values))  # type: ignore[call-overload]
