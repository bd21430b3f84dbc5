"""All open standards at once: an evaluation in, files by path out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from identiteitslab.errors import fail, nearest
from identiteitslab.standards import criteria_document, dcat, oscal
from identiteitslab.standards.datapackage import FOLDER, package
from identiteitslab.standards.disclosure import shown
from identiteitslab.standards.writing import json_bytes

if TYPE_CHECKING:
    from collections.abc import Collection

    from identiteitslab.criteria.settings import Settings
    from identiteitslab.decision.evaluation import Evaluation

Standard = Literal["criteria", "oscal", "package", "dcat"]
STANDARDS: tuple[Standard, ...] = get_args(Standard)

TOP = (criteria_document.FILE, oscal.FILE, FOLDER, dcat.FILE)
"""What stands at the top of an export."""

RESERVED = ("example.org", "example.com", "example.net")
"""Domains that belong to nobody (RFC 2606)."""


def wanted(names: Collection[str]) -> tuple[Standard, ...]:
    """Give the standards with these names, none if none are named.

    Raises
    ------
    LabError
        There is no standard with such a name.
    """
    for name in names:
        if name not in STANDARDS:
            raise fail("unknown-standard", found=name, known=nearest(name, STANDARDS))
    return tuple(name for name in STANDARDS if name in names)


def export(
    evaluation: Evaluation, settings: Settings, only: Collection[Standard] = ()
) -> dict[str, bytes]:
    """Write an evaluation down in open standards.

    A file is the same whichever others come along. Two may be left out: the description for data
    portals has to name a publisher, and OSCAL results need a minimum in the security theme.

    Parameters
    ----------
    evaluation
        The outcome.
    settings
        The name of the lab, and who publishes.
    only
        Which standards; all that are possible if empty.

    Returns
    -------
    dict
        Content by path, with ``/`` between folders.

    Raises
    ------
    LabError
        A standard is asked for that cannot be written, or the publisher is that of the example
        while the solutions are real.
    """
    chosen = set(only) or set(STANDARDS)
    if settings.publisher is None and "dcat" in only:
        raise fail("publisher-missing")
    if "oscal" in only and not oscal.in_theme(evaluation):
        raise fail("oscal-nothing")
    _refuse_made_up(evaluation, settings, chosen)
    parts = _parts(evaluation, settings)
    return {
        path: data for name in STANDARDS if name in chosen for path, data in parts[name].items()
    }


def _parts(evaluation: Evaluation, settings: Settings) -> dict[Standard, dict[str, bytes]]:
    may, question = shown(evaluation), evaluation.question
    criteria = criteria_document.criteria_document(
        evaluation.catalogue, evaluation.weights, question.profile
    )
    parts: dict[Standard, dict[str, bytes]] = {
        "criteria": {criteria_document.FILE: json_bytes(criteria)},
        "oscal": {},
        "package": package(evaluation, may, settings),
        "dcat": {},
    }
    if oscal.in_theme(evaluation):
        results = oscal.assessment_results(evaluation, may, settings.publisher)
        parts["oscal"] = {oscal.FILE: json_bytes(results)}
    if settings.publisher is not None:
        files = {path: data for part in parts.values() for path, data in part.items()}
        described = dcat.catalog(evaluation, settings, settings.publisher, files)
        parts["dcat"] = {dcat.FILE: json_bytes(described)}
    return parts


def _refuse_made_up(evaluation: Evaluation, settings: Settings, chosen: set[Standard]) -> None:
    """Keep the publisher of the example from publishing about real solutions."""
    publisher = settings.publisher
    if publisher is None or evaluation.fictitious or chosen == {"criteria"}:
        return
    address = ", ".join(filter(None, (publisher.email, publisher.url)))
    if any(domain in address for domain in RESERVED):
        raise fail("publisher-made-up", name=publisher.name, address=address)
