"""Sets of solutions: which must be in, which may not, and what a link keeps of that."""

import dataclasses

import pytest

from identiteitslab.dashboard.views.sets import conclusion
from identiteitslab.decision.answers.combining import combine
from identiteitslab.text.lookup import say


def test_some_must_be_in_and_others_may_not(visit, shown, lab):
    page = visit(lab, "combinaties")
    page.multiselect(key="choice-must").set_value(["stroopkoek"]).run()
    page.multiselect(key="choice-not").set_value(["dijkpas", "klompcode"]).run()
    assert not page.exception
    address = dict(page.query_params)
    assert address == {"must": "stroopkoek", "not": "dijkpas,klompcode"}
    again = visit(lab, "combinaties", **address)
    assert shown(again) == shown(page)
    cells = [row.split("</table>")[0] for row in shown(again).split('role="rowheader">')[1:]]
    rows = [row for row in cells if "Stroopkoek" in row]
    assert rows
    assert not [row for row in rows if "Dijkpas" in row or "Klompcode" in row]


def test_what_must_be_in_cannot_be_kept_out(visit, lab):
    page = visit(lab, "combinaties", must="dijkpas,stroopkoek", **{"not": "dijkpas"})
    assert not page.exception
    assert page.multiselect(key="choice-must").value == ["dijkpas", "stroopkoek"]
    assert page.multiselect(key="choice-not").value == []
    page.multiselect(key="choice-must").set_value(["dijkpas"]).run()
    assert not page.exception


@pytest.mark.parametrize(
    ("name", "address"), [("too_many", {"must": "all"}), ("nobody", {"not": "all"})]
)
def test_a_wish_that_nothing_can_meet_is_told(visit, shown, lab, name, address):
    every = ",".join(lab.catalogue.solutions)
    page = visit(lab, "combinaties", **dict.fromkeys(address, every))
    assert not page.exception
    told = {"must": len(lab.catalogue.solutions), "most": 2} if name == "too_many" else {}
    assert say(f"page.together.{name}", "nl", **told) in shown(page)


def test_an_unknown_name_in_a_link_is_left_out(visit, lab):
    page = visit(lab, "combinaties", must="<script>,dijkpas,,")
    assert not page.exception
    assert page.multiselect(key="choice-must").value == ["dijkpas"]


@pytest.mark.parametrize(("chance", "sure"), [(0.25, False), (0.56, False), (0.6, True)])
def test_a_set_that_is_unlikely_the_best_is_not_called_so(evaluation, chance, sure):
    found = combine(evaluation, most=1)
    best = dataclasses.replace(found.sets[0], chance=chance)
    told = conclusion(
        dataclasses.replace(found, sets=(best, *found.sets[1:])), evaluation.catalogue, "nl"
    )
    assert ("geen beste set" not in told) is sure
