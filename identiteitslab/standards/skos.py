"""Themes, contexts, situations, kinds and ways of measuring as SKOS concepts (W3C, 2009)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.measurement.known_kinds import known_kinds
from identiteitslab.standards.jsonld import in_languages, node, nodes, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.standards.jsonld import Node


def concepts(catalogue: Catalogue) -> Iterator[Node]:
    """Yield the schemes and every concept that is not a criterion or indicator itself."""
    kinds = {i.kind: known_kinds()[i.kind].name for i in catalogue.indicators.values()}
    yield _scheme("criteria", nodes("theme", catalogue.themes))
    yield _scheme("situations", nodes("context", catalogue.contexts))
    yield _scheme("kinds", nodes("kind", kinds))
    yield _scheme("ways", nodes("way", catalogue.evidence.ways))
    for name, theme in catalogue.themes.items():
        found = concept("theme", name, "criteria") | _top("criteria")
        own = nodes("criterion", catalogue.criteria.get(name, ()))
        yield found | {
            "skos:prefLabel": in_languages(theme.name),
            "skos:definition": in_languages(theme.question),
            "skos:narrower": own,
        }
    yield from _situations(catalogue)
    for kind, words in kinds.items():
        found = concept("kind", kind, "kinds") | _top("kinds")
        yield found | {"skos:prefLabel": in_languages(words)}
    for way in catalogue.evidence.ways:
        found = concept("way", way, "ways") | _top("ways")
        yield found | {"skos:prefLabel": told(f"way.{way}")}


def concept(sort: str, name: str, scheme: str, types: Iterable[str] = ()) -> Node:
    """Begin a concept: what it is, its id in the lab, and its scheme."""
    return node(sort, name) | {
        "@type": ["skos:Concept", *types],
        "dct:identifier": name,
        "skos:inScheme": node("scheme", scheme),
    }


def _situations(catalogue: Catalogue) -> Iterator[Node]:
    for name, about in catalogue.contexts.items():
        found = concept("context", name, "situations") | _top("situations")
        yield found | {
            "skos:prefLabel": in_languages(about.name),
            "skos:definition": in_languages(about.description),
            "skos:scopeNote": in_languages(about.why_minimums_differ),
            "skos:narrower": nodes("situation", catalogue.situations_in(name)),
        }
    for name, situation in catalogue.situations.items():
        yield concept("situation", name, "situations") | {
            "skos:prefLabel": in_languages(situation.name),
            "skos:scopeNote": in_languages(situation.why),
            "skos:note": told("required_level", level=situation.required_level),
            "skos:broader": node("context", situation.context),
        }


def _scheme(name: str, top: list[Node]) -> Node:
    return node("scheme", name) | {
        "@type": "skos:ConceptScheme",
        "dct:title": told(f"scheme.{name}"),
        "skos:hasTopConcept": top,
    }


def _top(scheme: str) -> Node:
    return {"skos:topConceptOf": node("scheme", scheme)}
