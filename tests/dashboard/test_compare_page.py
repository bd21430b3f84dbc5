"""The comparison page, run by streamlit's own test harness, without a browser."""

import re

import pytest


def test_first_screen_answers_the_question(visit, shown, lab, evaluation):
    page = visit(lab)
    assert not page.exception
    html = shown(page)
    assert html.count("<h1>") == 1
    assert "verzonnen" in html
    for standing in evaluation.standings:
        assert evaluation.catalogue.solutions[standing.solution].name.nl in html
    assert evaluation.id in html


def test_english_by_the_address_bar(visit, shown, lab):
    html = shown(visit(lab, lang="en"))
    assert "Do not use for decisions" in html
    assert 'documentElement.lang = "en"' in html


def test_a_choice_lands_in_the_address_bar_and_changes_the_view(visit, shown, lab):
    page = visit(lab)
    before = shown(page)
    page.selectbox(key="choice-profile").select("security-first").run()
    assert page.query_params["profile"] == "security-first"
    assert shown(page) != before


def test_a_link_shows_the_same_two_solutions(visit, shown, lab):
    page = visit(lab)
    page.selectbox(key="choice-one").select("stroopkoek").run()
    page.selectbox(key="choice-other").select("wolkenwallet").run()
    address = dict(page.query_params)
    assert address == {"one": "stroopkoek", "other": "wolkenwallet"}
    again = visit(lab, **address)
    assert shown(again) == shown(page)
    assert "Stroopkoek (verzonnen) boven Wolkenwallet (verzonnen)" in shown(again)


@pytest.mark.parametrize("name", ["profile", "view", "one", "other", "lang"])
def test_an_unknown_choice_in_a_link_falls_back(visit, shown, lab, name):
    page = visit(lab, **{name: "<script>alert(1)</script>"})
    assert not page.exception
    assert "<script>alert" not in shown(page)


def test_the_link_to_a_solution_keeps_the_choices(visit, shown, lab):
    html = shown(visit(lab, lang="en", profile="security-first"))
    links = re.findall(r'href="(oplossing[^"]*)"', html)
    assert "oplossing?lang=en&amp;profile=security-first&amp;solution=dijkpas" in links
