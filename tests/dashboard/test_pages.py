"""Every page, in both languages, in every state that a lab can be in."""

import re

import pytest

from identiteitslab.access.rights import ACTIONS
from identiteitslab.dashboard.table import PAGES
from identiteitslab.text.lookup import LANGUAGES, say

URLS = [page.url for page in PAGES]
NEED_MEASUREMENTS = [page.url for page in PAGES if page.name not in ("criteria", "deliver")]
BANNED = ("knock-out", "smaa", "rank acceptability", "random effects", "credible", "value function")


@pytest.fixture
def check(shown):
    def look(page):
        assert not page.exception
        html = shown(page)
        assert html.count("<h1>") == 1
        assert "None" not in re.sub(r"<[^>]*>", "", html)
        return html

    return look


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("url", URLS)
def test_with_measurements(check, visit, lab, url, lang):
    html = check(visit(lab, url, lang=lang))
    assert say("fictitious.band", lang) in html
    assert say("dashboard.fault_title", lang) not in html
    text = re.sub(r"<[^>]*>", " ", html).casefold()
    assert [word for word in BANNED if word in text] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("url", URLS)
def test_without_measurements(check, visit, empty_lab, url, lang):
    html = check(visit(empty_lab, url, lang=lang))
    told = say("error.no-measurements.what", lang) in html
    assert told is (url in NEED_MEASUREMENTS)


@pytest.mark.parametrize("url", URLS)
def test_with_one_solution(check, visit, lab_of_one, url):
    html = check(visit(lab_of_one, url))
    assert say("dashboard.fault_title", "nl") not in html


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("url", URLS)
def test_with_a_damaged_store(check, visit, damaged_lab, url, lang):
    html = check(visit(damaged_lab, url, lang=lang))
    told = say("error.store-damaged.repair", lang) in html
    assert told is (url != "criteria")


@pytest.mark.parametrize("url", URLS)
def test_naughty_names_stay_names(check, visit, naughty_lab, url):
    html = check(visit(naughty_lab, url))
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert " onmouseover='" not in re.sub(r'"[^"]*"', "", html).replace("&#x27;", "")


def test_the_table_is_sound():
    assert len({page.name for page in PAGES}) == len({page.url for page in PAGES}) == len(PAGES)
    assert {page.right for page in PAGES} <= set(ACTIONS)
    for page in PAGES:
        assert page.url == page.url.lower()
    assert [page.name for page in PAGES if not page.url] == ["compare"]
    for page in PAGES:
        assert page.title("nl") != ""
        assert page.title("en") != ""
