"""The export of the example lab, and graphs as others read them."""

from __future__ import annotations

import json
import warnings
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import rdflib

from identiteitslab.standards.export import export

if TYPE_CHECKING:
    from collections.abc import Callable

    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.lab.lab import Lab

ORACLE = Path(__file__).parents[1] / "oracle"
BASE = "https://lab.example.org/export/"


@pytest.fixture(scope="session")
def files(lab: Lab, evaluation: Evaluation) -> dict[str, bytes]:
    """Give everything that is exported of the example, by path."""
    return export(evaluation, lab.settings)


@pytest.fixture(scope="session")
def graph(files: dict[str, bytes]) -> Callable[[str], rdflib.Graph]:
    """Read a JSON-LD file as if it were put on the web."""

    def read(path: str) -> rdflib.Graph:
        with warnings.catch_warnings():
            # Its reader of JSON-LD uses a class of its own that it calls old.
            warnings.simplefilter("ignore", DeprecationWarning)
            return rdflib.Graph().parse(data=files[path], format="json-ld", publicID=BASE + path)

    return read


@pytest.fixture(scope="session")
def real(evaluation: Evaluation) -> Evaluation:
    """Give the same comparison as if its solutions were real."""
    solutions = {
        name: solution.model_copy(update={"fictitious": False})
        for name, solution in evaluation.catalogue.solutions.items()
    }
    catalogue = evaluation.catalogue.model_copy(update={"solutions": solutions})
    return replace(evaluation, catalogue=catalogue)


@pytest.fixture(scope="session")
def stricter(evaluation: Evaluation) -> Evaluation:
    """Give the same comparison in a lab that only shows groups of sixty."""
    population = evaluation.catalogue.population.model_copy(update={"minimum_group": 60})
    catalogue = evaluation.catalogue.model_copy(update={"population": population})
    return replace(evaluation, catalogue=catalogue)


@pytest.fixture(scope="session")
def oracle() -> Callable[[str], Any]:
    """Read what was written down from a specification."""
    return lambda name: json.loads((ORACLE / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def vocabularies(oracle: Callable[[str], Any]) -> dict[str, Any]:
    """Give the terms of every namespace."""
    found: dict[str, Any] = oracle("standards_vocabularies.json")
    return {name: terms for name, terms in found.items() if name != "about"}
