"""The description for data portals: all that DCAT-AP-NL asks, and nothing made up."""

import hashlib
import json

import pytest
import rdflib
from rdflib import DCTERMS, FOAF, RDF, SKOS, XSD

from identiteitslab.criteria.settings import Publisher, Settings
from identiteitslab.standards.dcat import catalog

BASE = "https://lab.example.org/export/"
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
PREFIXES = {"dcat": DCAT, "dct": DCTERMS, "foaf": FOAF, "spdx": SPDX}


@pytest.fixture(scope="module")
def read(graph):
    return graph("catalog.jsonld")


@pytest.fixture(scope="module")
def described(files):
    return {path: data for path, data in files.items() if path != "catalog.jsonld"}


@pytest.fixture(scope="module")
def rules(oracle):
    return oracle("dcat_ap_nl_3.0.json")


def _term(name):
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix][local]


def test_every_mandatory_property_is_there(read, rules):
    for class_, properties in rules["mandatory"].items():
        things = list(read.subjects(RDF.type, _term(class_)))
        assert things, class_
        for thing in things:
            for name in properties:
                assert list(read.objects(thing, _term(name))), (thing, name)


def test_what_may_stand_once_stands_once(read, rules):
    for class_, properties in rules["at_most_one"].items():
        for thing in read.subjects(RDF.type, _term(class_)):
            for name in properties:
                assert len(list(read.objects(thing, _term(name)))) <= 1, (thing, name)


def test_values_come_from_the_lists_that_are_prescribed(read, rules):
    for name, start in rules["value_lists"].items():
        values = list(read.objects(None, _term(name)))
        assert values, name
        assert all(str(value).startswith(start) for value in values), name


def test_only_terms_that_exist_are_used(read, vocabularies):
    for _, property_, value in read:
        for term, sort in ((property_, "properties"), (value, "classes")):
            if sort == "properties" or property_ == RDF.type:
                text = str(term)
                end = max(text.rfind("#"), text.rfind("/")) + 1
                assert text[end:] in vocabularies[text[:end]][sort], term


def test_every_exported_file_is_a_distribution_with_its_size_and_hash(read, described):
    found = {
        str(read.value(one, DCAT.downloadURL)).removeprefix(BASE): one
        for one in read.subjects(RDF.type, DCAT.Distribution)
    }
    assert found.keys() == described.keys()
    for path, one in found.items():
        size = read.value(one, DCAT.byteSize)
        assert (size.datatype, int(size)) == (XSD.nonNegativeInteger, len(described[path]))
        checksum = read.value(read.value(one, SPDX.checksum), SPDX.checksumValue)
        assert str(checksum).lower() == hashlib.sha256(described[path]).hexdigest()
    placed = [one for d in read.subjects(RDF.type, DCAT.Dataset) for one in
              read.objects(d, DCAT.distribution)]  # fmt: skip
    assert sorted(placed) == sorted(found.values())


def test_names_and_descriptions_stand_in_both_languages_and_say_that_all_is_made_up(read):
    for dataset in read.subjects(RDF.type, DCAT.Dataset):
        for property_ in (DCTERMS.title, DCTERMS.description):
            texts = {text.language: str(text) for text in read.objects(dataset, property_)}
            assert texts.keys() == {"nl", "en"}
            assert "verzonnen" in texts["nl"]


def test_the_publisher_is_the_one_of_the_settings(read, lab):
    names = {str(name) for name in read.objects(None, FOAF.name)}
    assert names == {lab.settings.publisher.name}


def test_without_a_licence_nothing_is_called_public(evaluation, described):
    who = Publisher(name="Gemeente X", url="https://gemeente.test/contact")
    found = catalog(evaluation, Settings(name="Lab"), who, described)
    text = json.dumps(found)
    assert "access-right/NON_PUBLIC" in text
    assert "access-right/PUBLIC" not in text
    assert "licenties/niet_open" in text
    assert "https://gemeente.test/contact" in text


def test_real_solutions_are_not_called_made_up(real, described):
    who = Publisher(name="Gemeente X", email="lab@gemeente.test", licence="CC-BY-4.0")
    found = catalog(real, Settings(name="Lab"), who, described)
    assert "verzonnen" not in json.dumps(found)
    assert "licenties/naamsvermelding40" in json.dumps(found)


def test_the_theme_has_its_label(read):
    theme = next(read.objects(None, DCAT.theme))
    assert {label.language for label in read.objects(theme, SKOS.prefLabel)} == {"nl", "en"}
