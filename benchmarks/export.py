"""How fast is an evaluation written down in open standards, on one thread.

    OPENBLAS_NUM_THREADS=1 uv run python benchmarks/export.py

Prints CPU seconds (medians of three) and sizes of every standard: on the example pilots, and for
a country of 12 solutions, 70 indicators and 342 gemeenten. All data are made up. The guide is 2 s
after the evaluation.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from answers import cpu, grown

from identiteitslab.criteria.settings import Publisher
from identiteitslab.lab.evaluate import evaluate
from identiteitslab.lab.lab import Lab
from identiteitslab.lab.place import make_lab
from identiteitslab.standards.criteria_document import criteria_document
from identiteitslab.standards.datapackage import package
from identiteitslab.standards.dcat import catalog
from identiteitslab.standards.disclosure import shown
from identiteitslab.standards.export import export
from identiteitslab.standards.oscal import assessment_results
from identiteitslab.standards.writing import json_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

    from identiteitslab.criteria.settings import Settings
    from identiteitslab.decision.evaluation import Evaluation


def main() -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as folder:
        lab = Lab.open(make_lab(Path(folder) / "lab", examples=True))
        list(lab.add_examples())
        example = lab.evaluate()
        show("the example pilots", example, lab.settings)
        show("a country", evaluate(*grown(example), "made up"), lab.settings)


def show(name: str, evaluation: Evaluation, settings: Settings) -> None:
    solutions, indicators, _ = evaluation.scores.indicators.shape
    gemeenten = len(evaluation.estimates.gemeenten)
    print(f"\n{name}: {solutions} solutions, {indicators} scored indicators, {gemeenten} gemeenten")
    for part, task in parts(evaluation, settings).items():
        print(f"  {part:<38}{cpu(task):8.3f} s")
    files = export(evaluation, settings)
    size = sum(map(len, files.values())) / 1e6
    print(f"  {'everything (guide: 2 s)':<38}{cpu(lambda: export(evaluation, settings)):8.3f} s")
    print(f"  {'files, MB':<38}{len(files):6d}{size:10.2f}")


def parts(evaluation: Evaluation, settings: Settings) -> dict[str, Callable[[], object]]:
    may, profile = shown(evaluation), evaluation.question.profile
    catalogue, weights = evaluation.catalogue, evaluation.weights
    files = export(evaluation, settings, ["criteria", "oscal", "package"])
    publisher = settings.publisher or Publisher(name="made up", email="made-up@example.org")
    return {
        "what may be shown": lambda: shown(evaluation),
        "criteria": lambda: json_bytes(criteria_document(catalogue, weights, profile)),
        "oscal": lambda: json_bytes(assessment_results(evaluation, may, publisher)),
        "package": lambda: package(evaluation, may, settings),
        "dcat": lambda: json_bytes(catalog(evaluation, settings, publisher, files)),
    }


if __name__ == "__main__":
    main()
