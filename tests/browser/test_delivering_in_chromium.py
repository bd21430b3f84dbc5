"""From a dropped file to a receipt, and scores that move."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

HEAD = "gemeente;oplossing;ronde;indicator;teller;noemer"


def drop(page, name, text):
    file = {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    page.locator("input[type=file]").set_input_files(file)


def test_good_file_to_receipt_and_scores_move(visit, own_root):
    before = visit().locator(".lab-stamp").inner_text()
    page = visit("aanleveren")
    source = next((own_root / "pilots" / "voorbeeld").glob("zwolle-klompcode-1.csv"))
    text = source.read_bytes().decode("utf-8-sig").replace(";klompcode;1;", ";klompcode;9;")
    drop(page, "zwolle-klompcode-9.csv", text)
    page.get_by_role("heading", name="Wat dit verandert").wait_for(timeout=60_000)
    page.get_by_role("button", name="Bewaren", exact=True).dblclick()
    page.get_by_text("Bewaard als aanlevering").first.wait_for(timeout=60_000)
    assert page.get_by_text("Bewaard als aanlevering").count() == 1
    with page.expect_download() as kept:
        page.get_by_role("button", name="Ontvangstbewijs (tekst)").click()
    assert "Logboek:" in kept.value.path().read_text(encoding="utf-8")
    assert visit().locator(".lab-stamp").inner_text() != before


def test_bad_file_tells_every_fault_and_gives_it_back_marked(visit):
    page = visit("aanleveren")
    drop(page, "fout.csv", f"{HEAD}\r\nZwol;klompcode;1;x;1;2\r\nGoes;<b>x</b>;1;y;1;2\r\n")
    page.get_by_text("hebben een fout").wait_for(timeout=60_000)
    assert page.locator("td b").count() == 0
    with page.expect_download() as marked:
        page.get_by_role("button", name="Fouten in Excel").click()
    assert marked.value.path().read_bytes()[:2] == b"PK"
    assert page.get_by_role("button", name="Bewaren", exact=True).count() == 0


def test_personal_data_is_refused_and_forgotten(visit):
    page = visit("aanleveren")
    drop(page, "bsn.csv", f"{HEAD};bsn\r\nZwolle;klompcode;3;login-success;4;50;111222333\r\n")
    page.get_by_text("Wij hebben het geweigerd en vergeten").wait_for(timeout=60_000)
    # The uploader lets go of the file a moment after the refusal is told.
    expect(page.get_by_text("bsn.csv")).to_have_count(0, timeout=60_000)
    assert "111222333" not in page.content()


def test_the_template_can_be_downloaded(visit):
    page = visit("aanleveren")
    with page.expect_download() as template:
        page.get_by_role("button", name="Sjabloon voor Excel").click()
    assert template.value.suggested_filename.endswith(".xlsx")
    assert template.value.path().read_bytes()[:2] == b"PK"
