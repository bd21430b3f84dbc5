"""From an empty form to a decision that is kept once, and is found again by its link."""

import re

import pytest

from identiteitslab.lab.deciding import decisions
from identiteitslab.lab.lab import Lab

pytestmark = pytest.mark.browser

PATIENCE = 60_000


def fill(page, first):
    page.get_by_label("Vraag", exact=True).fill("Welke oplossing <b>nemen</b> wij?")
    for answer in page.get_by_role("radiogroup").all():
        yes = answer.get_by_text("Ja", exact=True)
        if yes.count():
            yes.click()
    page.get_by_label("Gekozen oplossing of oplossingen").click()
    page.get_by_role("option", name=re.compile(first)).click()
    page.keyboard.press("Escape")
    page.get_by_label("Waarom dit besluit?").fill("Zij staat vooraan.")
    page.get_by_label("Waarom niet de oplossing die vooraan staat?").fill("Niet van toepassing.")
    page.get_by_label("Functie van de bestuurder").fill("wethouder dienstverlening")
    page.get_by_label("Bestuur dat besloot").fill("college van B en W")
    page.get_by_label("Wat moet er gebeuren").fill("Meet opnieuw")
    page.get_by_label("Wie (functie)").fill("projectleider")


def test_a_decision_is_kept_once_found_by_its_link_and_its_action_done(visit, own_root):
    page = visit("besluiten")
    page.get_by_role("button", name="Leg het besluit vast").click()
    page.get_by_text("Er is nog niets bewaard").wait_for(timeout=PATIENCE)
    fill(page, "Dijkpas")
    page.get_by_role("button", name="Leg het besluit vast").dblclick()
    page.get_by_text("Bewaard als besluit").first.wait_for(timeout=PATIENCE)
    (kept,) = decisions(Lab.open(own_root)).kept
    assert kept.decision.choice.solutions == ("dijkpas",)
    page = visit(f"besluiten?besluit={kept.number}")
    page.get_by_role("heading", name="Wat is besloten", exact=True).wait_for(timeout=PATIENCE)
    assert page.get_by_text("Welke oplossing <b>nemen</b> wij?").count() > 1
    assert [text for kind, text in page.said if kind == "error" and "404" not in text] == []
    page = visit("besluiten")
    page.locator("[data-test-script-state=notRunning]").wait_for(timeout=PATIENCE)
    page.get_by_text("Een actie klaarmelden").click()
    page.get_by_role("button", name="Klaar", exact=True).click()
    page.get_by_text("Er staan geen acties open.").first.wait_for(timeout=PATIENCE)
    (kept,) = decisions(Lab.open(own_root)).kept
    assert set(kept.done) == {1}
