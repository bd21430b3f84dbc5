"""Check shape: every criterion adds up, and every indicator fits its kind."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

from identiteitslab.criteria.finding import each_criterion, each_indicator, found
from identiteitslab.criteria.kind_rules import KIND_KEYS
from identiteitslab.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.finding import Finding
    from identiteitslab.criteria.kind_rules import KindKey, KindRules
    from identiteitslab.criteria.model import Criterion, Indicator
    from identiteitslab.criteria.yaml_lines import Path_

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SUS_BOUNDS = (0.0, 100.0)


def lint_shape(catalogue: Catalogue, kinds: Mapping[str, KindRules]) -> Iterator[Finding]:
    """Check ids, shares, kinds and dates."""
    yield from _ids(catalogue)
    for path, criterion in each_criterion(catalogue):
        yield from _shares(path, criterion)
    for path, indicator in each_indicator(catalogue):
        yield from _kind(path, indicator, kinds)
        yield from _dates(path, indicator)
        yield from _prior(path, indicator)
        if not indicator.scored and not indicator.minimum:
            yield found("gate-idle", (*path, "share"))
    for theme, group in catalogue.criteria.items():
        if not any(criterion.scored for criterion in group.values()):
            yield found("theme-empty", ("themes", theme), theme=theme)


def _ids(catalogue: Catalogue) -> Iterator[Finding]:
    first: dict[str, Path_] = {}
    for path, _ in (*each_criterion(catalogue), *each_indicator(catalogue)):
        name = path[-1]
        kind = "indicator" if "indicators" in path else "criterion"
        if not ID.fullmatch(name):
            yield found("id-form", path, found=name)
        if (twin := first.setdefault(f"{kind} {name}", path)) is not path:
            yield found(f"{kind}-twice", path, found=name, other="/".join(twin[1:3]))


def _shares(path: Path_, criterion: Criterion) -> Iterator[Finding]:
    """Check that shares sum to 1; a criterion of only gates has none."""
    total = math.fsum(indicator.share for indicator in criterion.indicators.values())
    if criterion.scored and not math.isclose(total, 1.0, abs_tol=1e-9):
        yield found("shares-sum", (*path, "indicators"), found=total)


def _kind(path: Path_, indicator: Indicator, kinds: Mapping[str, KindRules]) -> Iterator[Finding]:
    rules = kinds.get(indicator.kind)
    if rules is None:
        known = nearest(indicator.kind, kinds)
        yield found("kind-unknown", (*path, "kind"), found=indicator.kind, known=known)
        return
    given = _given(indicator)
    for key in sorted(rules.needs - given):
        yield found("kind-needs", path, kind=indicator.kind, key=key)
    for key in sorted(given - rules.needs - rules.allows):
        yield found("kind-unused", (*path, key), kind=indicator.kind, key=key)
    if indicator.bounds is not None and indicator.bounds[0] >= indicator.bounds[1]:
        low, high = indicator.bounds
        yield found("bounds-order", (*path, "bounds"), low=low, high=high)
    if indicator.items == "sus" and indicator.bounds not in (None, SUS_BOUNDS):
        yield found("bounds-sus", (*path, "bounds"))


def _given(indicator: Indicator) -> set[KindKey]:
    """Name the keys that only some kinds have and that do not stand at their default."""
    fields = type(indicator).model_fields
    defaults = {key: fields[key].get_default(call_default_factory=True) for key in KIND_KEYS}
    return {key for key in KIND_KEYS if getattr(indicator, key) != defaults[key]}


def _prior(path: Path_, indicator: Indicator) -> Iterator[Finding]:
    """Check that a prior is used; a gap pools its groups as the indicator they are in."""
    unused = indicator.pooling == "none" or indicator.gap is not None
    if unused and indicator.prior_scale is not None:
        yield found("prior-unused", (*path, "prior_scale"))


def _dates(path: Path_, indicator: Indicator) -> Iterator[Finding]:
    """Check for one value function a date, and one minimum a date and context."""
    for key, entries in (
        ("value", [str(entry.since) for entry in indicator.value]),
        ("minimum", [f"{entry.since} {entry.context}" for entry in indicator.minimum]),
    ):
        for name, times in Counter(entries).items():
            if times > 1:
                last = len(entries) - 1 - entries[::-1].index(name)
                yield found("date-twice", (*path, key, str(last), "from"), found=name)
