"""The files that a command is given, and what the intake makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from identiteitslab.errors import Fault, LabError, Where, fail

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from identiteitslab.cli.options import Session
    from identiteitslab.intake.delivery import Delivery

DELIVERED_AS = {".csv", ".parquet", ".tsv", ".txt", ".xlsx"}
"""What is taken from a folder; a file that is named itself is judged by its content."""

FilesArgument = Annotated[
    list[Path],
    typer.Argument(
        help="Bestanden of mappen (csv, xlsx, deelsommen). / Files or folders (csv, xlsx, sums).",
        show_default=False,
    ),
]
KeepOption = Annotated[
    bool,
    typer.Option(
        "--keep-good-rows",
        help="Bewaar de goede rijen, ook als andere fout zijn. / Store the good rows anyway.",
    ),
]


@dataclass(frozen=True)
class Checked:
    """A file and what the intake made of it."""

    path: Path
    delivery: Delivery

    @property
    def rows(self) -> int:
        """How many rows would count: of measurements, or else of partial sums."""
        sums = self.delivery.sums
        return self.delivery.accepted if sums is None else int(sums.num_rows)


def find_files(given: Iterable[Path]) -> tuple[Path, ...]:
    """Take files as they are named and folders by what is in them, each file once.

    Raises
    ------
    LabError
        Something does not exist, or a folder holds no deliveries.
    """
    found: dict[Path, None] = {}
    faults: list[Fault] = []
    for path in given:
        inside = _in_folder(path) if path.is_dir() else [path] * path.is_file()
        if not inside:
            code = "input-folder-empty" if path.is_dir() else "input-missing"
            faults.append(Fault(code, Where(), {"path": str(path)}))
        found |= dict.fromkeys(inside)
    if faults:
        raise LabError(faults)
    return tuple(found)


def check_all(
    session: Session, paths: Sequence[Path], *, keep_good_rows: bool
) -> tuple[Checked, ...]:
    """Check files one by one, showing how far we are.

    Raises
    ------
    LabError
        A file cannot be opened.
    """
    from rich.progress import track

    shown = track(paths, session.say("add_checking"), console=session.out, transient=True)
    return tuple(
        Checked(path, session.lab.check(path.name, read(path), keep_good_rows=keep_good_rows))
        for path in shown
    )


def read(path: Path) -> bytes:
    """Read a file.

    Raises
    ------
    LabError
        It cannot be opened.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise fail("input-unreadable", path=path, reason=error.strerror) from None


def _in_folder(folder: Path) -> list[Path]:
    # What starts with a point or ~$ is made by a program, beside what a person made.
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file()
        and path.suffix.casefold() in DELIVERED_AS
        and not path.name.startswith((".", "~$"))
    )
