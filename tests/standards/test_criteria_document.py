"""Criteria as linked data: everything is there, in terms that exist, read back by another tool."""

import json
from decimal import Decimal

import pytest
import rdflib
from rdflib import DCTERMS, RDF, SKOS, XSD

from identiteitslab.standards.cccev import minimum_id, requirements

CCCEV = rdflib.Namespace("http://data.europa.eu/m8g/")
BASE = "https://lab.example.org/export/criteria.jsonld#"
NAMES = {"xsd": str(XSD), "skos": str(SKOS), "time": "http://www.w3.org/2006/time#"}


@pytest.fixture(scope="module")
def read(graph):
    return graph("criteria.jsonld")


def _at(*parts):
    return rdflib.URIRef(BASE + "-".join(parts))


def _identifiers(read, type_, start):
    return {
        str(read.value(each, DCTERMS.identifier))
        for each in read.subjects(RDF.type, type_)
        if str(each).startswith(BASE + start)
    }


def test_every_theme_criterion_indicator_and_minimum_is_there(read, evaluation):
    catalogue = evaluation.catalogue
    minimums = {minimum_id(n, m) for n, i in catalogue.indicators.items() for m in i.minimum}
    assert _identifiers(read, SKOS.Concept, "theme-") == set(catalogue.themes)
    assert _identifiers(read, SKOS.Concept, "situation-") == set(catalogue.situations)
    assert _identifiers(read, CCCEV.Criterion, "criterion-") == set(catalogue.by_id)
    assert _identifiers(read, CCCEV.InformationConcept, "indicator-") == set(catalogue.indicators)
    assert _identifiers(read, CCCEV.Constraint, "minimum-") == minimums


def test_a_minimum_leads_to_its_criterion_its_indicator_and_its_number(read, evaluation):
    found = read.query(
        """SELECT ?criterion ?indicator ?number ?expected WHERE {
             ?minimum a cccev:Constraint ; cccev:isRequirementOf/dct:identifier ?criterion ;
                      cccev:constrains ?concept, ?limit .
             ?concept dct:identifier ?indicator .
             ?limit skos:broader ?concept ; cccev:expressionOfExpectedValue ?expected .
             ?value cccev:providesValueFor ?limit ; cccev:value ?number }""",
        initNs={"cccev": CCCEV, "dct": DCTERMS, "skos": SKOS},
    )
    catalogue = evaluation.catalogue
    expected = sorted(
        (catalogue.criterion_of[n], n, Decimal(str(m.limit)), ">=" if m.lower else "<=")
        for n, i in catalogue.indicators.items()
        for m in i.minimum
    )
    assert sorted((str(c), str(i), n.toPython(), str(e).split()[1]) for c, i, n, e in found) == (
        expected
    )


def test_names_stand_in_dutch_and_english(read, evaluation):
    labelled = set(read.subjects(SKOS.prefLabel)) - {None}
    for each in labelled:
        assert sorted(label.language for label in read.objects(each, SKOS.prefLabel)) == [
            "en",
            "nl",
        ]
    for sort, things in (
        ("criterion", evaluation.catalogue.by_id),
        ("indicator", evaluation.catalogue.indicators),
    ):
        for name, about in things.items():
            labels = {str(label) for label in read.objects(_at(sort, name), SKOS.prefLabel)}
            assert labels == {about.name.nl, about.name.en}


def test_weights_are_decimals_that_sum_to_one(read, evaluation):
    weights = {
        str(read.value(each, DCTERMS.identifier)): weight
        for each, weight in read.subject_objects(CCCEV.weight)
    }
    assert {weight.datatype for weight in weights.values()} == {XSD.decimal}
    assert weights.keys() == evaluation.weights.keys()
    assert sum(weight.toPython() for weight in weights.values()) == pytest.approx(1, abs=1e-9)
    for name, weight in evaluation.weights.items():
        assert float(weights[name]) == pytest.approx(weight, abs=1e-11)


def test_only_terms_that_exist_are_used(read, vocabularies):
    for subject, property_, value in read:
        space, term = _split(property_)
        assert term in vocabularies[space]["properties"], property_
        if property_ == RDF.type:
            space, term = _split(value)
            assert term in vocabularies[space]["classes"], (subject, value)


def test_cccev_properties_join_what_the_vocabulary_says_they_join(read, vocabularies):
    rules = vocabularies[str(CCCEV)]
    seen = set()
    for subject, property_, value in read:
        space, term = _split(property_)
        if space == str(CCCEV):
            domain, range_ = rules["properties"][term]
            assert _is(read, subject, domain, rules), (subject, term)
            assert _fits(read, value, range_, rules), (term, value)
            seen.add(term)
    assert {"hasConcept", "hasRequirement", "constrains", "providesValueFor", "weight"} <= seen


def test_every_reference_inside_the_document_leads_somewhere(read):
    inside = {o for o in read.objects() if isinstance(o, rdflib.URIRef) and BASE in str(o)}
    assert inside <= set(read.subjects())


def test_broader_and_narrower_are_each_others_mirror(read):
    up = {(a, b) for a, b in read.subject_objects(SKOS.broader) if "minimum-" not in str(a)}
    down = {(b, a) for a, b in read.subject_objects(SKOS.narrower)}
    assert up == down


def test_a_criterion_without_weight_gets_none(evaluation):
    catalogue = evaluation.catalogue
    found = list(requirements(catalogue, {"cost": 1.0}, "balanced"))
    assert [n["dct:identifier"] for n in found if "cccev:weight" in n] == ["cost"]


def test_the_document_is_plain_json(files):
    assert json.loads(files["criteria.jsonld"])["@context"]["cccev"] == str(CCCEV)


def _split(term):
    text = str(term)
    end = max(text.rfind("#"), text.rfind("/")) + 1
    return text[:end], text[end:]


def _is(read, node, name, rules):
    types = set(read.objects(node, RDF.type))
    if ":" in name:
        prefix, _, local = name.partition(":")
        return rdflib.URIRef(NAMES[prefix] + local) in types
    allowed = [name, *(rules["subclasses_of_Requirement"] if name == "Requirement" else [])]
    return any(CCCEV[each] in types for each in allowed)


def _fits(read, value, range_, rules):
    if not isinstance(value, rdflib.Literal):
        return _is(read, value, range_, rules)
    if range_ == "xsd:string":
        return value.language is None and value.datatype in (None, XSD.string)
    return range_ == "literal" or value.datatype == rdflib.URIRef(NAMES["xsd"] + range_[4:])
