"""What every command shares: which lab, which language, where output goes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console

from identiteitslab.text.lookup import Lang, say

if TYPE_CHECKING:
    from identiteitslab.lab import Lab

Language = Literal["nl", "en"]

LabOption = Annotated[
    Path | None,
    typer.Option("--lab", help="Map van het lab. / Folder of the lab.", show_default=False),
]
LangOption = Annotated[
    Language | None,
    typer.Option("--lang", help="Taal van de uitvoer. / Language of the output."),
]


@dataclass(frozen=True)
class Session:
    """One run of a command: the lab, the language and the screen."""

    lab: Lab
    lang: Lang
    out: Console

    def say(self, key: str, **values: object) -> str:
        """Give a sentence in the language of this run."""
        return say(f"cli.{key}", self.lang, **values)


def start(lab: Path | None, lang: Language | None) -> Session:
    """Open the lab and tell which one it is, when that is not plain to see."""
    from identiteitslab.lab import Lab

    opened = Lab.open(lab)
    session = Session(opened, lang or opened.settings.language, Console(highlight=False))
    if opened.found_by == "starter":
        screen(error=True).print(session.say("starter_notice"), style="yellow")
    return session


def screen(*, error: bool = False) -> Console:
    """Make a console; notices and faults go to standard error, so that output can be piped."""
    return Console(stderr=error, highlight=False)
