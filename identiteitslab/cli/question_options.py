"""The options with which a command asks its question."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer


def read_day(given: str) -> dt.date:
    """Read a day as it is written in a file name: year, month, day.

    Raises
    ------
    BadParameter
        It is not a day.
    """
    try:
        return dt.date.fromisoformat(given)
    except ValueError:
        raise typer.BadParameter(f"{given!r}: JJJJ-MM-DD / YYYY-MM-DD") from None


ContextOption = Annotated[
    str | None, typer.Option(help="public of private. / public or private.", show_default=False)
]
ProfileOption = Annotated[
    str | None, typer.Option(help="Gewichtsprofiel. / Weight profile.", show_default=False)
]
SituationOption = Annotated[
    str | None, typer.Option(help="Dienst, bv. moving-house. / Service.", show_default=False)
]
DayOption = Annotated[
    dt.date | None,
    typer.Option(
        "--on", parser=read_day, metavar="JJJJ-MM-DD", help="Dag van de normen. / Day of the norms."
    ),
]
SeedOption = Annotated[
    int | None, typer.Option(min=0, help="Startgetal. / Seed.", show_default=False)
]
