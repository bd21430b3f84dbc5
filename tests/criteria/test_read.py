"""From files to a catalogue and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from identiteitslab.criteria.lint import check, lint
from identiteitslab.criteria.read import FILES, read_catalogue, read_with_places
from identiteitslab.errors import LabError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.kind_rules import KindRules

ROOT = Path(__file__).parents[2]


def _plain(model: BaseModel) -> object:
    return model.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _write(path: Path, content: object) -> None:
    path.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8")


def test_what_is_written_out_reads_back_the_same(starter: Catalogue, lab: Path) -> None:
    for name, (file, _) in FILES.items():
        part = getattr(starter, name)
        plain = (
            {key: _plain(value) for key, value in part.items()} if isinstance(part, dict) else None
        )
        _write(lab / file, plain or _plain(part))
    for theme, group in starter.criteria.items():
        for name, criterion in group.items():
            _write(lab / "criteria" / theme / f"{name}.yaml", _plain(criterion))
    again = read_catalogue(lab)
    assert again == starter
    assert again.digest == starter.digest


def test_the_starter_lab_has_no_faults(kinds: Mapping[str, KindRules]) -> None:
    assert check(ROOT, kinds=kinds) == []


def test_lint_works_on_a_catalogue_in_memory(
    starter: Catalogue, kinds: Mapping[str, KindRules]
) -> None:
    assert lint(type(starter).model_validate(starter.model_dump()), kinds=kinds) == []
    odd = starter.model_copy(update={"renamed": {"GM0018": "GM9999"}})
    (fault,) = lint(odd, kinds=kinds)
    assert (fault.code, fault.where.key) == ("renamed-unknown", "renamed.GM0018.new_code")


@pytest.mark.parametrize(
    ("path", "file", "key", "start"),
    [
        (
            "profiles balanced themes privacy",
            "criteria/profiles.yaml",
            "balanced.themes.privacy",
            "privacy: 20",
        ),
        (
            "criteria privacy retention why nl",
            "criteria/privacy/retention.yaml",
            "why.nl",
            "nl: Lang",
        ),
        (
            "criteria privacy retention nothing",
            "criteria/privacy/retention.yaml",
            "nothing",
            "name:",
        ),
        ("gemeenten GM0060 aliassen", "criteria/gemeenten.csv", "aliassen", "GM0060"),
        ("renamed GM0370 new_code", "criteria/gemeenten-old.csv", "new_code", "GM0370"),
    ],
)
def test_places_lead_back_to_the_line(path: str, file: str, key: str, start: str) -> None:
    where = read_with_places(ROOT)[1].where(tuple(path.split()))
    assert (where.file, where.key + where.column) == (file, key)
    assert where.row is not None
    line = (ROOT / file).read_text(encoding="utf-8").split("\n")[where.row - 1]
    assert line.strip().startswith(start)


def test_a_broken_lab_names_every_file(lab: Path) -> None:
    for file, _ in FILES.values():
        (lab / file).write_text("", encoding="utf-8")
    with pytest.raises(LabError) as raised:
        read_catalogue(lab)
    assert {fault.where.file for fault in raised.value.faults} == {
        file for file, _ in FILES.values()
    }
    assert {fault.code for fault in raised.value.faults} == {"yaml-empty"}


def test_the_gemeenten_of_today() -> None:
    catalogue = read_catalogue(ROOT)
    assert len(catalogue.gemeenten) == 342
    assert catalogue.gemeenten["GM0060"].aliases == ("It Amelân",)
    assert catalogue.renamed["GM0457"] == "GM0363"
