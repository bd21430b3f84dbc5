"""An upload as the store gives it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

Status = Literal["active", "withdrawn", "superseded"]
PartName = Literal["rows", "sums", "refused"]


class Pilot(NamedTuple):
    """One gemeente that tries one solution in one round."""

    gemeente: str
    solution: str
    round: int


class Part(NamedTuple):
    """One file of an upload, named by the sha256 of its bytes."""

    name: str
    digest: str
    size: int


@dataclass(frozen=True)
class Upload:
    """One delivery in the register: what it holds, who handed it in, whether it still counts.

    ``rows_in == accepted + rejected + blank`` always holds; ``parts`` and ``pilots`` are sorted.
    An upload without a part *rows* brought only partial sums.
    """

    number: int
    content_hash: str
    file_hash: str
    rows_in: int
    accepted: int
    rejected: int
    blank: int
    pilots: tuple[Pilot, ...]
    parts: tuple[Part, ...]
    accepted_at: datetime
    actor: str
    status: Status = "active"
    successor: int | None = None

    @property
    def active(self) -> bool:
        """Tell whether the upload counts in the sums."""
        return self.status == "active"

    @property
    def gemeenten(self) -> tuple[str, ...]:
        """Name the gemeenten that it says something about."""
        return tuple(sorted({pilot.gemeente for pilot in self.pilots}))

    def part(self, name: PartName) -> Part | None:
        """Give one of its files, if it has it."""
        return next((part for part in self.parts if part.name == name), None)


@dataclass(frozen=True)
class Accepted:
    """What the store answers to a delivery: once this is given, the upload is safe.

    ``duplicate`` says that these very rows already counted; nothing was added. ``head`` is the
    hash of the last log entry: keep it, and nobody can change the past unnoticed.
    """

    number: int
    content_hash: str
    duplicate: bool
    head: str
