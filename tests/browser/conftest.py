"""A lab that is served, and pages of it to look at."""

from __future__ import annotations

import shutil

import pytest

from tests.browser.chromium import PATIENCE_S, chromium, served


@pytest.fixture(scope="session")
def own_root(lab, tmp_path_factory):
    """Give the folder of a lab with all example pilots, to change."""
    return shutil.copytree(lab.root, tmp_path_factory.mktemp("browser") / "lab")


@pytest.fixture(scope="session")
def address(own_root):
    """Serve the lab; gives its address."""
    with served(own_root) as found:
        yield found


@pytest.fixture(scope="session")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def context(browser):
    """Give a profile of its own: what one visit has read need not be read again by the next."""
    opened = browser.new_context(locale="nl-NL", accept_downloads=True)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def tabs():
    """Keep the tabs that were opened: to open another costs more than to read a page anew."""
    return []


@pytest.fixture
def visit(context, tabs, address):
    """Read a page from the server, and wait until it is drawn to its foot."""
    free = list(tabs)

    def go(path="", *, scheme="light", width=1280, height=720):
        page = free.pop() if free else open_tab(context, tabs)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        page.asked, page.said = [], []
        page.goto(f"{address}/{path.lstrip('/')}")
        page.locator(".lab-stamp").first.wait_for(timeout=PATIENCE_S * 1000)
        return page

    return go


def open_tab(context, tabs):
    """Open one more tab, that keeps what its page asks for and what it says."""
    page = context.new_page()
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("websocket", lambda socket: page.asked.append(socket.url))
    page.on("console", lambda message: page.said.append((message.type, message.text)))
    page.on("pageerror", lambda error: page.said.append(("error", str(error))))
    tabs.append(page)
    return page
