"""How many people can look at once? Users against response time, CPU and memory of the server.

    OPENBLAS_NUM_THREADS=1 uv run python benchmarks/load.py
    OPENBLAS_NUM_THREADS=1 uv run python benchmarks/load.py --users 1 20 --lab FOLDER

Serves a lab on this machine and lets users speak to it as a browser does: over a websocket, in
streamlit's own messages. Each opens Vergelijken, chooses other weights, another situation and
other pages, and thinks a few seconds between. A response time runs from the choice to the end of
what the server sends; what a browser needs to draw it is not in it. The users share the cores
with the server. The example pilots are made up.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import random
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from identiteitslab.dashboard.listening import PORT
from identiteitslab.dashboard.serve import HEALTH
from identiteitslab.lab.lab import Lab
from identiteitslab.lab.place import LAB, make_lab

if TYPE_CHECKING:
    from collections.abc import Iterator

    from websockets.asyncio.client import ClientConnection

USERS = (1, 5, 20, 50)
ROUNDS, THINK_S, PATIENCE_S = 2, 3.0, 60.0
PAGES = ("oplossing", "", "bewijs", "")
"""Where users go after they chose; empty is Vergelijken."""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, nargs="*", default=USERS)
    parser.add_argument("--lab", type=Path, help="a folder; without it, the example pilots")
    asked = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{'users':>5}{'answers':>9}{'p50, s':>9}{'p95, s':>9}{'slowest':>9}"
          f"{'CPU, %':>9}{'ms each':>9}{'memory, MB':>12}{'errors':>8}")  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        root = asked.lab or examples(Path(folder))
        for users in asked.users:
            with served(root) as (process, port):
                told(users, *asyncio.run(crowd(users, process.pid, port)))


def examples(folder: Path) -> Path:
    """Make a lab with all example pilots."""
    lab = Lab.open(make_lab(folder / "lab", examples=True))
    list(lab.add_examples())
    return lab.root


@contextmanager
def served(root: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Serve a lab in a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "identiteitslab.dashboard.serve"]
    settings = {**os.environ, LAB: str(root), PORT: str(port)}
    process = subprocess.Popen(command, env=settings)
    try:
        while not answers(port):
            time.sleep(0.2)
        yield process, port
    finally:
        process.terminate()
        process.wait()


def answers(port: int) -> bool:
    """Tell whether the server says that all is well."""
    asked = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        asked.request("GET", HEALTH)
        return asked.getresponse().status == HTTPStatus.OK
    except OSError:
        return False
    finally:
        asked.close()


@dataclass
class User:
    """Somebody at a browser, who remembers what is on the page."""

    socket: ClientConnection
    taste: random.Random
    address: str = ""
    page: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    boxes: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)
    waited: list[float] = field(default_factory=list)
    errors: int = 0

    async def look(self) -> None:
        """Walk through the dashboard, thinking between."""
        await self.ask()
        for _ in range(ROUNDS):
            for box in ("choice-profile", "choice-view"):
                await self.think()
                self.choose(box)
                await self.ask()
            for page in PAGES:
                await self.think()
                self.page = self.pages.get(page, "")
                await self.ask()

    async def think(self) -> None:
        """Read for a while."""
        await asyncio.sleep(self.taste.uniform(0.5, 1.5) * THINK_S)

    def choose(self, key: str) -> None:
        """Choose something else in one of the boxes above the page."""
        name, options = next(found for at, found in self.boxes.items() if at.endswith(key))
        self.chosen[name] = self.taste.choice(options)

    async def ask(self) -> None:
        """Ask for the page as it now should be, and wait for the whole of it."""
        sent = BackMsg()
        state = sent.rerun_script
        state.query_string, state.page_script_hash = self.address, self.page
        for name, value in self.chosen.items():
            state.widget_states.widgets.add(id=name, string_value=value)
        start = time.perf_counter()
        await self.socket.send(sent.SerializeToString())
        async with asyncio.timeout(PATIENCE_S):
            while not self.read(ForwardMsg.FromString(await self.socket.recv(decode=False))):
                pass
        self.waited.append(time.perf_counter() - start)

    def read(self, message: ForwardMsg) -> bool:
        """Take in a message; True once the page is whole."""
        kind = message.WhichOneof("type")
        if kind == "navigation":
            self.pages = {p.url_pathname: p.page_script_hash for p in message.navigation.app_pages}
            self.pages[""] = next(
                p.page_script_hash for p in message.navigation.app_pages if p.is_default
            )
        elif kind == "page_info_changed":
            self.address = message.page_info_changed.query_string
        elif kind == "delta" and message.delta.HasField("new_element"):
            self.see(message)
        return kind == "script_finished"

    def see(self, message: ForwardMsg) -> None:
        """Look at an element: a box to choose from, or something that went wrong."""
        element = message.delta.new_element
        if element.HasField("selectbox"):
            box = element.selectbox
            self.boxes[box.id] = (box.id, list(box.options))
        self.errors += element.HasField("exception")
        self.errors += 'class="lab-faults"' in element.html.body


async def crowd(users: int, pid: int, port: int) -> tuple[list[User], float, float, float]:
    """Let users look at once, after one who came first.

    Returns
    -------
    tuple
        The users; seconds of CPU of the server, seconds by the clock, and mebibytes at most.
    """
    await one(port, 0)
    busy, start = cpu(pid), time.perf_counter()
    seen = await asyncio.gather(*(one(port, seed) for seed in range(1, users + 1)))
    return seen, cpu(pid) - busy, time.perf_counter() - start, memory(pid)


async def one(port: int, seed: int) -> User:
    """Let one user come in at a moment of their own, and look."""
    taste = random.Random(seed)
    await asyncio.sleep(taste.uniform(0, THINK_S))
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    async with connect(address, subprotocols=["streamlit"], max_size=None) as opened:
        user = User(opened, taste)
        try:
            await user.look()
        except (TimeoutError, WebSocketException):
            user.errors += 1
        return user


def told(users: int, seen: list[User], busy: float, lasted: float, most: float) -> None:
    """Print a row."""
    waited = np.array([wait for user in seen for wait in user.waited])
    print(f"{users:>5}{waited.size:>9}{np.quantile(waited, 0.5):>9.2f}"
          f"{np.quantile(waited, 0.95):>9.2f}{waited.max():>9.2f}{100 * busy / lasted:>9.0f}"
          f"{1000 * busy / waited.size:>9.0f}{most:>12.0f}"
          f"{sum(user.errors for user in seen):>8}", flush=True)  # fmt: skip


def cpu(pid: int) -> float:
    """Give the CPU seconds that a process used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> float:
    """Give the mebibytes that a process held at most."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmHWM"))) / 1024


if __name__ == "__main__":
    main()
