"""Shared ground of the JSON-LD files: namespaces, and words in two languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from identiteitslab.standards.writing import sentence
from identiteitslab.text.lookup import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from identiteitslab.criteria.words import Words

    Node = dict[str, Any]

MEDIA_TYPE = "application/ld+json"

NAMESPACES = {
    "adms": "http://www.w3.org/ns/adms#",
    "cccev": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "time": "http://www.w3.org/2006/time#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def context(*prefixes: str) -> dict[str, str]:
    """Give the context of a file, with only the namespaces that it uses."""
    return {prefix: NAMESPACES[prefix] for prefix in prefixes}


def in_languages(words: Words) -> list[Node]:
    """Give words as literals with their language."""
    return [{"@value": words.in_(lang), "@language": lang} for lang in LANGUAGES]


def told(key: str, /, **values: object) -> list[Node]:
    """Say a sentence as literals with their language."""
    return [{"@value": sentence(key, lang, **values), "@language": lang} for lang in LANGUAGES]


def typed(value: str, datatype: str) -> Node:
    """Give a literal of an XML Schema type."""
    return {"@value": value, "@type": f"xsd:{datatype}"}


def node(name: str, *parts: str) -> Node:
    """Refer to something in the same file; a relative address becomes real where it is put."""
    return {"@id": f"#{'-'.join((name, *parts))}"}


def nodes(name: str, ids: Iterable[str]) -> list[Node]:
    """Refer to several things of one sort."""
    return [node(name, each) for each in ids]
