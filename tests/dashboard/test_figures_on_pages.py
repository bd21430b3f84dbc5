"""Figures on the pages: drawn only when asked for, then with all that belongs to a figure."""

import re

import pytest

from identiteitslab.dashboard.opening import plain
from identiteitslab.text.lookup import LANGUAGES, say

PLACES = (
    ("", "scores"),
    ("", "places"),
    ("", "difference"),
    ("", "contributions"),
    ("oplossing", "login-success"),
    ("criteria", "criterion"),
    ("gevoeligheid", "tornado"),
    ("bewijs", "next_measurement"),
    ("combinaties", "combinations"),
)
CHOICES = {
    "login-success": {"criterion": "task-success", "solution": "dijkpas"},
    "criterion": {"criterion": "task-success"},
}


@pytest.fixture
def opened(visit):
    """Open something on a page."""

    def go(lab, url, name, **address):
        page = visit(lab, url, **(CHOICES.get(name, {}) | address))
        page.session_state[f"opening-{name}"] = True
        return page.run()

    return go


def pictures(html):
    return re.findall(r"<img [^>]*>", html)


@pytest.mark.parametrize("url", sorted({url for url, _ in PLACES}))
def test_nothing_is_drawn_before_it_is_asked_for(visit, shown, lab, url):
    page = visit(lab, url)
    assert pictures(shown(page)) == []
    assert page.get("plotly_chart") == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("url", "name"), PLACES)
def test_a_figure_asks_answers_explains_and_has_its_table(opened, shown, lab, url, name, lang):
    page = opened(lab, url, name, lang=lang)
    assert not page.exception
    html = shown(page)
    found = pictures(html)
    assert found
    for picture in found:
        alt = re.search(r'alt="([^"]*)"', picture)
        assert alt is not None
        assert re.search(r"\d", alt[1])
        assert 'src="data:image/svg+xml' in picture
    assert html.count('class="lab lab-figure"') * 2 == len(found)
    for piece in html.split('class="lab lab-figure"')[1:]:
        title = re.search(r"<h3>([^<]*)</h3>", piece)
        assert title is not None
        assert title[1].endswith("?")
        assert say("page.table_and_source", lang) in piece
        assert "<caption>" in piece
    assert "None" not in re.sub(r"<[^>]*>", "", html)


def test_a_solution_shows_its_rounds_beside_its_gemeenten(opened, shown, lab):
    html = shown(opened(lab, "oplossing", "login-success"))
    assert say("figure.trend.title", "nl") in html


@pytest.mark.parametrize(("url", "name"), PLACES)
def test_one_solution_is_no_reason_to_break(opened, shown, lab_of_one, url, name):
    address = {"solution": "klompcode"} if url == "oplossing" else {}
    page = opened(lab_of_one, url, name, **address)
    assert not page.exception
    assert shown(page).count("<h1>") == 1


@pytest.mark.parametrize(("url", "name"), PLACES)
def test_naughty_names_stay_names_in_figures(opened, shown, naughty_lab, url, name):
    html = shown(opened(naughty_lab, url, name))
    assert "<script>alert" not in html
    assert "<img src=x" not in html


def test_signs_of_markup_in_a_title_stay_signs():
    assert plain("![x](https://example.org) :red[y] $z$ <b>") == (
        r"\!\[x\](https\://example.org) \:red\[y\] \$z\$ \<b\>"
    )
