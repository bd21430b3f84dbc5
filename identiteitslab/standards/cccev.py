"""Criteria, indicators, minimums and evidence in the words of CCCEV 2.1.0 (SEMIC, 2024)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from identiteitslab.measurement.known_kinds import known_kinds
from identiteitslab.standards.jsonld import in_languages, node, nodes, told, typed
from identiteitslab.standards.skos import concept
from identiteitslab.standards.writing import both, decimal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.evidence_rules import Way
    from identiteitslab.criteria.model import Criterion, Indicator, Minimum
    from identiteitslab.criteria.words import Source
    from identiteitslab.standards.jsonld import Node

DAYS_A_MONTH = 365.25 / 12
WEIGHT_DIGITS = 12


def requirements(
    catalogue: Catalogue, weights: Mapping[str, float], profile: str
) -> Iterator[Node]:
    """Yield every criterion, indicator, minimum, source and type of evidence.

    Parameters
    ----------
    catalogue
        What is tested.
    weights
        Of criteria, summing to one; criteria without a weight here get none.
    profile
        Whose weights these are.
    """
    for name, criterion in catalogue.by_id.items():
        yield _criterion(catalogue, name, criterion) | _weight(catalogue, weights, name, profile)
        ways = sorted({i.measured_by for i in criterion.indicators.values()})
        yield node("evidence", name) | {
            "@type": "cccev:EvidenceTypeList",
            "dct:identifier": f"evidence-{name}",
            "skos:prefLabel": told("evidence_list", criterion=criterion.name),
            "cccev:specifiesEvidenceType": nodes("evidence-type", ways),
        }
        for id_, indicator in criterion.indicators.items():
            yield _indicator(name, id_, indicator)
            yield from _levels(id_, indicator)
            for minimum in indicator.minimum:
                yield from _minimum(name, id_, indicator, minimum)
    yield from _sources(catalogue)
    for name, way in catalogue.evidence.ways.items():
        yield _evidence_type(name, way)


def minimum_id(indicator: str, minimum: Minimum) -> str:
    """Name a minimum: what it limits, in which context and from when."""
    return f"minimum-{indicator}-{minimum.context}-{minimum.since.isoformat()}"


def _criterion(catalogue: Catalogue, name: str, criterion: Criterion) -> Node:
    sources = {s for i in criterion.indicators.values() for s in map(_citation, i.sources)}
    places = _places(catalogue)
    minimums = [
        node(minimum_id(id_, m)) for id_, i in criterion.indicators.items() for m in i.minimum
    ]
    return concept("criterion", name, "criteria", ["cccev:Criterion"]) | {
        "skos:prefLabel": in_languages(criterion.name),
        "dct:description": in_languages(criterion.question),
        "skos:scopeNote": in_languages(criterion.why),
        "skos:broader": node("theme", catalogue.theme_of[name]),
        "skos:narrower": nodes("indicator", criterion.indicators),
        "cccev:hasConcept": nodes("indicator", criterion.indicators),
        "cccev:hasRequirement": minimums,
        "cccev:hasEvidenceTypeList": node("evidence", name),
        "cccev:isDerivedFrom": nodes(
            "source", (str(n) for n in sorted(places[s] for s in sources))
        ),
    }


def _weight(catalogue: Catalogue, weights: Mapping[str, float], name: str, profile: str) -> Node:
    if name not in weights:
        return {}
    return {
        "cccev:weight": typed(decimal(weights[name], WEIGHT_DIGITS), "decimal"),
        "cccev:weightingConsiderationDescription": both(
            "weight", profile=catalogue.profiles[profile].name
        ),
    }


def _indicator(criterion: str, name: str, indicator: Indicator) -> Node:
    found = concept("indicator", name, "criteria", ["cccev:InformationConcept"]) | {
        "skos:prefLabel": in_languages(indicator.name),
        "skos:definition": in_languages(indicator.definition),
        "skos:note": [
            *told("unit", unit=indicator.unit),
            *told("instrument", instrument=indicator.instrument),
        ],
        "skos:broader": node("criterion", criterion),
        "dct:type": [node("kind", indicator.kind), node("way", indicator.measured_by)],
        "cccev:expressionOfExpectedValue": _expected(indicator),
    }
    if indicator.scope_note is not None:
        found["skos:scopeNote"] = in_languages(indicator.scope_note)
    if indicator.levels:
        found["skos:narrower"] = nodes(f"level-{name}", (str(n) for n in indicator.levels))
    return found


def _expected(indicator: Indicator) -> str:
    low, high = known_kinds()[indicator.kind].rules.values(indicator)
    above = f"value >= {decimal(low)}"
    return above if math.isinf(high) else f"{above} and value <= {decimal(high)}"


def _levels(name: str, indicator: Indicator) -> Iterator[Node]:
    for number, words in indicator.levels.items():
        yield node("level", name, str(number)) | {
            "@type": "skos:Concept",
            "skos:notation": str(number),
            "skos:prefLabel": in_languages(words),
            "skos:inScheme": node("scheme", "criteria"),
            "skos:broader": node("indicator", name),
        }


def _minimum(criterion: str, name: str, indicator: Indicator, minimum: Minimum) -> Iterator[Node]:
    """Yield a minimum, the value that it asks for, and the number itself.

    A constraint has no number of its own in CCCEV: it limits an information concept, whose
    expected value is an expression, and for which a supported value holds the number.
    """
    id_, limit = minimum_id(name, minimum), decimal(minimum.limit)
    side = ">=" if minimum.lower else "<="
    words = told("minimum", indicator=indicator.name, side=side, limit=limit)
    yield node(id_) | {
        "@type": "cccev:Constraint",
        "dct:identifier": id_,
        "skos:prefLabel": words,
        "dct:description": in_languages(minimum.reason),
        "dct:type": node("context", minimum.context),
        "cccev:isRequirementOf": node("criterion", criterion),
        "cccev:constrains": [node("indicator", name), node(id_, "value")],
    }
    yield concept(id_, "value", "criteria", ["cccev:InformationConcept"]) | {
        "dct:identifier": f"{id_}-value",
        "skos:prefLabel": words,
        "skos:broader": node("indicator", name),
        "cccev:expressionOfExpectedValue": f"value {side} {limit}",
    }
    yield node(id_, "number") | {
        "@type": "cccev:SupportedValue",
        "cccev:value": typed(limit, "decimal"),
        "cccev:providesValueFor": node(id_, "value"),
    }


def _citation(source: Source) -> str:
    return source.title if source.section is None else f"{source.title}, {source.section}"


def _places(catalogue: Catalogue) -> dict[str, int]:
    """Give each source its number, in the order in which the catalogue first names them."""
    named = [_citation(s) for i in catalogue.indicators.values() for s in i.sources]
    return {citation: number for number, citation in enumerate(dict.fromkeys(named), 1)}


def _sources(catalogue: Catalogue) -> Iterator[Node]:
    for citation, number in _places(catalogue).items():
        yield node("source", str(number)) | {
            "@type": "cccev:ReferenceFramework",
            "dct:identifier": f"source-{number}",
            "dct:title": citation,
        }


def _evidence_type(name: str, way: Way) -> Node:
    return node("evidence-type", name) | {
        "@type": "cccev:EvidenceType",
        "dct:identifier": name,
        "skos:prefLabel": told(f"way.{name}"),
        "dct:description": in_languages(way.observation),
        "cccev:evidenceTypeClassification": node("way", name),
        "cccev:validityPeriodConstraint": {
            "@type": "time:ProperInterval",
            "time:hasXSDDuration": typed(_duration(way.valid_months), "duration"),
        },
    }


def _duration(months: float) -> str:
    whole = int(months)
    return f"P{whole}M" if whole == months else f"P{round(months * DAYS_A_MONTH)}D"
