"""A rerun asks the store once, and nobody waits for the dearest answers."""

from __future__ import annotations

from identiteitslab.dashboard.pages import compare
from identiteitslab.store import gather
from identiteitslab.store.store import Store
from identiteitslab.text.lookup import say


def test_a_rerun_opens_the_store_once_and_reads_no_more_than_the_end_of_the_log(
    visit, lab, monkeypatch
):
    page = visit(lab)
    opened = []
    real = Store.open

    def counted(*asked, **more):
        opened.append(asked)
        return real(*asked, **more)

    def never(*_asked):
        raise AssertionError

    monkeypatch.setattr(Store, "open", counted)
    for name in ("data_version", "entries", "uploads", "gather"):
        monkeypatch.setattr(Store, name, never)
    assert not page.run().exception
    assert len(opened) == 1


def test_what_somebody_else_wrote_shows_at_the_next_rerun(visit, shown, own_lab):
    page = visit(own_lab, "besluiten")
    with own_lab.store() as store:
        entry, _ = store.append_once("decision", {"what": "?"}, lambda _: None, actor="stuurgroep")
    told = say("page.decisions.unreadable", "nl", numbers=str(entry.sequence))
    assert told not in shown(page)
    assert told in shown(page.run())


def test_the_dearest_answers_come_after_the_rest_of_the_page(visit, lab, monkeypatch):
    order = []

    def noted(name, real):
        def ask(*asked):
            order.append(name)
            return real(*asked)

        return ask

    for name in ("standings_table", "stamp", "flips_of", "without_gemeenten", "next_of"):
        monkeypatch.setattr(compare, name, noted(name, getattr(compare, name)))
    visit(lab)
    assert order == ["standings_table", "stamp", "flips_of", "without_gemeenten", "next_of"]


def test_damage_is_found_without_adding_anything_up(lab, monkeypatch):
    def never(*_asked):
        raise AssertionError

    monkeypatch.setattr(gather, "together", never)
    monkeypatch.setattr(gather.parts, "decode", never)
    with lab.store() as store:
        assert gather.left_out(store.place) == ()
