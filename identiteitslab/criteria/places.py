"""Where everything stands: from a value in the catalogue back to its file, line and key."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from identiteitslab.criteria.yaml_lines import line_of
from identiteitslab.errors import Where

if TYPE_CHECKING:
    from identiteitslab.criteria.yaml_lines import Lines, Path_


@dataclass(frozen=True)
class Listing:
    """One file: its name as a reader knows it and the line of every key path in it.

    In a table the first part of a path names the row and the second the column.
    """

    file: str
    lines: Lines
    table: bool = False


@dataclass(frozen=True)
class Places:
    """Files by the path of their content in the catalogue, such as ``("profiles",)``."""

    listings: dict[Path_, Listing] = field(default_factory=dict)

    def where(self, path: Path_) -> Where:
        """Give the place of a value, or of its nearest parent that is written down.

        Without any file (a catalogue made in memory) the path itself is the key.
        """
        for end in range(len(path), 0, -1):
            listing = self.listings.get(path[:end])
            if listing is not None:
                return _within(listing, path[end:])
        return Where(key=".".join(path))


def _within(listing: Listing, path: Path_) -> Where:
    row = line_of(listing.lines, path)
    if listing.table:
        return Where(file=listing.file, row=row, column="".join(path[1:2]))
    return Where(file=listing.file, row=row, key=".".join(path))
