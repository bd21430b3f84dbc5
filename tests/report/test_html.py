"""The page: it needs nothing from elsewhere, and nothing in it runs."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from identiteitslab.report.print.html import html
from identiteitslab.text.lookup import LANGUAGES, say

EVERY = [(kind, lang) for kind in ("note", "full") for lang in LANGUAGES]
PAGE = {"html", "head", "meta", "title", "style", "body", "div", "main", "footer", "section", "nav"}
TEXT = {"h1", "h2", "h3", "h4", "p", "ul", "li", "a", "figure"}
TABLE = {"table", "caption", "thead", "tbody", "tr", "th", "td"}
DRAWING = {"svg", "desc", "defs", "pattern", "path", "rect", "line", "circle", "g", "text"}
ALLOWED = PAGE | TEXT | TABLE | DRAWING | {"polygon", "polyline"}


class Page(HTMLParser):
    """Collects every element and its attributes."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def all(self, tag):
        return [attributes for name, attributes in self.found if name == tag]


@pytest.fixture(params=EVERY, ids="-".join)
def both(request, reports, made):
    return reports[request.param].content, made(*request.param, "html").decode()


def check_harmless(text):
    page = Page(text)
    assert {tag for tag, _ in page.found} <= ALLOWED
    for tag, attributes in page.found:
        assert not {"style", "src", "srcset", "action"} & set(attributes), tag
        assert not any(name.startswith("on") for name in attributes), tag
        assert attributes.get("href", "#").startswith("#")


def test_nothing_runs_and_nothing_comes_from_elsewhere(both):
    check_harmless(both[1])


def test_its_policy_allows_only_its_own_style(both):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', both[1])[1]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_language_title_and_headings(both):
    content, text = both
    page = Page(text)
    assert page.all("html") == [{"lang": content.lang}]
    assert len(page.all("h1")) == 1
    assert f"<title>{content.title}</title>" in text


def test_tables_have_captions_and_headings(both):
    content, text = both
    page, tables = Page(text), list(content.tables())
    assert len(page.all("caption")) == len(tables)
    scopes = [attributes["scope"] for attributes in page.all("th")]
    assert scopes.count("col") == sum(len(table.columns) for table in tables)
    assert scopes.count("row") == sum(len(table.rows) for table in tables)


def test_every_figure_is_drawn_light_and_dark(both):
    content, text = both
    assert len(Page(text).all("svg")) == 2 * len(list(content.figures()))


def test_no_id_is_used_twice(both):
    ids = [attributes["id"] for _, attributes in Page(both[1]).found if "id" in attributes]
    assert len(set(ids)) == len(ids)


def test_made_up_data_say_so(both):
    content, text = both
    assert f'role="note">{say("fictitious.band", content.lang)}</div>' in text


def test_names_never_become_markup(naughty):
    for report in (naughty.report, naughty.note):
        text = report.make("html").decode()
        check_harmless(text)
        assert "&lt;script&gt;alert(1)" in text
        assert not re.search(r"[\x00-\x08\x0b-\x1f\u202e]", text)


def test_the_same_content_gives_the_same_bytes(reports, made):
    for key in EVERY:
        assert html(reports[key].content) == made(*key, "html")
