"""A dashboard that is served as it is in use, and the Chromium that looks at it.

For the tests here, and for the screenshots of the documentation.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from identiteitslab.dashboard.listening import PORT
from identiteitslab.dashboard.serve import HEALTH
from identiteitslab.lab.place import LAB

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

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


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser, and close it afterwards."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS
        )
        yield opened
        opened.close()


@contextmanager
def served(root: Path) -> Iterator[str]:
    """Serve a lab with all headers, as ``python -m identiteitslab.dashboard.serve`` does."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "identiteitslab.dashboard.serve"],
        env={**os.environ, LAB: str(root), PORT: str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield wait_for(port)
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, path: str = HEALTH) -> str:
    """Ask until the server says that all is well; gives its address."""
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
