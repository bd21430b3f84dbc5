"""What the page of decisions says, without a page."""

from __future__ import annotations

import datetime as dt

import pytest

from identiteitslab.dashboard.views import deciding
from identiteitslab.decision.log.decision import (
    Action,
    Answer,
    Choice,
    Decision,
    Owner,
    freeze,
)
from identiteitslab.decision.log.ledger import Kept, Ledger
from identiteitslab.decision.log.since import Moved, Since, State, unchanged
from identiteitslab.errors import Fault
from identiteitslab.lab.deciding import Receipt
from identiteitslab.text.lookup import LANGUAGES, say

NOON = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)
DAY = dt.date(2027, 4, 1)
MOVED = Since(
    criteria=False,
    measurements=True,
    code=False,
    moved=(
        Moved("dijkpas", State(1, "met", 74.4, 0.8, (), ()), State(2, "met", 65.6, 0.3, (), ())),
        Moved("grutto", State(2, "met", 60.0, 0.2, (), ()), None),
    ),
    order=True,
)


@pytest.fixture
def kept(evaluation):
    def make(number, *, actions=1, replaced_by=None):
        decision = Decision(
            question="Welke?",
            options=("dijkpas", "weg-is-weg"),
            choice=Choice(verdict="choose", solutions=("dijkpas", "weg-is-weg")),
            reason="Goed.",
            owner=Owner(role="wethouder", body="college"),
            phase="evalueren",
            gate={"people": Answer(answer="yes")},
            grounds={},
            actions=(Action(text="Meet", owner="projectleider", by=DAY),) * actions,
            evaluation=freeze(evaluation, 1, "h" * 64),
        )
        return Kept(number, NOON, "stuurgroep", decision, replaced_by)

    return make


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_conclusion_counts_what_stands(kept, lang) -> None:
    def told(*ledger, since):
        found = {one.number: since for one in ledger}
        return deciding.conclusion(Ledger(ledger), found, lang)

    assert told(since=unchanged()) == say("page.decisions.none", lang)
    one = told(kept(4, actions=0), since=unchanged())
    assert one == " ".join(
        say(f"page.decisions.{key}", lang) for key in ("count_one", "moved_none", "undone_none")
    )
    more = told(kept(4), kept(5), kept(6, replaced_by=5), since=MOVED)
    assert more == " ".join(
        say(f"page.decisions.{key}_many", lang, count="2") for key in ("count", "moved", "undone")
    )


def test_the_list_names_what_moved_and_keeps_unknown_names(kept, evaluation) -> None:
    html = deciding.decisions_table(
        Ledger((kept(4), kept(5))),
        {4: (Fault("no-measurements"),), 5: MOVED},
        evaluation.catalogue,
        "nl",
        lambda number: f"?besluit={number}",
    )
    assert "score 74 → 66" in html
    assert "score 60 → –" in html
    assert "weg-is-weg" in html
    assert say("page.decisions.unknown", "nl") in html
    assert html.index("?besluit=5") < html.index("?besluit=4")


def test_actions_stand_by_urgency_and_of_standing_decisions_only(kept) -> None:
    html = deciding.actions_table(Ledger((kept(4), kept(5, replaced_by=6))), "nl")
    assert say("page.decisions.action_named", "nl", decision=4, place=1) in html
    assert "Besluit 5" not in html
    assert deciding.actions_table(Ledger((kept(4, actions=0),)), "nl").count("<table") == 0


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("question", "Vraag"),
        ("choice.solutions", "Besluit"),
        ("owner.role", "Functie van de bestuurder"),
        ("owner.body", "Bestuur dat besloot"),
        ("gate.people", "Mensen?"),
        ("gate.people.note", "Mensen?"),
        ("grounds.niets", "niets"),
        ("actions", "Acties"),
        ("actions.2.text", "Actie 2"),
    ],
)
def test_a_field_has_the_name_of_the_page(key, name) -> None:
    assert deciding.field_name(key, {"people": "Mensen?"}, "nl") == name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_receipt_tells_of_others(lang) -> None:
    html = deciding.receipt_note(Receipt(9, "h" * 64, duplicate=False, between=(7, 8)), lang)
    assert "h" * 64 in html
    assert say("conclusion.and", lang, first="7", last="8") in html
    alone = deciding.receipt_note(Receipt(9, "h" * 64, duplicate=True), lang)
    assert say("page.decisions.again", lang, number=9) in alone
    assert alone.count("lab-note") == 1


def test_unreadable_entries_are_named() -> None:
    assert "7" in deciding.unreadable_note(Ledger((), (7,)), "nl")
