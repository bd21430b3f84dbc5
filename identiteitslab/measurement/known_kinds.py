"""All kinds of measurement, found by their file names."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

import identiteitslab.measurement.kinds as folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from identiteitslab.criteria.kind_rules import KindRules
    from identiteitslab.measurement.kind import Kind


@cache
def known_kinds() -> Mapping[str, Kind]:
    """Give every kind by its id. A file without ``KIND`` fails here, with its name."""
    names = sorted(module.name for module in pkgutil.iter_modules(folder.__path__))
    return MappingProxyType(
        {name: import_module(f"{folder.__name__}.{name}").KIND for name in names}
    )


def kind_rules() -> Mapping[str, KindRules]:
    """Give what each kind asks of an indicator, as the linter of the criteria wants it."""
    return {name: kind.rules for name, kind in known_kinds().items()}
