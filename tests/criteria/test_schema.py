"""The JSON Schema accepts what the reader accepts and refuses what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from identiteitslab.criteria.read import FILES
from identiteitslab.criteria.schema import SCHEMAS, json_schema
from identiteitslab.criteria.yaml_lines import load
from identiteitslab.errors import LabError
from identiteitslab.measurement.known_kinds import known_kinds

ROOT = Path(__file__).parents[2]
CRITERIA = sorted((ROOT / "criteria").glob("*/*.yaml"))
MUTATIONS = Path(__file__).with_name("broken_files.yaml").read_text(encoding="utf-8")
NOT_OF_VALUES = {"yaml-broken", "yaml-anchor", "yaml-key-twice"}
BROKEN = [
    (file, case)
    for file, cases in yaml.safe_load(MUTATIONS).items()
    for case in cases
    if case["code"].startswith("yaml-") and case["code"] not in NOT_OF_VALUES
]


def _validator(file: str) -> Draft202012Validator:
    name = next((name for name, (path, _) in FILES.items() if path == file), "criterion")
    schema = json_schema(name, kinds=known_kinds())
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _content(path: Path) -> Any:
    content, _, faults = load(path, path.name)
    assert not faults
    return content


@pytest.mark.parametrize("name", SCHEMAS)
def test_it_is_a_schema_of_the_draft_it_names(name: str) -> None:
    schema = json.loads(json.dumps(json_schema(name)))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


def test_every_criterion_is_valid() -> None:
    validator = _validator("criterion")
    assert len(CRITERIA) == 40
    assert [path.name for path in CRITERIA if not validator.is_valid(_content(path))] == []


@pytest.mark.parametrize("file", [file for file, _ in FILES.values()])
def test_the_other_files_are_valid(file: str) -> None:
    assert list(_validator(file).iter_errors(_content(ROOT / file))) == []


@pytest.mark.parametrize(("file", "case"), BROKEN, ids=[case["code"] for _, case in BROKEN])
def test_what_the_reader_refuses_the_schema_refuses(
    file: str, case: dict[str, str], tmp_path: Path
) -> None:
    text = (ROOT / file).read_text(encoding="utf-8").replace(case["old"], case["new"], 1)
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    assert not _validator(file).is_valid(_content(tmp_path / "a.yaml"))


def test_an_editor_knows_the_kinds() -> None:
    content = _content(CRITERIA[0])
    next(iter(content["indicators"].values()))["kind"] = "guess"
    assert not _validator("criterion").is_valid(content)
    assert Draft202012Validator(json_schema()).is_valid(content)


def test_a_minimum_has_one_side() -> None:
    content = _content(ROOT / "criteria" / "usability" / "task-success.yaml")
    content["indicators"]["login-success"]["minimum"][0]["at_most"] = 0.9
    assert not _validator("criterion").is_valid(content)


def test_an_unknown_file_names_the_nearest() -> None:
    with pytest.raises(LabError, match="profiles"):
        json_schema("profile")
