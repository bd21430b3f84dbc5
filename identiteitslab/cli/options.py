"""What every command shares: which lab, which language, where output goes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from identiteitslab.cli.frugal import spare_numpy, spare_pandas
from identiteitslab.text.lookup import Lang, say

if TYPE_CHECKING:
    from rich.console import Console

    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.lab.lab import Lab
    from identiteitslab.lab.place import Place

Language = Literal["nl", "en"]

LabOption = Annotated[
    Path | None,
    typer.Option("--lab", help="Map van het lab. / Folder of the lab.", show_default=False),
]
LangOption = Annotated[
    Language | None,
    typer.Option("--lang", help="Taal van de uitvoer. / Language of the output."),
]
BesideOption = Annotated[
    bool,
    typer.Option(
        "--beside",
        help="Tel mee naast wat er al is, ook als het op elkaar lijkt. / "
        "Count beside what is there, even when it looks alike.",
    ),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Als JSON, voor een programma. / As JSON, for a program.")
]


@dataclass(frozen=True)
class Session:
    """One run of a command: the folder of the lab, the language and the screen."""

    place: Place
    lang: Lang
    out: Console

    @cached_property
    def lab(self) -> Lab:
        """The opened lab, for commands that measure or compare; this loads the whole method."""
        spare_numpy()
        spare_pandas()
        from identiteitslab.lab.lab import Lab

        return Lab(self.place.root, self.place.settings, self.place.found_by)

    def say(self, key: str, **values: object) -> str:
        """Give a sentence in the language of this run."""
        return say(f"cli.{key}", self.lang, **values)

    def band(self, evaluation: Evaluation) -> None:
        """Warn, above everything else, that the measurements are made up."""
        if evaluation.fictitious:
            self.out.print(say("fictitious.band", self.lang), style="bold yellow")


def start(lab: Path | None, lang: Language | None) -> Session:
    """Find the lab and tell which one it is, when that is not plain to see."""
    from identiteitslab.lab.place import Place

    place = Place.open(lab)
    session = Session(place, lang or place.settings.language, screen())
    if place.found_by == "starter":
        screen(error=True).print(session.say("starter_notice"), style="yellow")
    return session


def screen(*, error: bool = False) -> Console:
    """Make a console; notices and faults go to standard error, so that output can be piped."""
    from rich.console import Console

    return Console(stderr=error, highlight=False)
