"""The dashboard as a server of its own: language, title, security headers and a health route.

``python -m identiteitslab.dashboard.serve`` answers on this machine only; who wants more sets
``IDENTITEITSLAB_HOST``, with a sign-in. Other ASGI servers take the factory ``make_app``.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from starlette.middleware import Middleware
from starlette.responses import JSONResponse
from starlette.routing import Route
from streamlit.web.server.starlette import App

from identiteitslab.dashboard.parts.shell import Shell
from identiteitslab.errors import LabError
from identiteitslab.lab.lab import Lab

if TYPE_CHECKING:
    from starlette.requests import Request

HOST, PORT = "IDENTITEITSLAB_HOST", "IDENTITEITSLAB_PORT"
HEALTH = "/gezond"
SCRIPT = Path(__file__).parent / "start" / "script.py"
"""Its settings stand beside it, in ``.streamlit``."""


def make_app() -> App:
    """Make the application."""
    return App(SCRIPT, routes=[Route(HEALTH, health)], middleware=[Middleware(Shell)])


def health(_request: Request) -> JSONResponse:
    """Tell a watchman whether the lab and its store open; no data, only their marks."""
    try:
        lab = Lab.open()
        with lab.store() as store:
            version = store.data_version()
    except LabError as error:
        return JSONResponse({"ok": False, "codes": [f.code for f in error.faults]}, 503)
    marks = {"criteria": lab.catalogue.digest[:12], "measurements": version[:12]}
    return JSONResponse({"ok": True, **marks})


def main() -> None:
    """Serve until stopped."""
    host, port = os.environ.get(HOST, "127.0.0.1"), int(os.environ.get(PORT, "8501"))
    uvicorn.run(
        make_app(), host=host, port=port, log_level="warning", access_log=False, server_header=False
    )


if __name__ == "__main__":
    main()
