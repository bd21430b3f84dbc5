"""Commands about a lab as a whole: the demonstration, a new lab, the dashboard."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from identiteitslab.cli.options import LabOption, LangOption, Session, screen, start

if TYPE_CHECKING:
    from identiteitslab.store.upload import Accepted

PORT = 8501


def demo(
    lab: LabOption = None,
    lang: LangOption = None,
    dashboard: Annotated[
        bool,
        typer.Option(help="Open daarna het dashboard. / Open the dashboard afterwards."),
    ] = True,
) -> None:
    """Lees de voorbeeldmetingen in en vergelijk. / Ingest the example pilots and compare.

    Alle voorbeeldmetingen zijn verzonnen. / All example measurements are fictitious.
    """
    from identiteitslab.cli.standings import show

    session = start(lab, lang)
    new = sum(not accepted.duplicate for accepted in add_examples(session))
    files = len(session.lab.examples)
    session.out.print(session.say("demo_added", files=files, new=new), style="dim")
    show(session, session.lab.evaluate())
    session.out.print(session.say("demo_next"))
    if dashboard:
        open_dashboard(session, PORT)


def add_examples(session: Session) -> list[Accepted]:
    """Store the example deliveries of a lab, showing how far we are."""
    from rich.progress import track

    return list(
        track(
            session.lab.add_examples(),
            session.say("demo_reading"),
            total=len(session.lab.examples),
            console=session.out,
            transient=True,
        )
    )


def init(
    folder: Annotated[Path, typer.Argument(help="Nieuwe map. / New folder.", show_default=False)],
    lang: LangOption = None,
    examples: Annotated[
        bool, typer.Option(help="Neem de voorbeeldmetingen mee. / Take the example pilots along.")
    ] = True,
) -> None:
    """Maak een eigen lab in een nieuwe map. / Make a lab of your own in a new folder."""
    from identiteitslab.lab.place import Place, make_lab
    from identiteitslab.text.lookup import say

    made = make_lab(folder, examples=examples)
    opened = Place.open(made)
    words = lang or opened.settings.language
    screen().print(say("cli.init_done", words, folder=made, count=len(opened.catalogue.by_id)))


def dashboard(
    lab: LabOption = None,
    lang: LangOption = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Poort. / Port.")] = PORT,
) -> None:
    """Open het dashboard in de browser. / Open the dashboard in the browser."""
    open_dashboard(start(lab, lang), port)


def open_dashboard(session: Session, port: int) -> None:
    """Run the dashboard on this machine only, until it is stopped."""
    from identiteitslab.lab.place import LAB

    session.out.print(session.say("dashboard_at", url=f"http://localhost:{port}"))
    environment = {**os.environ, LAB: str(session.lab.root), "IDENTITEITSLAB_PORT": str(port)}
    command = [sys.executable, "-m", "identiteitslab.dashboard.serve"]
    with subprocess.Popen(command, env=environment) as server:  # noqa: S603 - our own server
        try:
            if sys.stdout.isatty():
                _show(port, server)
            code = server.wait()
        except KeyboardInterrupt:
            server.terminate()
            code = 0
    raise typer.Exit(code)


def _show(port: int, server: subprocess.Popen[bytes]) -> None:
    """Open the browser once the server answers."""
    import webbrowser

    while server.poll() is None:
        try:
            socket.create_connection(("localhost", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            webbrowser.open(f"http://localhost:{port}")
            return
