"""Trying other weights: three ways to give them, scenarios that are kept, and sets per member."""

import re
from html import unescape

import pytest

from identiteitslab.dashboard.views import member_sets
from identiteitslab.dashboard.views.weighing import from_order, from_points, weights_in_words
from identiteitslab.decision.scenario import LONGEST, Scenario
from identiteitslab.lab.scenarios import drop, keep, scenarios
from identiteitslab.text.lookup import LANGUAGES, say
from tests.dashboard.conftest import NAUGHTY

PAGE = "gevoeligheid"
THEMES = ("security", "privacy", "usability", "acceptance", "deployability")
APART = "60.0,10.0,10.0,10.0,10.0;10.0,10.0,60.0,10.0,10.0"


def text(html):
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


@pytest.fixture
def kept_lab(own_filled_lab):
    points = {"security": 80, "usability": 20}
    named = Scenario(name="Veilig eerst", context="public", profile="balanced", points=points)
    keep(own_filled_lab, named)
    return own_filled_lab


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("way", ["points", "order", "swing"])
def test_every_way_of_weighing_gives_a_trial(visit, shown, lab, way, lang):
    page = visit(lab, PAGE, how=way, lang=lang)
    assert not page.exception
    html = text(shown(page))
    assert say("page.sensitivity.trial", lang) in html
    assert say("page.sensitivity.trial_caption", lang) in html


def test_an_order_stands_in_the_address_and_comes_back(visit, shown, lab):
    page = visit(lab, PAGE, how="order")
    page.selectbox(key="choice-o-1").select("usability").run()
    assert page.query_params["o-1"] == "usability"
    told = text(shown(page))
    assert "geldt: Gebruiksgemak > Privacy > Veiligheid" in told
    assert text(shown(visit(lab, PAGE, **dict(page.query_params)))) == told


def test_steps_need_one_of_100(visit, shown, lab):
    none = {f"w-{theme}": "50" for theme in THEMES}
    assert say("trying.no_swing", "nl") in shown(visit(lab, PAGE, how="swing", **none))


def test_what_is_tried_can_be_kept_once(visit, shown, own_filled_lab):
    page = visit(own_filled_lab, PAGE, **{"p-security": "100"})
    page.text_input(key="scenario-name").input("Veiligheid zwaar").run()
    page.button(key="scenario-keep").click().run()
    page.button(key="scenario-keep").click().run()
    assert not page.exception
    (one,) = scenarios(own_filled_lab)
    assert one.scenario.name == "Veiligheid zwaar"
    assert one.scenario.points["security"] == pytest.approx(100 * 100 / 180)
    html = shown(page)
    assert say("trying.kept", "nl", number=one.number) in html
    assert f"scenario={one.number}" in html


@pytest.mark.parametrize("name", ["", "x" * 400, "bel Jan de Vries", "om\u202egekeerd"])
def test_a_name_that_will_not_do_is_told_and_nothing_is_kept(visit, shown, own_filled_lab, name):
    page = visit(own_filled_lab, PAGE)
    page.text_input(key="scenario-name").input(name).run()
    page.button(key="scenario-keep").click().run()
    assert not page.exception
    assert "lab-failed" in shown(page)
    assert scenarios(own_filled_lab) == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_link_shows_a_kept_scenario_marked_as_trial(visit, shown, kept_lab, lang):
    number = scenarios(kept_lab)[0].number
    page = visit(kept_lab, PAGE, scenario=str(number), lang=lang)
    assert not page.exception
    html = text(shown(page))
    assert f"{say('page.sensitivity.trial', lang)} Veilig eerst." in html
    assert page.slider == []
    options = page.selectbox(key="choice-scenario").options
    assert f"{say('trying.mark', lang)}: Veilig eerst" in options


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_scenario_can_be_dropped_and_is_shown_as_dropped(visit, shown, kept_lab, lang):
    number = scenarios(kept_lab)[0].number
    page = visit(kept_lab, PAGE, scenario=str(number), lang=lang)
    page.button(key="scenario-drop").click().run()
    assert not page.exception
    assert not scenarios(kept_lab)[0].stands
    html = text(shown(page))
    assert say("trying.dropped_now", lang, number=number) in html
    assert say("trying.dropped_caption", lang, count=1) in html
    fresh = visit(kept_lab, PAGE, lang=lang)
    assert [box.key for box in fresh.selectbox if box.key == "choice-scenario"] == []


