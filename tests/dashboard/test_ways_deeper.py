"""From a table to the criterion behind it, and from one context to both."""

import re
from html import unescape

import pytest

from identiteitslab.dashboard.views.contexts import side_by_side
from identiteitslab.text.lookup import say


@pytest.mark.parametrize("url", ["oplossing", "bewijs", "criteria"])
def test_a_criterion_leads_to_where_it_stands_in_full(visit, shown, lab, url):
    html = unescape(shown(visit(lab, url, lang="en", profile="security-first")))
    asked = "lang=en&profile=security-first&criterion=([a-z-]+)"
    found = re.findall(rf'href="criteria\?{asked}"', html)
    assert found
    assert set(found) <= set(lab.catalogue.by_id)


def test_that_page_shows_it(visit, shown, lab):
    name = list(lab.catalogue.by_id)[7]
    page = visit(lab, "criteria", criterion=name)
    assert lab.catalogue.by_id[name].why.nl in unescape(shown(page))
    assert page.selectbox(key="choice-criterion").value == name
    closed = visit(lab, "criteria")
    assert "choice-criterion" not in [box.key for box in closed.selectbox]


def test_both_contexts_stand_side_by_side_once_opened(visit, shown, lab, evaluation):
    page = visit(lab, "oplossing")
    caption = say("page.solution.contexts_caption", "nl")
    assert caption not in shown(page)
    found = [lab.evaluate(context=context, draws=4096) for context in ("public", "private")]
    one = evaluation.standings[0].solution
    html = side_by_side(found, one, "nl")
    assert caption in html
    for each in found:
        standing = next(s for s in each.standings if s.solution == one)
        assert f"{standing.score[1]:.0f}" in html
        assert lab.catalogue.contexts[each.question.context].name.nl in html
