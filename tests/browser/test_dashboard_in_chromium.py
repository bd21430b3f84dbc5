"""The dashboard in a real browser: what a steering group sees, in both themes and widths."""

import pytest
from playwright.sync_api import expect

from identiteitslab.dashboard.table import PAGES
from tests.browser.accessible import serious

pytestmark = pytest.mark.browser

WIDTHS = (1280, 400, 320)


def away(page, address):
    own = (address, address.replace("http:", "ws:"), "data:", "blob:")
    return [url for url in page.asked if not url.startswith(own)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("url", [page.url for page in PAGES])
def test_every_page_is_accessible_stays_here_and_fits(visit, address, url, scheme):
    page = visit(url, scheme=scheme, width=WIDTHS[0])
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_function(f"window.innerWidth === {width}")
        found[width] = (serious(page), page.evaluate("document.documentElement.scrollWidth"))
    assert {width: wrong for width, (wrong, _) in found.items() if wrong} == {}
    assert {width: wide for width, (_, wide) in found.items() if wide > width} == {}
    assert page.locator("h1").count() == 1
    assert away(page, address) == []
    assert [u for u in page.asked if "plotly" in u.casefold()] == []
    assert [text for kind, text in page.said if kind == "error" and "404" not in text] == []


def test_the_document_speaks_its_language(visit):
    page = visit()
    assert page.evaluate("document.documentElement.lang") == "nl"
    assert page.title() == "Identiteitslab"
    assert page.locator("[data-testid=stSkipToContent]").inner_text() == "Naar de inhoud"
    assert visit("?lang=en").evaluate("document.documentElement.lang") == "en"


def test_colours_follow_a_change_of_theme_at_once(visit):
    page = visit()
    seen = "getComputedStyle(document.querySelector('.lab-stamp')).color"
    light = page.evaluate(seen)
    page.emulate_media(color_scheme="dark")
    expect(page.locator(".lab-stamp")).not_to_have_css("color", light)
    assert page.evaluate(seen) == visit(scheme="dark").evaluate(seen)


def test_sentence_and_three_rows_stand_on_a_beamer(visit):
    page = visit(height=720)
    rows = page.locator(".lab tbody tr")
    assert page.locator(".lab-conclusion").bounding_box()["y"] < 720
    third = rows.nth(2).bounding_box()
    assert third["y"] + third["height"] <= 720


def test_a_link_reproduces_the_view(visit):
    page = visit()
    page.get_by_label("Gewichten").first.click()
    page.get_by_text("Veiligheid voorop").last.click()
    page.wait_for_url("**profile=security-first*")
    page.locator(".lab-stamp", has_text="veiligheid voorop").wait_for()
    stamp = page.locator(".lab-stamp").inner_text()
    again = visit(page.url[page.url.index("/", 8) :])
    assert again.locator(".lab-stamp").inner_text() == stamp


def test_choices_go_along_to_another_page(visit):
    page = visit("?profile=security-first&lang=en")
    page.get_by_role("link", name="Sensitivity").first.click()
    page.get_by_role("heading", name="What would change the outcome?").wait_for()
    page.wait_for_url("**/gevoeligheid?*profile=security-first*")
    page.locator(".lab-stamp", has_text="security first").wait_for()


def test_the_name_of_a_solution_leads_to_its_page(visit):
    page = visit()
    page.get_by_role("link", name="Zeemeeuw (verzonnen)").click()
    page.get_by_role("heading", level=1, name="Zeemeeuw (verzonnen)").wait_for()


def test_trying_other_weights_changes_only_the_trial(visit):
    page = visit("gevoeligheid")
    trial = page.locator(".lab-note", has_text="Proef")
    before = trial.inner_text()
    page.get_by_role("slider", name="Veiligheid").press("End")
    page.wait_for_url("**p-security=100*")
    page.locator(".lab-note", has_text="Veiligheid 56").wait_for()
    assert trial.inner_text() != before
    page.get_by_role("link", name="Vergelijken").first.click()
    page.get_by_role("heading", name="Welke oplossing is de beste").wait_for()
    assert "gelijk verdeeld" in page.locator(".lab-stamp").inner_text()
