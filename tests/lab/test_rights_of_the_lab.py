"""The lab itself asks who may deliver and withdraw; no page has to."""

import pytest

from identiteitslab.access.actor import Actor
from identiteitslab.errors import LabError

LEAD = Actor("projectleider", "GM0193")
OTHER = Actor("projectleider", "GM0664")


@pytest.fixture
def example(own_lab):
    return next(path for path in own_lab.examples if path.name == "zwolle-klompcode-1.csv")


def codes(refused):
    return {fault.code for fault in refused.value.faults}


def test_a_project_lead_delivers_and_withdraws_for_the_own_gemeente(own_lab, example):
    delivery = own_lab.check(example.name, example.read_bytes(), actor=LEAD)
    accepted = own_lab.add(delivery, actor=LEAD)
    own_lab.withdraw(accepted.number, reason="verkeerd bestand", actor=LEAD)
    with own_lab.store() as store:
        (upload,) = store.uploads()
    assert upload.status == "withdrawn"
    assert upload.actor == "projectleider"


def test_another_gemeente_is_refused_at_every_door(own_lab, example):
    assert not own_lab.check(example.name, example.read_bytes(), actor=OTHER).storable
    delivery = own_lab.check(example.name, example.read_bytes())
    with pytest.raises(LabError) as refused:
        own_lab.add(delivery, actor=OTHER)
    assert codes(refused) == {"access-other-gemeente"}
    number = own_lab.add(delivery).number
    with pytest.raises(LabError) as refused:
        own_lab.withdraw(number, reason="niet van ons", actor=OTHER)
    assert codes(refused) == {"access-other-gemeente"}


@pytest.mark.parametrize("role", ["stuurgroep", "analist", "beheerder"])
def test_who_only_looks_writes_nothing(own_lab, example, role):
    delivery = own_lab.check(example.name, example.read_bytes())
    with pytest.raises(LabError) as refused:
        own_lab.add(delivery, actor=Actor(role))
    assert codes(refused) == {"access-deliver"}
    with pytest.raises(LabError) as refused:
        own_lab.withdraw(1, reason="zomaar", actor=Actor(role))
    assert codes(refused) == {"access-withdraw"}
    with own_lab.store() as store:
        assert store.uploads() == ()


def test_a_correction_counts_in_place_of_what_it_corrects(own_lab, example):
    data = example.read_bytes()
    first = own_lab.add(own_lab.check(example.name, data))
    shorter = data[: data.rstrip(b"\r\n").rindex(b"\n") + 1]
    second = own_lab.add(
        own_lab.check(example.name, shorter), in_place_of=first.number, reason="één rij te veel"
    )
    with own_lab.store() as store:
        assert [u.status for u in store.uploads()] == ["superseded", "active"]
    assert second.number == 2


def test_an_upload_that_is_not_there_is_told(own_lab):
    with pytest.raises(LabError) as refused:
        own_lab.withdraw(7, reason="bestaat niet")
    assert codes(refused) == {"store-unknown"}
