"""One broken file per error code: the fault names code, file, line and key."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

import identiteitslab.text
from identiteitslab.criteria.lint import check

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from identiteitslab.criteria.kind_rules import KindRules

LOGIN = "criteria/usability/task-success.yaml"
EIDAS = "criteria/security/assurance-level.yaml"
GEMEENTEN = "criteria/gemeenten.csv"
PROFILES = "criteria/profiles.yaml"
MUTATIONS = Path(__file__).with_name("broken_files.yaml").read_text(encoding="utf-8")
CASES: list[tuple[str, dict[str, str]]] = [
    (file, case) for file, cases in yaml.safe_load(MUTATIONS).items() for case in cases
]


def _change(path: Path, old: str, new: str, times: int = 1) -> None:
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, times), encoding="utf-8")


def _expected_start(case: Mapping[str, str]) -> str:
    words = [part for part in case["key"].split(".") if not part.isdigit()]
    return case.get("at", words[-1])


@pytest.mark.parametrize(("file", "case"), CASES, ids=[case["code"] for _, case in CASES])
def test_one_broken_value(
    file: str, case: dict[str, str], lab: Path, kinds: Mapping[str, KindRules]
) -> None:
    _change(lab / file, case["old"], case["new"])

    fault = next((f for f in check(lab, kinds=kinds) if f.code == case["code"]), None)

    assert fault is not None
    assert (fault.where.file, fault.where.key + fault.where.column) == (file, case["key"])
    assert fault.where.row is not None
    line = (lab / file).read_text(encoding="utf-8").split("\n")[fault.where.row - 1]
    assert line.lstrip(" -").startswith(_expected_start(case))
    assert all(case["code"] in fault.describe(lang) for lang in ("nl", "en"))


def _stray(lab: Path) -> None:
    (lab / "criteria" / "saftey").mkdir()
    (lab / LOGIN).rename(lab / "criteria" / "saftey" / "task-success.yaml")


def _twin(lab: Path) -> None:
    (lab / "criteria" / "privacy" / "task-success.yaml").write_bytes((lab / LOGIN).read_bytes())


def _only_gates(lab: Path) -> None:
    for path in (lab / "criteria" / "security").glob("*.yaml"):
        if path.name != "assurance-level.yaml":
            path.unlink()


WHOLE_FILES: tuple[tuple[str, str, Callable[[Path], object]], ...] = (
    ("file-not-utf8", LOGIN, lambda lab: (lab / LOGIN).write_bytes(b"name: \xff")),
    ("file-not-utf8", GEMEENTEN, lambda lab: (lab / GEMEENTEN).write_bytes(b"code \xff")),
    ("file-unreadable", PROFILES, lambda lab: (lab / PROFILES).unlink()),
    ("file-unreadable", GEMEENTEN, lambda lab: (lab / GEMEENTEN).unlink()),
    ("lab-no-criteria", "criteria/", lambda lab: (lab / "criteria").rename(lab / "criteria-old")),
    ("criteria-no-theme", "criteria/saftey/task-success.yaml", _stray),
    ("yaml-empty", LOGIN, lambda lab: (lab / LOGIN).write_text("# nothing\n")),
    ("criterion-twice", LOGIN, _twin),
    ("theme-empty", "criteria/themes.yaml", _only_gates),
)


@pytest.mark.parametrize(("code", "file", "spoil"), WHOLE_FILES)
def test_one_broken_file(
    code: str,
    file: str,
    spoil: Callable[[Path], object],
    lab: Path,
    kinds: Mapping[str, KindRules],
) -> None:
    spoil(lab)
    fault = next((f for f in check(lab, kinds=kinds) if f.code == code), None)
    assert fault is not None
    assert fault.where.file == file


def test_every_code_has_its_broken_file() -> None:
    text = files(identiteitslab.text).joinpath("nl", "criteria.toml").read_text(encoding="utf-8")
    shown = {case["code"] for _, case in CASES} | {code for code, _, _ in WHOLE_FILES}
    # yaml-value is what is left: a refusal of the reader for which no better words exist yet;
    # schema-unknown is about a question, not about a file
    assert set(tomllib.loads(text)["error"]) == shown | {"yaml-value", "schema-unknown"}


def test_all_faults_of_reading_at_once(lab: Path, kinds: Mapping[str, KindRules]) -> None:
    for file, old, new in (
        (LOGIN, "share: 0.5", "share: half"),
        (EIDAS, "kind: level", "kind: 1"),
        (GEMEENTEN, "226500", "veel"),
        (PROFILES, "balanced:", "balanced: &a"),
    ):
        _change(lab / file, old, new, times=2)
    faults = check(lab, kinds=kinds)
    assert [(f.code, f.where.file) for f in faults] == [
        ("yaml-anchor", PROFILES),
        ("yaml-not-text", EIDAS),
        ("yaml-not-number", LOGIN),
        ("yaml-not-number", LOGIN),
        ("table-value", GEMEENTEN),
    ]


def test_all_faults_of_the_linter_at_once(lab: Path, kinds: Mapping[str, KindRules]) -> None:
    for file, old, new in (
        (LOGIN, "share: 0.5", "share: 0.3"),
        (LOGIN, "[0.98, 100]", "[0.98, 99]"),
        (PROFILES, "privacy: 20", "privacy: 10"),
        (GEMEENTEN, "GM0034", "034"),
    ):
        _change(lab / file, old, new, times=2)
    faults = check(lab, kinds=kinds)
    found = [(f.code, f.where.file) for f in faults]
    assert found == [
        ("gemeente-code", GEMEENTEN),
        ("profile-points", PROFILES),
        ("profile-points", PROFILES),
        ("shares-sum", LOGIN),
        ("points-end", LOGIN),
    ]


@pytest.mark.parametrize(
    ("old", "new", "known"),
    [
        ("kind: proportion", "kind: propotion", "proportion"),
        ("measured_by", "measured_bij", "measured_by"),
    ],
)
def test_the_nearest_known_name_is_offered(
    old: str, new: str, known: str, lab: Path, kinds: Mapping[str, KindRules]
) -> None:
    _change(lab / LOGIN, old, new)
    assert any(known in fault.repair("nl") for fault in check(lab, kinds=kinds))
