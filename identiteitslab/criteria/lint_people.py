"""Check population, gemeenten and solutions: every name means one thing."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

from identiteitslab.criteria.finding import found
from identiteitslab.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.finding import Finding

CODE = re.compile(r"GM\d{4}")
WITH_FIXED = "use_weighted_mean_plus_fixed"
PERCENT_SLACK = 0.2
"""Published shares are rounded: they may sum to 100 give or take this much."""


def lint_people(catalogue: Catalogue) -> Iterator[Finding]:
    """Check population shares, gemeente codes and names, and names of solutions."""
    yield from _population(catalogue)
    yield from _gemeenten(catalogue)
    yield from _renamed(catalogue)
    yield from _solutions(catalogue)


def _population(catalogue: Catalogue) -> Iterator[Finding]:
    margins = catalogue.population.margins
    for name in type(margins).model_fields:
        margin = getattr(margins, name)
        path = ("population", "margins", name, "categories")
        total = math.fsum(category.share for category in margin.categories)
        if abs(total - 100) > PERCENT_SLACK + 1e-9:
            yield found("population-sum", path, found=total)
        for twice in (id_ for id_, times in Counter(margin.ids).items() if times > 1):
            last = len(margin.ids) - 1 - margin.ids[::-1].index(twice)
            yield found("population-twice", (*path, str(last), "id"), found=twice)


def _gemeenten(catalogue: Catalogue) -> Iterator[Finding]:
    """Check codes, and that a name or alias leads to one gemeente."""
    owner: dict[str, str] = {}
    for code, gemeente in catalogue.gemeenten.items():
        if not CODE.fullmatch(code):
            yield found("gemeente-code", ("gemeenten", code, "code"), found=code)
        for column, names in (("naam", (gemeente.name,)), ("aliassen", gemeente.aliases)):
            for name in names:
                other = owner.setdefault(name.casefold(), code)
                if other != code:
                    at = ("gemeenten", code, column)
                    yield found("gemeente-name-twice", at, found=name, other=other)


def _renamed(catalogue: Catalogue) -> Iterator[Finding]:
    for old, new in catalogue.renamed.items():
        path = ("renamed", old)
        if not CODE.fullmatch(old):
            yield found("gemeente-code", (*path, "old_code"), found=old)
        if old in catalogue.gemeenten:
            yield found("renamed-still-there", (*path, "old_code"), found=old)
        if new not in catalogue.gemeenten:
            facts = {"found": new, "known": nearest(new, catalogue.gemeenten)}
            yield found("renamed-unknown", (*path, "new_code"), **facts)


def _solutions(catalogue: Catalogue) -> Iterator[Finding]:
    """Check that an id or a name leads to one solution, and that fixed parts can count."""
    adding = [name for name, one in catalogue.indicators.items() if one.combine == WITH_FIXED]
    owner = {name.casefold(): name for name in catalogue.solutions}
    for name, solution in catalogue.solutions.items():
        for lang in ("nl", "en"):
            label = solution.name.in_(lang)
            other = owner.setdefault(label.casefold(), name)
            if other != name:
                at = ("solutions", name, "name", lang)
                yield found("solution-name-twice", at, found=label, other=other)
        for indicator in solution.fixed:
            if indicator not in adding:
                facts = {"found": indicator, "known": ", ".join(adding)}
                yield found("solution-fixed", ("solutions", name, "fixed", indicator), **facts)
