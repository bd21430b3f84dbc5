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
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

from identiteitslab.lab.lab import Lab
from identiteitslab.lab.place import LAB, make_lab

IMAGES = Path(__file__).parent / "images"
SCRIPT = Path(__file__).parents[1] / "app.py"
SHOTS = {
    "vergelijken-light": ("light", 1280, 860),
    "vergelijken-dark": ("dark", 1280, 860),
    "vergelijken-narrow": ("light", 400, 900),
}
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
            take(f"http://localhost:{port}")
        finally:
            server.terminate()
            server.wait()


def free_port() -> int:
    """Ask the system for a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def serve(root: Path, port: int) -> subprocess.Popen[bytes]:
    """Start the dashboard and wait until it answers."""
    flags = [
        "--server.headless=true", "--server.address=localhost", f"--server.port={port}",
        "--server.fileWatcherType=none", "--client.toolbarMode=viewer",
        "--browser.gatherUsageStats=false",
    ]  # fmt: skip
    command = [sys.executable, "-m", "streamlit", "run", str(SCRIPT), *flags]
    server = subprocess.Popen(command, env={**os.environ, LAB: str(root)})  # noqa: S603 - our own page
    for _ in range(120):
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=2):
                return server
        except OSError:
            time.sleep(0.5)
    raise TimeoutError("the dashboard did not start")


def take(address: str) -> None:
    """Save every view."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS
        )
        for name, (scheme, width, height) in SHOTS.items():
            page = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme, locale="nl-NL"
            ).new_page()
            page.goto(address)
            page.locator(".lab-stamp").wait_for(timeout=60_000)
            page.screenshot(path=IMAGES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
