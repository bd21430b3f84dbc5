"""The whole catalogue: everything in ``criteria/`` and the solutions, frozen and hashed."""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from typing import TYPE_CHECKING

from identiteitslab.criteria.evidence_rules import EvidenceRules
from identiteitslab.criteria.model import Criterion, Indicator
from identiteitslab.criteria.phases import Phases
from identiteitslab.criteria.reference import (
    ContextInfo,
    Gemeente,
    Population,
    Profile,
    Situation,
    Solution,
    Theme,
)
from identiteitslab.criteria.words import Strict

if TYPE_CHECKING:
    from identiteitslab.criteria.model import Context

HASH_VERSION = "criteria-1"


class Catalogue(Strict):
    """All that a lab tests against.

    ``criteria`` maps theme id to criterion id to criterion, in the order in which they are shown.

    Examples
    --------
    >>> from identiteitslab import Lab
    >>> catalogue = Lab.open().catalogue
    >>> list(catalogue.themes)
    ['security', 'privacy', 'usability', 'acceptance', 'deployability']
    >>> catalogue.by_id["task-time"].question.nl
    'Hoeveel tijd kost aanmelden en inloggen?'
    >>> len(catalogue.in_context("private")) < len(catalogue.indicators)
    True
    """

    themes: dict[str, Theme]
    contexts: dict[str, ContextInfo]
    situations: dict[str, Situation]
    profiles: dict[str, Profile]
    evidence: EvidenceRules
    phases: Phases
    population: Population
    criteria: dict[str, dict[str, Criterion]]
    gemeenten: dict[str, Gemeente]
    renamed: dict[str, str]
    solutions: dict[str, Solution]

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """All indicators by id, in catalogue order."""
        return {
            name: indicator
            for _, criterion in self.by_id.items()
            for name, indicator in criterion.indicators.items()
        }

    def situations_in(self, context: str) -> tuple[str, ...]:
        """Give the ids of the situations of a context."""
        return tuple(name for name, one in self.situations.items() if one.context == context)

    @cached_property
    def by_id(self) -> dict[str, Criterion]:
        """All criteria by id, in catalogue order."""
        return {name: c for group in self.criteria.values() for name, c in group.items()}

    @cached_property
    def theme_of(self) -> dict[str, str]:
        """The theme of each criterion."""
        return {name: theme for theme, group in self.criteria.items() for name in group}

    @cached_property
    def criterion_of(self) -> dict[str, str]:
        """The criterion of each indicator."""
        return {i: name for name, criterion in self.by_id.items() for i in criterion.indicators}

    @cached_property
    def digest(self) -> str:
        """The sha256 of the content; comments and layout of the files do not change it."""
        content = json.dumps(self.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(f"{HASH_VERSION}\n{content}".encode()).hexdigest()

    def in_context(self, context: Context) -> dict[str, Indicator]:
        """Give the indicators that count in a context."""
        return {name: i for name, i in self.indicators.items() if context in i.contexts}

    @property
    def fictitious(self) -> bool:
        """Tell whether any solution here is made up."""
        return any(solution.fictitious for solution in self.solutions.values())
