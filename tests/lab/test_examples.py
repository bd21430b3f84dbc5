"""Examples are stored once, and a renewed example takes the place of its earlier version."""

import pytest

from identiteitslab.lab.examples import RENEWED, store_example
from identiteitslab.store.store import Store


@pytest.fixture
def path(own_lab):
    return next(path for path in own_lab.examples if path.suffix == ".csv")


def people(store: Store) -> int:
    return sum(store.sums()["people"].to_pylist())


def test_the_same_example_again_adds_nothing(own_lab, path):
    with own_lab.store() as store:
        first = store_example(store, own_lab.check(path.name, path.read_bytes()))
        again = store_example(store, own_lab.check(path.name, path.read_bytes()))
        assert (again.number, again.duplicate) == (first.number, True)
        assert len(store.uploads()) == 1


def test_a_renewed_example_counts_once(own_lab, path):
    data = path.read_bytes()
    other = data.replace(b";ja;", b";nee;", 1)
    assert other != data
    with own_lab.store() as store:
        first = store_example(store, own_lab.check(path.name, data))
        before = people(store)
        renewed = store_example(store, own_lab.check(path.name, other))
        assert not renewed.duplicate
        assert [u.number for u in store.uploads() if u.active] == [renewed.number]
        assert people(store) == before
        assert first.number != renewed.number


def test_what_somebody_delivered_is_never_withdrawn(own_lab, path):
    data = path.read_bytes()
    with own_lab.store() as store:
        own = store.accept(own_lab.check(path.name, data), actor="projectleider")
        store_example(store, own_lab.check(path.name, data.replace(b";ja;", b";nee;", 1)))
        assert own.number in {u.number for u in store.uploads() if u.active}
        assert RENEWED not in {str(entry) for entry in store.entries()}
