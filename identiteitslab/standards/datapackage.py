"""The outcome as a data package: CSV tables that describe themselves (standard 2.0)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from identiteitslab.standards.criteria_tables import criteria_tables
from identiteitslab.standards.identity import identity, moment
from identiteitslab.standards.licences import LICENCES
from identiteitslab.standards.outcome_tables import outcome_tables
from identiteitslab.standards.writing import beside, both, json_bytes, literal, notice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from identiteitslab.criteria.settings import Settings
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.standards.disclosure import Shown
    from identiteitslab.standards.table_schema import Table

FOLDER = "datapackage"
FILE = f"{FOLDER}/datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def package(evaluation: Evaluation, shown: Shown, settings: Settings) -> dict[str, bytes]:
    """Give the files of the package by path: the descriptor first, then every table.

    Parameters
    ----------
    evaluation
        The outcome.
    shown
        What may be published of it.
    settings
        The name of the lab, and who publishes.
    """
    tables = [
        *criteria_tables(evaluation.catalogue, evaluation.scores.criterion_ids),
        *outcome_tables(evaluation, shown),
    ]
    written = {table.name: table.csv() for table in tables}
    described = descriptor(evaluation, settings, ((t, written[t.name]) for t in tables))
    return {FILE: json_bytes(described)} | {
        f"{FOLDER}/{name}.csv": data for name, data in written.items()
    }


def descriptor(
    evaluation: Evaluation, settings: Settings, tables: Iterable[tuple[Table, bytes]]
) -> dict[str, Any]:
    """Describe the package and each of its tables, with size and hash."""
    question = evaluation.question
    return {
        "$schema": PROFILE,
        "name": f"identiteitslab-{question.context}",
        "id": f"urn:uuid:{identity('package', evaluation.id)}",
        "title": title(evaluation, settings),
        "description": literal(description(evaluation)),
        "created": moment(question.on),
        "keywords": ["digitale identiteit", "digital identity", "gemeenten"],
        **_rights(settings),
        "madeFrom": {
            "evaluation": evaluation.id,
            "criteria": evaluation.criteria_digest,
            "measurements": evaluation.data_version,
            "code": evaluation.code_version,
            "question": {name: _plain(value) for name, value in vars(question).items()},
        },
        "resources": [_resource(table, data) for table, data in tables],
    }


def title(evaluation: Evaluation, settings: Settings) -> str:
    """Name the outcome; made-up data say so here."""
    told = both("package.title", lab=settings.name)
    return f"{told} ({both('made_up')})" if evaluation.fictitious else told


def description(evaluation: Evaluation) -> str:
    """Say what is in it and what is left out; made-up data say so first."""
    told = both("package.description")
    return f"{beside(notice())} {told}" if evaluation.fictitious else told


def _rights(settings: Settings) -> dict[str, Any]:
    publisher = settings.publisher
    if publisher is None:
        return {}
    contact = {"email": publisher.email, "path": publisher.url}
    given = {name: value for name, value in contact.items() if value is not None}
    by = {"contributors": [{"title": publisher.name, **given, "roles": ["publisher"]}]}
    if publisher.licence is None:
        return by
    licence = LICENCES[publisher.licence]
    named = {"name": publisher.licence, "path": licence.path, "title": licence.title}
    return by | {"licenses": [named]}


def _plain(value: object) -> str | int | None:
    return value if value is None or isinstance(value, int) else str(value)


def _resource(table: Table, data: bytes) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "path": f"{table.name}.csv",
        "title": both(f"table.{table.name}"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": table.schema(),
    }
