"""The sums of an earlier moment are the sums that counted then, whatever happened since."""

from __future__ import annotations

import pytest

from identiteitslab.errors import LabError
from identiteitslab.store import fold
from identiteitslab.store.chain import START

ACTOR = "projectleider"


def acts(example):
    """Give one of every act that changes what counts, in an order in which each can happen."""
    return (
        lambda store: store.accept(example(1), actor=ACTOR),
        lambda store: store.accept(example(2), actor=ACTOR),
        lambda store: store.withdraw(1, actor=ACTOR, reason="verkeerde ronde"),
        lambda store: store.append_once(
            "decision", {"act": "iets"}, lambda _: None, actor="stuurgroep"
        ),
        lambda store: store.supersede(2, example(3), actor=ACTOR, reason="verbeterd"),
        lambda store: store.reinstate(1, actor=ACTOR, reason="toch goed"),
        lambda store: store.accept(example(4), actor=ACTOR),
    )


def seen(store):
    gathered = store.gather()
    return store.end(), gathered.sums, gathered.data_version


def damage(store, number):
    upload = store.uploads()[number - 1]
    path = store.place.folder.path / f"{upload.part('sums').digest}.parquet"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def test_every_moment_comes_back_exactly(store, example) -> None:
    moments = [seen(store)]
    for act in acts(example):
        act(store)
        moments.append(seen(store))
    assert len({version for _, _, version in moments}) == 7
    for end, sums, version in moments:
        past = store.gather_at(end.sequence)
        assert past.head == end.hash
        assert past.faults == ()
        assert past.gathered.data_version == version
        assert past.gathered.sums.equals(sums)


def test_before_everything_there_was_nothing(local, example) -> None:
    local.accept(example(1), actor=ACTOR)
    past = local.gather_at(0)
    assert (past.head, past.gathered.sums.num_rows) == (START, 0)


@pytest.mark.parametrize("sequence", [-1, 3])
def test_an_entry_that_is_not_there(local, example, sequence) -> None:
    for seed in (1, 2):
        local.accept(example(seed), actor=ACTOR)
    with pytest.raises(LabError, match="store-entry-unknown"):
        local.gather_at(sequence)


def test_damage_is_said_with_the_upload_it_is_in(local, example) -> None:
    for seed in (1, 2):
        local.accept(example(seed), actor=ACTOR)
    damage(local, 2)
    (fault,) = local.gather_at(2).faults
    assert (fault.code, fault.facts["number"]) == ("store-file-damaged", "2")
    assert local.gather_at(1).faults == ()


def test_what_was_mended_since_is_whole_again(local, example) -> None:
    local.accept(example(1), actor=ACTOR)
    _, sums, version = seen(local)
    damage(local, 1)
    local.accept(example(1), actor=ACTOR)
    past = local.gather_at(1)
    assert past.faults == ()
    assert past.gathered.data_version == version
    assert past.gathered.sums.equals(sums)


def test_a_changed_log_is_not_believed(local, example) -> None:
    for seed in (1, 2, 3):
        local.accept(example(seed), actor=ACTOR)
    with local.place.database.writing() as session:
        session.connection().exec_driver_sql(
            "UPDATE log SET entry = replace(entry, 'projectleider', 'iemand-anders') "
            "WHERE sequence = 2"
        )
    assert {fault.code for fault in local.gather_at(2).faults} >= {"store-log-broken"}
    assert local.gather_at(1).faults == ()


def test_folds_of_many_uploads_are_used_only_where_all_counted(local, example, monkeypatch) -> None:
    monkeypatch.setattr(fold, "SIZES", (4, 8))
    for seed in range(1, 10):
        local.accept(example(seed, 4), actor=ACTOR)
    local.withdraw(3, actor=ACTOR, reason="verkeerde ronde")
    whole, without = local.gather_at(9).gathered, local.gather_at(10).gathered
    assert without.sums.equals(local.sums())
    assert whole.data_version != without.data_version
    assert not whole.sums.equals(without.sums)
