"""The dashboard as a server of its own: language, title, security headers and a health route.

``python -m identiteitslab.dashboard.serve`` answers on this machine only; who wants more sets
``IDENTITEITSLAB_HOST``, with a sign-in. Other ASGI servers take the factory ``make_app``.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from starlette.responses import JSONResponse
from starlette.routing import Route
from streamlit.web.server.starlette import App

from identiteitslab.access.provider import HERE
from identiteitslab.dashboard.listening import listen, place
from identiteitslab.dashboard.parts.shell import Shell
from identiteitslab.dashboard.provider import provider
from identiteitslab.errors import LabError, fail
from identiteitslab.lab.lab import Lab
from identiteitslab.text.lookup import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from socket import socket

    from starlette.requests import Request

    from identiteitslab.errors import Fault

HEALTH = "/gezond"
FAULTY = 2
SCRIPT = Path(__file__).parent / "start" / "script.py"
"""Its settings stand beside it, in ``.streamlit``."""


def make_app() -> Shell:
    """Make the application, with its shell around it.

    Raises
    ------
    LabError
        Sign-in is set wrongly.
    """
    # Streamlit reads the settings beside a script only if it hears of the script first.
    inside = App(SCRIPT, routes=[Route(HEALTH, health)])
    asked = provider()
    return Shell(inside, encrypted=asked is not None and asked.encrypted)


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


def ready() -> tuple[Shell, socket]:
    """Give the application and the place where it listens, once all that it needs is there.

    Raises
    ------
    LabError
        There is no lab, the place is taken, or people elsewhere could look without a sign-in.
    """
    host, port = place(os.environ)
    Lab.open()
    app = make_app()
    if host not in HERE and provider() is None:
        raise fail("serve-open", host=host)
    return app, listen(host, port)


def main() -> None:
    """Serve until stopped; what stands in the way is told without a traceback."""
    try:
        app, door = ready()
    except LabError as error:
        sys.stderr.writelines(_told(error.faults))
        sys.exit(FAULTY)
    settings = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    uvicorn.Server(settings).run(sockets=[door])


def _told(faults: Iterable[Fault]) -> list[str]:
    return [f"{fault.describe(lang)}\n" for fault in faults for lang in LANGUAGES]


if __name__ == "__main__":
    main()
