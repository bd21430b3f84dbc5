"""The dashboard in a real browser: what a steering group sees, in both themes and widths."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from identiteitslab.lab.place import LAB

pytestmark = pytest.mark.browser
APP = Path(__file__).parents[2] / "app.py"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def address(lab):
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(APP), "--server.headless=true",
               "--server.address=localhost", f"--server.port={port}",
               "--server.fileWatcherType=none", "--browser.gatherUsageStats=false",
               "--client.toolbarMode=viewer"]  # fmt: skip
    server = subprocess.Popen(
        command,
        env={**os.environ, LAB: str(lab.root)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=2):
                break
        except OSError:
            select_a_moment()
    yield f"http://localhost:{port}"
    server.terminate()
    server.wait()


def select_a_moment():
    """Wait on nothing but the clock of the operating system, between two questions."""
    import select

    select.select([], [], [], 0.2)


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS
        )
        yield opened
        opened.close()


@pytest.fixture
def visit(browser, address):
    contexts = []

    def go(path="", *, scheme="light", width=1280, height=720):
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, locale="nl-NL"
        )
        contexts.append(context)
        page = context.new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(address + path)
        page.locator(".lab-stamp").wait_for(timeout=180_000)
        return page

    yield go
    for context in contexts:
        context.close()


def test_nothing_leaves_this_machine_and_no_chart_bundle_is_loaded(visit, address):
    page = visit()
    away = [
        u for u in page.asked if not u.startswith((address, "data:", "blob:", "ws://localhost"))
    ]
    assert away == []
    assert [u for u in page.asked if "plotly" in u.casefold()] == []


def test_the_document_speaks_its_language(visit):
    assert visit().evaluate("document.documentElement.lang") == "nl"
    assert visit("/?lang=en").evaluate("document.documentElement.lang") == "en"


def test_sentence_and_three_rows_stand_on_a_beamer(visit):
    page = visit(height=720)
    rows = page.locator(".lab tbody tr")
    assert page.locator(".lab-conclusion").bounding_box()["y"] < 720
    third = rows.nth(2).bounding_box()
    assert third["y"] + third["height"] <= 720


@pytest.mark.parametrize("width", [400, 320])
def test_narrow_screens_never_scroll_sideways(visit, width):
    page = visit(width=width, height=800)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 400, 320])
def test_axe_finds_nothing_serious(visit, scheme, width):
    from axe_playwright_python.sync_playwright import Axe

    page = visit(scheme=scheme, width=width)
    found = Axe().run(page).response["violations"]
    serious = [v["id"] for v in found if v["impact"] in ("serious", "critical")]
    assert serious == []


def test_a_link_reproduces_the_view(visit):
    page = visit()
    page.get_by_label("Gewichten").first.click()
    page.get_by_text("Veiligheid voorop").last.click()
    page.wait_for_url("**profile=security-first*")
    page.locator(".lab-stamp", has_text="veiligheid voorop").wait_for()
    stamp = page.locator(".lab-stamp").inner_text()
    again = visit(page.url[page.url.index("/", 8) :])
    assert again.locator(".lab-stamp").inner_text() == stamp
