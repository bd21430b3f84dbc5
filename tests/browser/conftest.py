"""A dashboard that is served as it is in use, and a browser to look at it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from http import HTTPStatus
from http.client import HTTPConnection
from threading import Event
from time import monotonic

import pytest

from identiteitslab.dashboard.listening import PORT
from identiteitslab.dashboard.serve import HEALTH
from identiteitslab.lab.place import LAB

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_S = 180


@pytest.fixture(scope="session")
def own_root(lab, tmp_path_factory):
    """Give the folder of a lab with all example pilots, to change."""
    return shutil.copytree(lab.root, tmp_path_factory.mktemp("browser") / "lab")


@pytest.fixture(scope="session")
def address(own_root):
    """Serve the lab with all headers, as ``python -m identiteitslab.dashboard.serve`` does."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "identiteitslab.dashboard.serve"],
        env={**os.environ, LAB: str(own_root), PORT: str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield wait_for(port)
    server.terminate()
    server.wait()


def free_port():
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, path=HEALTH):
    """Ask until the server says that all is well."""
    deadline = monotonic() + PATIENCE_S
    while monotonic() < deadline:
        asked = HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            asked.request("GET", path)
            if asked.getresponse().status == HTTPStatus.OK:
                return f"http://127.0.0.1:{port}"
        except OSError:
            Event().wait(0.2)
        finally:
            asked.close()
    raise TimeoutError("the dashboard did not start")


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS
        )
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def context(browser):
    """Give a profile of its own: what one visit has read need not be read again by the next."""
    opened = browser.new_context(locale="nl-NL", accept_downloads=True)
    yield opened
    opened.close()


@pytest.fixture
def visit(context, address):
    """Open a page, and wait until it is drawn to its foot."""
    pages = []

    def go(path="", *, scheme="light", width=1280, height=720):
        page = context.new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        page.asked, page.said = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("websocket", lambda socket: page.asked.append(socket.url))
        page.on("console", lambda message: page.said.append((message.type, message.text)))
        page.on("pageerror", lambda error: page.said.append(("error", str(error))))
        page.goto(f"{address}/{path.lstrip('/')}")
        page.locator(".lab-stamp").first.wait_for(timeout=PATIENCE_S * 1000)
        return page

    yield go
    for page in pages:
        page.close()
