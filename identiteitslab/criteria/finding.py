"""What the linter finds: a fault at a path in the catalogue, not yet at a line of a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.model import Criterion, Indicator
    from identiteitslab.criteria.yaml_lines import Path_


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with a catalogue that could be read."""

    code: str
    path: Path_
    facts: Mapping[str, str]


def found(code: str, path: Path_, /, **facts: object) -> Finding:
    """Make a finding; numbers are told as they are written in a file."""
    return Finding(code, path, {name: _told(value) for name, value in facts.items()})


def each_criterion(catalogue: Catalogue) -> Iterator[tuple[Path_, Criterion]]:
    """Go through all criteria with their paths, also those whose id occurs twice."""
    for theme, group in catalogue.criteria.items():
        for name, criterion in group.items():
            yield ("criteria", theme, name), criterion


def each_indicator(catalogue: Catalogue) -> Iterator[tuple[Path_, Indicator]]:
    """Go through all indicators with their paths, also those whose id occurs twice."""
    for path, criterion in each_criterion(catalogue):
        for name, indicator in criterion.indicators.items():
            yield (*path, "indicators", name), indicator


def _told(value: object) -> str:
    return f"{value:.12g}" if isinstance(value, float) else str(value)
