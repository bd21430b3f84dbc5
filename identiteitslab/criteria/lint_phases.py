"""Check what a decision must answer: nothing is left out, and every gate is a set of questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from identiteitslab.criteria.finding import found
from identiteitslab.criteria.phases import GroundName, PhaseName
from identiteitslab.text.lookup import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.finding import Finding
    from identiteitslab.criteria.words import Words
    from identiteitslab.criteria.yaml_lines import Path_


def lint_phases(catalogue: Catalogue) -> Iterator[Finding]:
    """Check that all phases and grounds are there, and that each of their questions is one."""
    phases = catalogue.phases
    for name in get_args(GroundName):
        if name not in phases.grounds:
            yield found("ground-missing", ("phases", "grounds"), ground=name)
    for name in get_args(PhaseName):
        if name not in phases.steps:
            yield found("phase-missing", ("phases", "steps"), phase=name)
    for name, ground in phases.grounds.items():
        yield from _asks(("phases", "grounds", name, "question"), ground.question)
    for name, phase in phases.steps.items():
        yield from _asks(("phases", "steps", name, "question"), phase.question)
        yield from _gate(("phases", "steps", name, "gate"), phase.gate)


def _gate(path: Path_, gate: dict[str, Words]) -> Iterator[Finding]:
    asked: set[str] = set()
    for name, words in gate.items():
        yield from _asks((*path, name), words)
        if words.nl.casefold() in asked:
            yield found("gate-twice", (*path, name, "nl"), found=words.nl)
        asked.add(words.nl.casefold())


def _asks(path: Path_, words: Words) -> Iterator[Finding]:
    for lang in LANGUAGES:
        if not words.in_(lang).endswith("?"):
            yield found("question-mark", (*path, lang), found=words.in_(lang))
