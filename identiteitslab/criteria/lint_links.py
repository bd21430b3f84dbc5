"""Check links: everything that is named exists."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, get_args

from identiteitslab.criteria.finding import each_indicator, found
from identiteitslab.criteria.model import PROPERTIES, Context
from identiteitslab.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.finding import Finding
    from identiteitslab.criteria.kind_rules import KindRules
    from identiteitslab.criteria.model import Gap, Indicator
    from identiteitslab.criteria.reference import Profile
    from identiteitslab.criteria.yaml_lines import Path_

POINTS = 100.0
"""What the themes of a profile share out."""


def lint_links(catalogue: Catalogue, kinds: Mapping[str, KindRules]) -> Iterator[Finding]:
    """Check what indicators, profiles and situations name."""
    properties = {p for s in catalogue.solutions.values() for p in s.properties} | {*PROPERTIES}
    for path, indicator in each_indicator(catalogue):
        if indicator.gap is not None:
            yield from _gap((*path, "gap"), indicator.gap, catalogue, kinds)
        needed = indicator.applies_if
        if needed is not None and needed not in properties:
            facts = {"found": needed, "known": nearest(needed, properties)}
            yield found("property-unknown", (*path, "applies_if"), **facts)
        yield from _situation_levels(path, indicator, catalogue)
    for name, profile in catalogue.profiles.items():
        yield from _profile(("profiles", name), profile, catalogue)
    yield from _contexts(catalogue)


def _gap(
    path: Path_, gap: Gap, catalogue: Catalogue, kinds: Mapping[str, KindRules]
) -> Iterator[Finding]:
    of = catalogue.indicators.get(gap.indicator)
    if of is None:
        facts = {"found": gap.indicator, "known": nearest(gap.indicator, catalogue.indicators)}
        yield found("gap-indicator", (*path, "indicator"), **facts)
    elif of.kind in kinds and kinds[of.kind].values(of) != (0, 1):
        yield found("gap-not-share", (*path, "indicator"), found=gap.indicator, kind=of.kind)
    margin = getattr(catalogue.population.margins, gap.stratum)
    for key, group in (("group", gap.group), ("minus", gap.minus)):
        if group not in margin.ids:
            facts = {"found": group, "known": nearest(group, margin.ids)}
            yield found("gap-group", (*path, key), **facts)
    if gap.group == gap.minus:
        yield found("gap-same-group", (*path, "minus"), found=gap.minus)


def _situation_levels(path: Path_, indicator: Indicator, catalogue: Catalogue) -> Iterator[Finding]:
    """Where the situation sets the limit, every level that a situation requires must exist."""
    required = {situation.required_level for situation in catalogue.situations.values()}
    missing = ", ".join(str(level) for level in sorted(required - set(indicator.levels)))
    for place, minimum in enumerate(indicator.minimum):
        if minimum.set_by_situation and missing:
            at = (*path, "minimum", str(place), "set_by_situation")
            yield found("minimum-situation", at, missing=missing)


def _profile(path: Path_, profile: Profile, catalogue: Catalogue) -> Iterator[Finding]:
    for theme in profile.themes:
        if theme not in catalogue.themes:
            facts = {"found": theme, "known": nearest(theme, catalogue.themes)}
            yield found("profile-theme", (*path, "themes", theme), **facts)
    for theme in catalogue.themes:
        if theme not in profile.themes:
            yield found("profile-theme-missing", (*path, "themes"), theme=theme)
    total = math.fsum(profile.themes.values())
    if not math.isclose(total, POINTS, abs_tol=1e-6):
        yield found("profile-points", (*path, "themes"), found=total)
    for name in profile.multipliers:
        criterion = catalogue.by_id.get(name)
        at = (*path, "multipliers", name)
        if criterion is None:
            yield found("profile-criterion", at, found=name, known=nearest(name, catalogue.by_id))
        elif not criterion.scored:
            yield found("profile-gate", at, found=name)


def _contexts(catalogue: Catalogue) -> Iterator[Finding]:
    known = get_args(Context)
    for name in catalogue.contexts:
        if name not in known:
            expected = ", ".join(known)
            yield found("context-unknown", ("contexts", name), found=name, expected=expected)
    for name in known:
        if name not in catalogue.contexts:
            yield found("context-missing", ("contexts",), context=name)
