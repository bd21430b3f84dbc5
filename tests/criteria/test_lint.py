"""The edges of the rules: what is just wrong, and what is just right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from identiteitslab.criteria.catalogue import Catalogue
from identiteitslab.criteria.lint import lint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from identiteitslab.criteria.kind_rules import KindRules

LOGIN = "criteria usability task-success indicators login-success"
GATE = "criteria security assurance-level indicators eidas-level"
POINTS = f"{LOGIN} value 0 points"


def _with(node: Any, path: list[str], value: object) -> Any:
    if not path:
        return value
    first, rest = path[0], path[1:]
    if isinstance(node, dict):
        return node | {first: _with(node.get(first), rest, value)}
    return tuple(_with(n, rest, value) if str(i) == first else n for i, n in enumerate(node))


def _codes(
    catalogue: Catalogue, kinds: Mapping[str, KindRules], *changes: tuple[str, object]
) -> list[str]:
    plain: Any = catalogue.model_dump()
    for path, value in changes:
        plain = _with(plain, path.split(), value)
    return [fault.code for fault in lint(Catalogue.model_validate(plain), kinds=kinds)]


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        (POINTS, ((0.5, 0), (0.5, 50), (1, 100)), "points-not-rising"),
        (POINTS, ((-0.1, 0), (1, 100)), "points-outside"),
        (f"{LOGIN} share", 0.5 + 1e-6, "shares-sum"),
        (f"{LOGIN} sources", (), "source-missing"),
        (f"{LOGIN} minimum 0 at_least", 1.01, "minimum-outside"),
        (f"{LOGIN} contexts", ("private",), "minimum-context"),
        (f"{GATE} minimum", (), "gate-idle"),
        ("profiles balanced themes privacy", 20.001, "profile-points"),
        ("population margins age_band categories 0 share", 17.69, "population-sum"),
        ("solutions dijkpas name en", "Zeemeeuw (verzonnen)", "solution-name-twice"),
        ("solutions dijkpas name en", "ZEEMEEUW", "solution-name-twice"),
        ("gemeenten GM0014 aliases", ("DEN HAAG",), "gemeente-name-twice"),
        ("renamed GM14", "GM0014", "gemeente-code"),
    ],
)
def test_just_wrong(
    path: str, value: object, code: str, starter: Catalogue, kinds: Mapping[str, KindRules]
) -> None:
    assert set(_codes(starter, kinds, (path, value))) == {code}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (POINTS, ((0, 0), (0.5, 0), (0.6, 80), (0.7, 80), (1, 100))),
        (f"{LOGIN} minimum 0 at_least", 1.0),
        (f"{LOGIN} minimum 0 test", "point"),
        (f"{LOGIN} applies_if", "uses_biometrics"),
        ("criteria usability task-success name", {"nl": "Lukt 't?", "en": "Lukt 't?"}),
        ("population margins age_band categories 0 share", 18.1),
        ("population margins age_band categories 0 share", 17.7),
        ("solutions dijkpas name", {"nl": "Dijkpas", "en": "Dijkpas"}),
        ("gemeenten GM0014 aliases", ("Groningen", "groningen")),
        ("profiles balanced themes privacy", 20 + 1e-9),
    ],
)
def test_just_right(
    path: str, value: object, starter: Catalogue, kinds: Mapping[str, KindRules]
) -> None:
    assert _codes(starter, kinds, (path, value)) == []


def test_a_judgement_needs_no_source(starter: Catalogue, kinds: Mapping[str, KindRules]) -> None:
    judged = ((f"{LOGIN} value 0 basis", "judgement"), (f"{LOGIN} sources", ()))
    assert _codes(starter, kinds, *judged) == []


def test_a_new_date_is_another_value(starter: Catalogue, kinds: Mapping[str, KindRules]) -> None:
    value = starter.indicators["login-success"].value[0].model_dump()
    later = value | {"since": "2028-01-01"}
    assert _codes(starter, kinds, (f"{LOGIN} value", (value, later))) == []
    assert _codes(starter, kinds, (f"{LOGIN} value", (value, later, later))) == ["date-twice"]


def test_a_lab_may_ask_for_a_property_of_its_own(
    starter: Catalogue, kinds: Mapping[str, KindRules]
) -> None:
    asked = (f"{LOGIN} applies_if", "has_app")
    assert _codes(starter, kinds, asked) == ["property-unknown"]
    assert _codes(starter, kinds, asked, ("solutions grutto properties", ("has_app",))) == []


def test_an_unknown_kind_is_one_fault(starter: Catalogue, kinds: Mapping[str, KindRules]) -> None:
    few = {name: rules for name, rules in kinds.items() if name != "gap"}
    (fault,) = lint(starter, kinds=few)
    assert (fault.code, fault.facts["found"]) == ("kind-unknown", "gap")
    wrong = ((f"{LOGIN} kind", "guess"), (f"{LOGIN} minimum 0 test", "upper95"))
    assert set(_codes(starter, kinds, *wrong)) == {"kind-unknown", "minimum-test"}
