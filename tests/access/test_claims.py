"""A sign-in gives a role only when it plainly says so, and only as long as it lasts."""

import pytest

from identiteitslab.access.actor import Actor
from identiteitslab.access.claims import (
    GEMEENTE_CLAIM,
    LONGEST_S,
    ROLE_CLAIM,
    ClaimNames,
    actor_from_claims,
    ends_at,
)

NOW = 1_800_000_000.0
LATER = NOW + 60
LASTS = {"iat": NOW - 60, "exp": LATER}


def test_a_role_becomes_an_actor():
    claims = {ROLE_CLAIM: "stuurgroep", **LASTS}
    assert actor_from_claims(claims, now=NOW) == Actor("stuurgroep")


def test_a_project_lead_brings_the_gemeente():
    claims = {ROLE_CLAIM: "projectleider", GEMEENTE_CLAIM: "GM0193", **LASTS}
    assert actor_from_claims(claims, now=NOW) == Actor("projectleider", "GM0193")


def test_a_role_may_stand_in_a_list_among_other_words():
    claims = {ROLE_CLAIM: ["offline_access", "projectleider"], GEMEENTE_CLAIM: ["GM0193"], **LASTS}
    assert actor_from_claims(claims, now=NOW) == Actor("projectleider", "GM0193")


@pytest.mark.parametrize(
    ("name", "claims"),
    [
        ("realm_access.roles", {"realm_access": {"roles": ["analist"]}}),
        ("https://lab.example.org/rol", {"https://lab.example.org/rol": "analist"}),
        ("a.b", {"a.b": "analist", "a": {"b": "beheerder"}}),
    ],
)
def test_a_provider_may_call_the_role_otherwise(name, claims):
    names = ClaimNames(role=name)
    assert actor_from_claims({**claims, **LASTS}, now=NOW, names=names) == Actor("analist")
    assert actor_from_claims({**claims, **LASTS}, now=NOW) is None


@pytest.mark.parametrize("name", ["realm_access.roles.x", "realm_access.", ".", "realm_access"])
def test_a_name_that_leads_nowhere_gives_nothing(name):
    claims = {"realm_access": {"roles": ["analist"]}, ROLE_CLAIM: "beheerder", **LASTS}
    assert actor_from_claims(claims, now=NOW, names=ClaimNames(role=name)) is None


def test_another_role_leaves_the_gemeente_out():
    claims = {ROLE_CLAIM: "analist", GEMEENTE_CLAIM: "GM0193", **LASTS}
    assert actor_from_claims(claims, now=NOW) == Actor("analist")


@pytest.mark.parametrize(
    "claims",
    [
        {},
        LASTS,
        {ROLE_CLAIM: "directeur", **LASTS},
        {ROLE_CLAIM: ["beheerder", "stuurgroep"], **LASTS},
        {ROLE_CLAIM: ["lokaal"], **LASTS},
        {ROLE_CLAIM: [["beheerder"], {"beheerder": 1}, None], **LASTS},
        {ROLE_CLAIM: "beheerder stuurgroep", **LASTS},
        {ROLE_CLAIM: "projectleider", GEMEENTE_CLAIM: ["GM0193", "GM0664"], **LASTS},
        {ROLE_CLAIM: "lokaal", **LASTS},
        {ROLE_CLAIM: "projectleider", **LASTS},
        {ROLE_CLAIM: "beheerder"},
        {ROLE_CLAIM: "beheerder", "iat": NOW},
        {ROLE_CLAIM: "beheerder", "exp": LATER},
        {ROLE_CLAIM: "beheerder", **LASTS, "exp": NOW},
        {ROLE_CLAIM: "beheerder", **LASTS, "exp": "tomorrow"},
        {ROLE_CLAIM: "beheerder", **LASTS, "exp": True},
        {ROLE_CLAIM: "beheerder", **LASTS, "exp": float("nan")},
        {ROLE_CLAIM: "beheerder", "iat": float("inf"), "exp": float("inf")},
    ],
)
def test_anything_less_gives_nothing(claims):
    assert actor_from_claims(claims, now=NOW) is None


def test_a_sign_in_ends_after_a_working_day_whatever_the_provider_says():
    month = 30 * 24 * 3600
    claims = {ROLE_CLAIM: "analist", "iat": NOW, "exp": NOW + month}
    assert ends_at(claims) == NOW + LONGEST_S
    assert actor_from_claims(claims, now=NOW + LONGEST_S - 1) == Actor("analist")
    assert actor_from_claims(claims, now=NOW + LONGEST_S) is None
    assert ends_at({**claims, "exp": LATER}) == LATER


def test_a_token_that_is_renewed_does_not_make_the_sign_in_later():
    assert ends_at({"auth_time": NOW - LONGEST_S, "iat": NOW, "exp": LATER}) == NOW
