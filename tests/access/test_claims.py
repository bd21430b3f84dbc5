"""A sign-in gives a role only when it plainly says so, and only as long as it lasts."""

import pytest

from identiteitslab.access.actor import Actor
from identiteitslab.access.claims import GEMEENTE_CLAIM, ROLE_CLAIM, actor_from_claims

NOW = 1_800_000_000.0
LATER = NOW + 60


def test_a_role_becomes_an_actor():
    claims = {ROLE_CLAIM: "stuurgroep", "exp": LATER}
    assert actor_from_claims(claims, now=NOW) == Actor("stuurgroep")


def test_a_project_lead_brings_the_gemeente():
    claims = {ROLE_CLAIM: "projectleider", GEMEENTE_CLAIM: "GM0193", "exp": LATER}
    assert actor_from_claims(claims, now=NOW) == Actor("projectleider", "GM0193")


def test_another_role_leaves_the_gemeente_out():
    claims = {ROLE_CLAIM: "analist", GEMEENTE_CLAIM: "GM0193", "exp": LATER}
    assert actor_from_claims(claims, now=NOW) == Actor("analist")


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"exp": LATER},
        {ROLE_CLAIM: "directeur", "exp": LATER},
        {ROLE_CLAIM: ["beheerder"], "exp": LATER},
        {ROLE_CLAIM: "lokaal", "exp": LATER},
        {ROLE_CLAIM: "projectleider", "exp": LATER},
        {ROLE_CLAIM: "beheerder"},
        {ROLE_CLAIM: "beheerder", "exp": NOW},
        {ROLE_CLAIM: "beheerder", "exp": "tomorrow"},
    ],
)
def test_anything_less_gives_nothing(claims):
    assert actor_from_claims(claims, now=NOW) is None
