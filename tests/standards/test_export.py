"""All standards at once: complete, repeatable, and with a publisher that exists."""

import os
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256

import pytest

from identiteitslab.criteria.settings import Publisher, Settings
from identiteitslab.errors import LabError
from identiteitslab.standards.export import STANDARDS, TOP, export, wanted

HASHES = """
import hashlib, sys
from pathlib import Path
from identiteitslab.lab.lab import Lab
from identiteitslab.standards.export import export
lab = Lab.open(Path(sys.argv[1]))
files = export(lab.evaluate(), lab.settings)
print(hash("seed"))
print(*(f"{path} {hashlib.sha256(data).hexdigest()}" for path, data in files.items()), sep="\\n")
"""


def test_a_file_is_the_same_whichever_others_come_along(evaluation, lab, files):
    for standard in STANDARDS:
        alone = export(evaluation, lab.settings, [standard])
        assert alone
        assert alone.items() <= files.items()


def test_everything_stands_under_a_known_name(files):
    assert {path.partition("/")[0] for path in files} == set(TOP)


def test_the_same_input_gives_the_same_bytes_in_another_process(lab, files):
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    command = [sys.executable, "-c", HASHES, str(lab.root)]
    environment = os.environ | {"PYTHONHASHSEED": seed}
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    hashed, *told = ran.stdout.splitlines()
    assert int(hashed) != hash("seed")
    assert len(told) > 15
    assert told == [f"{path} {sha256(data).hexdigest()}" for path, data in files.items()]


def test_without_a_publisher_there_is_no_description_for_portals(evaluation):
    settings = Settings(name="Lab")
    assert "catalog.jsonld" not in export(evaluation, settings)
    with pytest.raises(LabError, match="publisher-missing"):
        export(evaluation, settings, ["dcat"])


@pytest.mark.parametrize(
    "who",
    [
        Publisher(name="Lab", email="lab@example.org"),
        Publisher(name="Lab", url="https://example.com/lab"),
        Publisher(name="Lab", email="lab@gemeente.test", url="https://example.com/lab"),
    ],
)
def test_the_publisher_of_the_example_cannot_publish_real_solutions(real, who):
    with pytest.raises(LabError, match="publisher-made-up"):
        export(real, Settings(name="Lab", publisher=who))
    assert export(real, Settings(name="Lab", publisher=who), ["criteria"])


def test_without_minimums_for_security_there_is_nothing_for_oscal(evaluation, lab):
    theme = evaluation.catalogue.criteria["security"]
    bare = replace(
        evaluation, minimums=tuple(m for m in evaluation.minimums if m.criterion not in theme)
    )
    written = export(bare, lab.settings)
    assert "oscal-assessment-results.json" not in written
    assert b"dataset-security" not in written["catalog.jsonld"]
    with pytest.raises(LabError, match="oscal-nothing"):
        export(bare, lab.settings, ["oscal"])


def test_names_of_standards_are_checked():
    assert wanted(["dcat", "oscal"]) == ("oscal", "dcat")
    assert wanted([]) == ()
    with pytest.raises(LabError, match="unknown-standard"):
        wanted(["ocsal"])
