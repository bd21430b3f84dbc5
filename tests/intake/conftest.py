"""Make files the way gemeenten make them: right, careless, odd and hostile."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from identiteitslab.criteria.read import read_catalogue
from identiteitslab.intake.check_file import check_file
from identiteitslab.intake.columns import TABLE
from identiteitslab.intake.write import write_workbook
from identiteitslab.text.lookup import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from identiteitslab.intake.delivery import Delivery

RIGHT = {
    "gemeente": "GM0014",
    "oplossing": "dijkpas",
    "ronde": "1",
    "situatie": "moving-house",
    "indicator": "sus",
    "waarde": "72,5",
    "deelnemer": "1",
    "leeftijdsgroep": "18-29",
    "vaardigheid": "basic",
    "datum": "01-03-2027",
}
COUNT = {
    **RIGHT,
    "indicator": "availability",
    "waarde": "",
    "teller": "990",
    "noemer": "1000",
    "deelnemer": "",
    "leeftijdsgroep": "",
    "vaardigheid": "",
}
PILOT = {"gemeente": "GM0014", "oplossing": "dijkpas", "ronde": "1", "situatie": "moving-house"}
SHEET = "xl/worksheets/sheet{}.xml"


@dataclass(frozen=True)
class Make:
    """What tests build files with."""

    columns: tuple[str, ...] = TABLE

    def row(self, **cells: str) -> dict[str, str]:
        """Give a right row with some cells changed."""
        return {**RIGHT, **cells}

    def count(self, **cells: str) -> dict[str, str]:
        """Give a right counted row with some cells changed."""
        return {**COUNT, **cells}

    def text(self, *rows: dict[str, str], extra: tuple[str, ...] = (), end: str = "\r\n",
             sep: str = ";") -> str:  # fmt: skip
        """Write rows as csv, without any quotes."""
        names = (*self.columns, *extra)
        lines = [sep.join(names), *(sep.join(row.get(n, "") for n in names) for row in rows)]
        return end.join(lines) + end

    def csv(self, *rows: dict[str, str], extra: tuple[str, ...] = ()) -> bytes:
        """Write rows as csv."""
        return self.text(*rows, extra=extra).encode()

    def book(
        self,
        *people: dict[str, object],
        counts: list[dict[str, object]] | None = None,
        levels: list[dict[str, object]] | None = None,
        **pilot: str,
    ) -> bytes:
        """Write a workbook of one pilot."""
        given = people or ({"deelnemer": 1, "login-success": "ja"},)
        return write_workbook({**PILOT, **pilot}, given, counts or [], levels or [])

    def patched(self, book: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
        """Change one part of a workbook, or add it."""
        source = zipfile.ZipFile(io.BytesIO(book))
        parts = {n: source.read(n) for n in source.namelist()}
        parts[name] = change(parts.get(name, b""))
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, content in parts.items():
                archive.writestr(part, content)
        return target.getvalue()

    def replaced(self, book: bytes, name: str, old: str, new: str) -> bytes:
        """Replace a piece of one part of a workbook that must be there."""

        def change(part: bytes) -> bytes:
            assert old.encode() in part, part[:2000]
            return part.replace(old.encode(), new.encode())

        return self.patched(book, name, change)


@pytest.fixture(scope="session")
def place() -> SimpleNamespace:
    return SimpleNamespace(catalogue=read_catalogue(Path(__file__).parents[2]))


@pytest.fixture(scope="session")
def make() -> Make:
    return Make()


@pytest.fixture(scope="session")
def judge(place: SimpleNamespace, make: Make) -> Callable[..., Delivery]:
    """Check a file and compare with what is expected, and with what holds for every file."""

    def judged(
        build: Callable[[Make], bytes],
        accepted: int = 0,
        wrong: frozenset[str] = frozenset(),
        refused: frozenset[str] = frozenset(),
        warned: frozenset[str] = frozenset(),
        blank: int = 0,
        file: str = "metingen.csv",
        **options: object,
    ) -> Delivery:
        delivery = check_file(file, build(make), place, **options)
        notices = (*delivery.faults, *delivery.warnings)
        told = "\n".join(fault.describe(lang) for fault in notices for lang in LANGUAGES)
        assert {fault.code for fault in delivery.refusals} == refused, told
        assert {fault.code for row in delivery.rejected for fault in row.faults} == wrong, told
        assert {fault.code for fault in delivery.warnings} == warned, told
        assert (delivery.accepted, delivery.blank) == (accepted, blank), told
        assert delivery.rows_in == delivery.accepted + len(delivery.rejected) + delivery.blank
        assert not (delivery.refusals and (delivery.accepted or delivery.rejected))
        assert all(row.faults for row in delivery.rejected)
        return delivery

    return judged
