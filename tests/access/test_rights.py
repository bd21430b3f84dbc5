"""The whole matrix of roles and acts, written out once more by hand."""

import pytest

from identiteitslab.access.actor import LOCAL, ROLES, Actor
from identiteitslab.access.rights import ACTIONS, RIGHTS, allow, demand
from identiteitslab.errors import LabError

ZWOLLE, GOES = "GM0193", "GM0664"
MAY = {
    "projectleider": "read deliver withdraw",
    "stuurgroep": "read decide",
    "analist": "read",
    "beheerder": "read administer",
    "lokaal": "read deliver withdraw decide administer",
}


def actor(role):
    return Actor(role, ZWOLLE if role == "projectleider" else "")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", ACTIONS)
def test_the_matrix(role, action):
    expected = action in MAY[role].split()
    assert allow(actor(role), action) is expected
    if expected:
        demand(actor(role), action)
    else:
        with pytest.raises(LabError) as refused:
            demand(actor(role), action)
        assert refused.value.faults[0].code == f"access-{action}"
        assert role in refused.value.faults[0].describe("nl")


def test_every_role_and_action_is_in_the_table():
    assert set(RIGHTS) == set(ROLES) == set(MAY)
    assert {a for actions in RIGHTS.values() for a in actions} == set(ACTIONS)


@pytest.mark.parametrize("action", ["deliver", "withdraw"])
def test_a_project_lead_acts_for_the_own_gemeente_only(action):
    lead = Actor("projectleider", ZWOLLE)
    demand(lead, action, ZWOLLE)
    assert not allow(lead, action, GOES)
    with pytest.raises(LabError) as refused:
        demand(lead, action, GOES)
    assert refused.value.faults[0].code == "access-other-gemeente"
    assert allow(LOCAL, action, GOES)


def test_everybody_may_read_about_every_gemeente():
    assert all(allow(actor(role), "read", GOES) for role in ROLES)


@pytest.mark.parametrize(("role", "gemeente"), [("projectleider", ""), ("analist", ZWOLLE)])
def test_only_a_project_lead_has_a_gemeente(role, gemeente):
    with pytest.raises(ValueError, match="gemeente"):
        Actor(role, gemeente)