def test_a_link_to_a_dropped_scenario_says_so(visit, shown, kept_lab):
    number = scenarios(kept_lab)[0].number
    stale = visit(kept_lab, PAGE, scenario=str(number))
    drop(kept_lab, number)
    html = text(shown(visit(kept_lab, PAGE, scenario=str(number))))
    assert say("trying.dropped_on", "nl", date="…").split("…")[0] in html
    assert f"{say('page.sensitivity.trial', 'nl')} Veilig eerst." in html
    stale.button(key="scenario-drop").click().run()
    assert not stale.exception
    assert say("trying.dropped_before", "nl", number=number) in text(shown(stale))


def test_a_scenario_changes_no_other_page(visit, shown, kept_lab, lab):
    number = scenarios(kept_lab)[0].number
    assert shown(visit(kept_lab, scenario=str(number))) == shown(visit(lab))


def test_a_scenario_of_other_criteria_says_so(visit, shown, own_filled_lab, monkeypatch):
    old = Scenario(name="Oud", context="public", profile="balanced", points={"price": 1})
    monkeypatch.setattr("identiteitslab.lab.scenarios.check", lambda *_: ())
    receipt = keep(own_filled_lab, old)
    page = visit(own_filled_lab, PAGE, scenario=str(receipt.number))
    assert not page.exception
    assert say("trying.other_criteria", "nl") in shown(page)


@pytest.mark.parametrize("role", ["analist", "beheerder"])
def test_who_may_not_decide_only_tries(visit, kept_lab, role):
    user = {"email": "x@example.org", "roles": [role]}
    page = visit(kept_lab, PAGE, user=user)
    keys = [button.key for button in page.button]
    assert "scenario-keep" not in keys
    number = scenarios(kept_lab)[0].number
    page = visit(kept_lab, PAGE, user=user, scenario=str(number))
    assert "scenario-drop" not in [button.key for button in page.button]


@pytest.mark.parametrize("name", [name for name in NAUGHTY if len(name) <= LONGEST])
def test_naughty_scenario_names_stay_names(visit, shown, own_filled_lab, name):
    if "\u202e" in name:
        name = name.replace("\u202e", "שלום")
    points = {"security": 80.0}
    keep(own_filled_lab, Scenario(name=name, context="public", profile="balanced", points=points))
    for address in ({}, {"scenario": str(scenarios(own_filled_lab)[0].number)}):
        page = visit(own_filled_lab, PAGE, **address)
        assert not page.exception
        html = shown(page)
        assert name in text(html)
        assert "<script>alert" not in html
        assert "<img src=x" not in html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_members_see_where_they_differ_and_whether_it_matters(visit, shown, lab, lang):
    page = visit(lab, PAGE, members=APART, lang=lang)
    assert not page.exception
    html = text(shown(page))
    assert say("trying.members.differences", lang) in html
    assert say("trying.members.one", lang, number=2) in html
    assert say("trying.members.agreement", lang, room="25", ranges="…").split("…")[0] in html


def test_members_are_added_and_taken_away_by_number(visit, shown, lab):
    page = visit(lab, PAGE)
    page.session_state["opening-member"] = True
    page.run()
    page.slider(key="choice-m-p-security-0").set_value(100).run()
    page.button(key="member-keep").click().run()
    assert page.query_params["members"] == "55.6,11.1,11.1,11.1,11.1"
    assert "m-p-security" not in page.query_params
    assert say("trying.members.one", "nl", number=1) in text(shown(page))
    page.button(key="member-drop").click().run()
    assert "members" not in page.query_params
    assert not page.exception


@pytest.mark.parametrize(
    "wrong",
    ["<script>", "1,2", "nan,1,1,1,1", "0,0,0,0,0", "-1,1,1,1,1", "1e999,1,1,1,1", "101,0,0,0,0"],
)
def test_a_link_with_no_sets_shows_none(visit, shown, lab, wrong):
    assert member_sets.read(wrong, THEMES) == ()
    page = visit(lab, PAGE, members=wrong)
    assert not page.exception
    assert say("trying.members.caption", "nl") not in text(shown(page))


def test_sets_come_back_from_an_address():
    sets = member_sets.read(APART, THEMES)
    assert member_sets.write(sets, THEMES) == APART
    assert len(member_sets.read(";".join([APART] * 20), THEMES)) == member_sets.MOST


def test_points_and_orders_become_points_of_100():
    assert from_points({"a": 0, "b": 0}) is None
    assert from_points({"a": 1, "b": 3}).points == {"a": 25, "b": 75}
    assert from_order(("b", "a")).points == pytest.approx({"b": 75, "a": 25})


def test_statements_are_told_with_the_names_of_themes(lab):
    said = Scenario(
        name="x", context="public", profile="balanced", statements=("security > 2*privacy",)
    )
    assert weights_in_words(said, lab.catalogue, "nl") == "Veiligheid > 2*Privacy"
