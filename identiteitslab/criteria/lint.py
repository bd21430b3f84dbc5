"""Is a catalogue that can be read also right? Every fault at once, each at its own line."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from identiteitslab.criteria.lint_evidence import lint_evidence
from identiteitslab.criteria.lint_links import lint_links
from identiteitslab.criteria.lint_people import lint_people
from identiteitslab.criteria.lint_phases import lint_phases
from identiteitslab.criteria.lint_scales import lint_scales
from identiteitslab.criteria.lint_shape import lint_shape
from identiteitslab.criteria.lint_words import lint_words
from identiteitslab.criteria.places import Places
from identiteitslab.criteria.read import read_with_places
from identiteitslab.errors import Fault, LabError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.kind_rules import KindRules


def check(root: Path, *, kinds: Mapping[str, KindRules]) -> list[Fault]:
    """Read the criteria of a lab and lint them.

    Parameters
    ----------
    root
        The lab folder.
    kinds
        What each known kind asks of an indicator (``measurement.known_kinds.kind_rules``).

    Returns
    -------
    list of Fault
        What keeps the files from being read; if nothing does, what the linter finds.
    """
    try:
        catalogue, places = read_with_places(root)
    except LabError as error:
        return list(error.faults)
    return lint(catalogue, kinds=kinds, places=places)


def lint(
    catalogue: Catalogue, *, kinds: Mapping[str, KindRules], places: Places | None = None
) -> list[Fault]:
    """Find all that is wrong with a catalogue.

    Parameters
    ----------
    catalogue
        What a lab tests against.
    kinds
        What each known kind asks of an indicator.
    places
        Where each value stands; without it a fault names only the key.

    Returns
    -------
    list of Fault
        By file and line.
    """
    findings = chain(
        lint_shape(catalogue, kinds),
        lint_scales(catalogue, kinds),
        lint_links(catalogue, kinds),
        lint_words(catalogue),
        lint_people(catalogue),
        lint_evidence(catalogue),
        lint_phases(catalogue),
    )
    stand = places or Places()
    faults = [Fault(f.code, stand.where(f.path), f.facts) for f in findings]
    return sorted(faults, key=lambda f: (f.where.file, f.where.row or 0, f.where.key, f.code))
