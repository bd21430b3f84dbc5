"""What was exported, described for data portals: DCAT-AP-NL 3.0 (Geonovum, 2024) in JSON-LD."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pyarrow.compute as pc

from identiteitslab.standards import criteria_document, datapackage, oscal
from identiteitslab.standards.identity import identity
from identiteitslab.standards.jsonld import context, in_languages, node, nodes, told, typed
from identiteitslab.standards.licences import LICENCES, NOT_OPEN
from identiteitslab.standards.writing import notice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from identiteitslab.criteria.settings import Publisher, Settings
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.standards.jsonld import Node

FILE = "catalog.jsonld"

AUTHORITY = "http://publications.europa.eu/resource/authority"
LANGUAGES = (f"{AUTHORITY}/language/NLD", f"{AUTHORITY}/language/ENG")
THEME = f"{AUTHORITY}/data-theme/GOVE"
COUNTRY = f"{AUTHORITY}/country/NLD"
SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types"

FORMATS = {
    ".csv": ("CSV", "text/csv"),
    ".json": ("JSON", "application/json"),
    ".jsonld": ("JSON_LD", "application/ld+json"),
}
"""File type of the EU authority list and media type of IANA, by how a name ends."""

DATASETS = {
    "criteria": (criteria_document.FILE, "http://data.europa.eu/m8g/"),
    "security": (oscal.FILE, "http://csrc.nist.gov/ns/oscal/1.0"),
    "outcome": (f"{datapackage.FOLDER}/", datapackage.PROFILE),
}
"""How the paths of each dataset begin, and the standard that it follows."""


def catalog(
    evaluation: Evaluation, settings: Settings, publisher: Publisher, files: Mapping[str, bytes]
) -> dict[str, Any]:
    """Describe the exported files as one catalogue with three datasets.

    Addresses are relative to the document: they become real where the export is put on the web.

    Parameters
    ----------
    evaluation
        The outcome.
    settings
        The name of the lab.
    publisher
        Who publishes, where to ask about it, and under which licence.
    files
        Every exported file by path.
    """
    names = [n for n, (start, _) in DATASETS.items() if any(p.startswith(start) for p in files)]
    prefixes = ("dcat", "dct", "foaf", "rdfs", "skos", "spdx", "vcard", "xsd")
    graph = [
        _catalog(evaluation, settings, names),
        *_people(publisher),
        *(_dataset(evaluation, settings, publisher, name, files) for name in names),
        *_distributions(publisher, files),
    ]
    return {"@context": context(*prefixes), "@graph": graph}


def _catalog(evaluation: Evaluation, settings: Settings, names: list[str]) -> Node:
    return node("catalog") | {
        "@type": "dcat:Catalog",
        "dct:title": _titled(evaluation, "catalog", settings),
        "dct:description": _described(evaluation, "catalog"),
        "dct:publisher": node("publisher"),
        "dct:creator": node("publisher"),
        "dcat:contactPoint": node("contact"),
        "dct:modified": typed(evaluation.question.on.isoformat(), "date"),
        "dct:language": _languages(),
        "dcat:dataset": nodes("dataset", names),
    }


def _people(publisher: Publisher) -> Iterator[Node]:
    yield node("publisher") | {"@type": "foaf:Agent", "foaf:name": publisher.name}
    contact = node("contact") | {
        "@type": ["vcard:Kind", "vcard:Organization"],
        "vcard:fn": publisher.name,
    }
    if publisher.email is not None:
        contact["vcard:hasEmail"] = {"@id": f"mailto:{publisher.email}"}
    if publisher.url is not None:
        contact["vcard:hasURL"] = {"@id": publisher.url}
    yield contact


def _dataset(
    evaluation: Evaluation,
    settings: Settings,
    publisher: Publisher,
    name: str,
    files: Mapping[str, bytes],
) -> Node:
    start, _ = DATASETS[name]
    right = "NON_PUBLIC" if publisher.licence is None else "PUBLIC"
    found = node("dataset", name) | {
        "@type": "dcat:Dataset",
        "dct:identifier": f"urn:uuid:{identity('dataset', name, evaluation.id)}",
        "dct:title": _titled(evaluation, name, settings),
        "dct:description": _described(evaluation, name),
        "dct:publisher": node("publisher"),
        "dct:creator": node("publisher"),
        "dcat:contactPoint": node("contact"),
        "dcat:theme": {"@id": THEME, "@type": "skos:Concept", "skos:prefLabel": told("dcat.theme")},
        "dcat:keyword": told("dcat.keyword_identity") + told("dcat.keyword_gemeenten"),
        "dct:accessRights": {
            "@id": f"{AUTHORITY}/access-right/{right}",
            "@type": "dct:RightsStatement",
        },
        "dct:language": _languages(),
        "dct:spatial": {"@id": COUNTRY, "@type": "dct:Location"},
        "dct:issued": typed(evaluation.question.on.isoformat(), "date"),
        "dct:conformsTo": _standard(start),
        "dct:provenance": _provenance(evaluation),
        "dcat:distribution": [_place(path) for path in files if path.startswith(start)],
    }
    return found if name == "criteria" else found | _period(evaluation)


def _titled(evaluation: Evaluation, name: str, settings: Settings) -> list[Node]:
    key = "title_made_up" if evaluation.fictitious else "title"
    return told(f"dcat.{name}.{key}", lab=settings.name)


def _described(evaluation: Evaluation, name: str) -> list[Node]:
    described = told(f"dcat.{name}.description")
    if not evaluation.fictitious:
        return described
    return [
        text | {"@value": f"{warning['@value']} {text['@value']}"}
        for warning, text in zip(in_languages(notice()), described, strict=True)
    ]


def _provenance(evaluation: Evaluation) -> Node:
    return {
        "@type": "dct:ProvenanceStatement",
        "rdfs:label": told(
            "dcat.provenance",
            evaluation=evaluation.id,
            criteria=evaluation.criteria_digest,
            measurements=evaluation.data_version,
            code=evaluation.code_version,
        ),
    }


def _period(evaluation: Evaluation) -> Node:
    """Say from when until when was measured, where dates are known."""
    first, last = pc.min(evaluation.sums["first_on"]).as_py(), evaluation.coverage.until
    if first is None or last is None:
        return {}
    return {
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": typed(first.isoformat(), "date"),
            "dcat:endDate": typed(last.isoformat(), "date"),
        }
    }


def _distributions(publisher: Publisher, files: Mapping[str, bytes]) -> Iterator[Node]:
    chosen = publisher.licence
    licence = NOT_OPEN if chosen is None else LICENCES[chosen].term
    for path, data in files.items():
        file_type, media_type = FORMATS[path[path.rindex(".") :]]
        yield _place(path) | {
            "@type": "dcat:Distribution",
            "dct:title": path.rpartition("/")[2],
            "dcat:accessURL": {"@id": path},
            "dcat:downloadURL": {"@id": path},
            "dct:conformsTo": _standard(path),
            "dct:language": _languages(),
            "dct:license": {"@id": licence, "@type": "dct:LicenseDocument"},
            "dct:format": {
                "@id": f"{AUTHORITY}/file-type/{file_type}",
                "@type": "dct:MediaTypeOrExtent",
            },
            "dcat:mediaType": {"@id": f"{MEDIA_TYPES}/{media_type}", "@type": "dct:MediaType"},
            "dcat:byteSize": typed(str(len(data)), "nonNegativeInteger"),
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": {"@id": SHA256, "@type": "spdx:ChecksumAlgorithm"},
                "spdx:checksumValue": typed(hashlib.sha256(data).hexdigest(), "hexBinary"),
            },
        }


def _standard(path: str) -> Node:
    """Name the standard that the files of a dataset follow."""
    followed = next(standard for start, standard in DATASETS.values() if path.startswith(start))
    return {"@id": followed, "@type": "dct:Standard"}


def _languages() -> list[Node]:
    return [{"@id": each, "@type": "dct:LinguisticSystem"} for each in LANGUAGES]


def _place(path: str) -> Node:
    return node("file", path.replace("/", "-"))
