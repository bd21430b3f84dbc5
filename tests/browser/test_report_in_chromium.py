"""The report as a page, in a browser that refuses all that its policy does not allow."""

from __future__ import annotations

import pytest

from identiteitslab.report.files import Report
from tests.browser.accessible import serious

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def report(evaluation, tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "rapport.html"
    path.write_bytes(Report(evaluation, "full", "nl").make("html"))
    return path


@pytest.fixture(scope="module", params=["light", "dark"])
def page(request, browser, report):
    """Read the report in a theme; look, do not touch."""
    context = browser.new_context(color_scheme=request.param)
    opened = context.new_page()
    opened.said, opened.asked, opened.scheme = [], [], request.param
    opened.on("console", lambda message: opened.said.append(message.text))
    opened.on("request", lambda asked: opened.asked.append(asked.url))
    opened.goto(report.as_uri())
    yield opened
    context.close()


def test_nothing_is_refused_and_nothing_is_asked_for(page, report):
    assert page.said == []
    assert page.asked == [report.as_uri()]


def test_its_own_style_is_used(page):
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colour == {"light": "rgb(255, 255, 255)", "dark": "rgb(14, 17, 23)"}[page.scheme]


def test_only_the_drawing_that_fits_is_shown(page):
    shown = page.evaluate(
        "[...document.querySelectorAll('figure > div')].filter(d => d.offsetHeight > 0)"
        ".map(d => d.className)"
    )
    assert shown
    assert set(shown) == {page.scheme}


def test_it_fits_a_phone(page):
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_axe_finds_nothing_serious(browser, report):
    # Axe itself is a script, which the policy of the report rightly refuses.
    context = browser.new_context(bypass_csp=True)
    opened = context.new_page()
    opened.goto(report.as_uri())
    found = serious(opened)
    context.close()
    assert found == []


def test_printed_it_says_on_every_page_that_data_are_made_up(page):
    import io

    import pypdfium2

    with pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True))) as opened:
        for sheet in opened:
            words = sheet.get_textpage()
            assert "alles is verzonnen" in words.get_text_range()
            words.close()
            sheet.close()
