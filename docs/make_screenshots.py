"""Make the screenshots of this documentation from the example pilots.

    uv run python docs/make_screenshots.py

Needs Chromium. Starts the dashboard on a copy of the example lab and stops it afterwards.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect, sync_playwright

from identiteitslab.dashboard.listening import PORT
from identiteitslab.dashboard.serve import HEALTH
from identiteitslab.dashboard.table import PAGES
from identiteitslab.lab.lab import Lab
from identiteitslab.lab.place import LAB, make_lab

if TYPE_CHECKING:
    from playwright.sync_api import Browser

IMAGES = Path(__file__).parent / "images"
LOOKS = {
    "light": ("light", 1280, 860),
    "dark": ("dark", 1280, 860),
    "narrow": ("light", 400, 900),
}
FIRST = "vergelijken"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def main() -> None:
    """Serve, look, save."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        lab = Lab.open(make_lab(Path(folder) / "lab", examples=True))
        list(lab.add_examples())
        port = free_port()
        server = serve(lab.root, port)
        try:
            take(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait()


def free_port() -> int:
    """Ask the system for a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(root: Path, port: int) -> subprocess.Popen[bytes]:
    """Start the dashboard and wait until it answers."""
    command = [sys.executable, "-m", "identiteitslab.dashboard.serve"]
    environment = {**os.environ, LAB: str(root), PORT: str(port)}
    server = subprocess.Popen(  # noqa: S603 - our own server
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    for _ in range(240):
        asked = HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            asked.request("GET", HEALTH)
            if asked.getresponse().status == HTTPStatus.OK:
                return server
        except OSError:
            time.sleep(0.5)
        finally:
            asked.close()
    raise TimeoutError("the dashboard did not start")


def take(address: str) -> None:
    """Save the first screen of every page in every look."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS
        )
        for page in PAGES:
            for name, look in LOOKS.items():
                target = IMAGES / f"{page.url or FIRST}-{name}.png"
                shoot(browser, f"{address}/{page.url}", target, *look)
        browser.close()


def shoot(browser: Browser, url: str, target: Path, scheme: str, width: int, height: int) -> None:
    """Save one view, once it is drawn to its foot."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, locale="nl-NL"
    )
    page = context.new_page()
    page.goto(url)
    page.locator(".lab-stamp").wait_for(timeout=120_000)
    expect(page.locator("[data-stale=true], [data-testid=stSkeleton]")).to_have_count(0)
    page.screenshot(path=target)
    context.close()


if __name__ == "__main__":
    main()
