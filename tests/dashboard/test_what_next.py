"""Three questions under the first table, and a list of gemeenten that says only what matters."""

import dataclasses
import re
from html import unescape

import numpy as np
import pytest

from identiteitslab.dashboard.views import turning, what_next
from identiteitslab.decision.answers.leaving_out import without_a_gemeente
from identiteitslab.decision.answers.minimums_without import minimums_without
from identiteitslab.decision.answers.next_measurement import next_measurement
from identiteitslab.decision.log.ledger import Ledger
from identiteitslab.text.lookup import LANGUAGES, say


def text(html):
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


@pytest.fixture(scope="module")
def without(evaluation):
    return without_a_gemeente(evaluation)


@pytest.fixture(scope="module")
def minimums(evaluation):
    return minimums_without(evaluation)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_page_answers_three_questions_with_a_way_to_more(visit, shown, lab, lang):
    html = shown(visit(lab, lang=lang))
    for name, page in (("change", "gevoeligheid"), ("measure", "bewijs"), ("decide", "besluiten")):
        assert say(f"page.compare.ask_{name}", lang) in text(html)
        assert re.search(
            rf'href="{page}[^"]*"[^>]*>{say(f"page.compare.more_{name}", lang)}<', html
        )


def test_one_solution_has_no_order_to_change(visit, shown, lab_of_one):
    html = text(shown(visit(lab_of_one)))
    assert say("page.compare.ask_change", "nl") not in html
    assert say("page.compare.ask_measure", "nl") in html


def test_what_to_measure_is_the_first_of_the_list(evaluation):
    following = next_measurement(evaluation)
    told = what_next.to_measure(evaluation, following, (), "nl")
    assert evaluation.catalogue.indicators[following.cells[0].indicator].name.nl in told
    nothing = dataclasses.replace(following, cells=())
    told = what_next.to_measure(evaluation, nothing, (), "nl")
    assert told == say("page.evidence.nothing_next", "nl")


def test_without_decisions_it_says_so():
    assert what_next.to_decide(Ledger(), "nl") == say("page.compare.nothing_decided", "nl")


def test_gemeenten_that_change_nothing_are_one_click_away(evaluation, without, minimums):
    html = turning.gemeenten_table(evaluation, without, minimums, "nl")
    open_, closed = html.split("<details>")
    matter = int((without.changes_first | without.changes_order).sum())
    assert 0 < matter < len(without.items)
    assert open_.count('scope="row"') == matter
    assert closed.count('scope="row"') == len(without.items) - matter


def test_when_no_gemeente_matters_no_empty_table_stands_there(evaluation, without, minimums):
    same = dataclasses.replace(without, ranks=np.tile(without.all_ranks, (len(without.items), 1)))
    html = turning.gemeenten_table(evaluation, same, minimums, "nl")
    assert say("page.sensitivity.without_none", "nl") in html
    assert html.split("<details>")[0].count("<table") == 0


def test_a_knock_out_that_one_gemeente_saw_is_told_beside_it(evaluation, without, minimums):
    html = turning.gemeenten_table(evaluation, without, minimums, "nl").split("<details>")[0]
    (row,) = (text(row) for row in html.split("<tr") if "Klompcode (verzonnen)" in row)
    assert "Zwolle" in row
    assert "Doet dan wel mee: Klompcode (verzonnen)" in row
    assert "Dan niet meer aangetoond:" in row
