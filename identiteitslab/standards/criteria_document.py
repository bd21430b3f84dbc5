"""The criteria as one JSON-LD document: SKOS for the words, CCCEV for the requirements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from identiteitslab.standards.cccev import requirements
from identiteitslab.standards.jsonld import context
from identiteitslab.standards.skos import concepts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from identiteitslab.criteria.catalogue import Catalogue

FILE = "criteria.jsonld"


def criteria_document(
    catalogue: Catalogue, weights: Mapping[str, float], profile: str
) -> dict[str, Any]:
    """Give all that is tested, with the weights of one profile.

    Addresses are relative to the document: published at ``https://…/criteria.jsonld``, the
    criterion ``cost`` is ``https://…/criteria.jsonld#criterion-cost``.

    Parameters
    ----------
    catalogue
        What is tested.
    weights
        Of criteria, summing to one.
    profile
        Whose weights these are.
    """
    return {
        "@context": context("cccev", "dct", "skos", "time", "xsd"),
        "@graph": [*concepts(catalogue), *requirements(catalogue, weights, profile)],
    }
