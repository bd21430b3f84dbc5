"""Check the rules for evidence: steps go one way, and every way of measuring has its cost."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, get_args

from identiteitslab.criteria.finding import found
from identiteitslab.criteria.model import MeasuredBy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.evidence_rules import GradeRule
    from identiteitslab.criteria.finding import Finding


def lint_evidence(catalogue: Catalogue) -> Iterator[Finding]:
    """Check the steps of each rule, and that no way of measuring is left out."""
    for name, rule in catalogue.evidence.rules.items():
        yield from _steps(name, rule)
    for way in get_args(MeasuredBy):
        if way not in catalogue.evidence.ways:
            yield found("evidence-way-missing", ("evidence", "ways"), way=way)


def _steps(name: str, rule: GradeRule) -> Iterator[Finding]:
    """Check that each step asks at least as much as the one before."""
    side, steps = ("at_least", rule.at_least) if rule.at_least else ("at_most", rule.at_most)
    sign = 1 if side == "at_least" else -1
    given = [(key, getattr(steps, key)) for key in ("weak", "fair", "strong")]
    asked = [(key, value) for key, value in given if value is not None]
    for (_, before), (key, value) in pairwise(asked):
        if sign * value < sign * before:
            path = ("evidence", "rules", name, side, key)
            yield found("evidence-steps", path, found=value, before=before)
