"""The comparison page, run by streamlit's own test harness, without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from identiteitslab.dashboard import session
from identiteitslab.lab.place import LAB

APP = str(Path(__file__).parents[2] / "app.py")


@pytest.fixture
def page(lab, monkeypatch):
    monkeypatch.setenv(LAB, str(lab.root))
    session.open_lab.clear()
    yield AppTest.from_file(APP, default_timeout=60)
    session.open_lab.clear()


def html(page):
    return "\n".join(str(element.proto.body) for element in page.get("html"))


def test_first_screen_answers_the_question(page, evaluation):
    page.run()
    assert not page.exception
    shown = html(page)
    assert shown.count("<h1>") == 1
    assert "verzonnen" in shown
    for standing in evaluation.standings:
        assert evaluation.catalogue.solutions[standing.solution].name.nl in shown
    assert evaluation.id in shown


def test_english_by_the_address_bar(page):
    page.query_params["lang"] = "en"
    page.run()
    assert "Do not use for decisions" in html(page)
    assert "documentElement.lang = 'en'" in html(page)


def test_a_choice_lands_in_the_address_bar_and_changes_the_view(page):
    page.run()
    before = html(page)
    page.selectbox(key="choice-profile").select("security-first").run()
    assert page.query_params["profile"] == "security-first"
    assert html(page) != before


def test_an_unknown_choice_in_a_link_falls_back(page):
    page.query_params["profile"] = "<script>alert(1)</script>"
    page.run()
    assert not page.exception
    assert "<script>alert" not in html(page)


def test_a_lab_without_measurements_is_told_in_words(own_lab, monkeypatch):
    monkeypatch.setenv(LAB, str(own_lab.root))
    session.open_lab.clear()
    page = AppTest.from_file(APP, default_timeout=60).run()
    assert not page.exception
    assert "nog geen metingen" in html(page)
    session.open_lab.clear()
