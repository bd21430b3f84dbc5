"""Figures that open, weights that are tried, scenarios that are kept: by keyboard and by link."""

import json

import pytest

from identiteitslab.lab.lab import Lab
from identiteitslab.lab.scenarios import scenarios
from tests.browser.accessible import serious

pytestmark = pytest.mark.browser

PATIENCE = 60_000
SETS = "60,10,10,10,10;10,10,60,10,10"


def test_a_figure_opens_by_keyboard_and_is_accessible(visit):
    page = visit()
    page.locator("summary", has_text="Figuur: de hele volgorde").focus()
    page.keyboard.press("Enter")
    page.locator(".lab-figure img").first.wait_for(timeout=PATIENCE)
    assert serious(page) == []
    assert page.locator("h1").count() == 1
    assert [u for u in page.asked if "plotly" in u.casefold()] == []
    assert [text for kind, text in page.said if kind == "error" and "404" not in text] == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 400)])
def test_members_and_their_form_are_accessible(visit, scheme, width):
    page = visit(f"gevoeligheid?members={SETS}", scheme=scheme, width=width)
    page.locator("summary", has_text="De weging van Lid 3").click()
    page.get_by_role("button", name="Lid 3 erbij zetten").wait_for(timeout=PATIENCE)
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Lid 3 erbij zetten").click()
    page.get_by_role("button", name="Lid 3 weghalen").wait_for(timeout=PATIENCE)
    page.wait_for_url("**20.0%2C20.0*")


def test_what_is_missing_opens_to_every_measurement_and_is_accessible(visit):
    page = visit("bewijs", scheme="dark", width=400)
    page.evaluate("document.querySelectorAll('.lab details').forEach(one => one.open = true)")
    assert page.get_by_text("Elke meting apart").first.is_visible()
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 400


def test_other_criteria_stand_beside_these_and_are_accessible(visit, own_root):
    told = json.loads(Lab.open(own_root).catalogue.model_dump_json())
    told["themes"]["privacy"]["name"]["nl"] = "<img src=x onerror=alert(1)>"
    page = visit("criteria")
    page.locator("summary", has_text="Vergelijk met een andere versie").click()
    data = {"name": "criteria.json", "mimeType": "application/json"}
    file = data | {"buffer": json.dumps(told).encode()}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_text("Aantal verschillen: 1.").wait_for(timeout=PATIENCE)
    page.get_by_text("Dezelfde metingen, met beide").wait_for(timeout=PATIENCE)
    assert page.locator("td img").count() == 0
    assert serious(page) == []
    assert [text for kind, text in page.said if kind == "error" and "404" not in text] == []


def test_a_scenario_is_kept_once_and_its_link_shows_it(visit, own_root):
    page = visit("gevoeligheid?p-privacy=90")
    page.get_by_label("Bewaar als scenario, onder deze naam").fill("<b>Privacy</b> zwaar")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Bewaar als scenario").dblclick()
    page.get_by_text("Bewaard als scenario").first.wait_for(timeout=PATIENCE)
    (kept,) = scenarios(Lab.open(own_root))
    assert kept.scenario.name == "<b>Privacy</b> zwaar"
    again = visit(f"gevoeligheid?scenario={kept.number}")
    trial = again.locator(".lab-note", has_text="Proef: deze weging is niet vastgesteld.")
    assert "<b>Privacy</b> zwaar" in trial.first.inner_text()
    assert again.get_by_role("slider").count() == 0
    again.get_by_role("button", name="Trek dit scenario in").dblclick()
    again.get_by_text(f"Scenario {kept.number} is ingetrokken.").wait_for(timeout=PATIENCE)
    (dropped,) = scenarios(Lab.open(own_root))
    assert not dropped.stands
