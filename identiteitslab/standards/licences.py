"""The licences that a lab can choose, under the names that each standard has for them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

GEONOVUM = "https://definities.geostandaarden.nl/dcat-ap-nl/id/waardelijst/licenties"
NOT_OPEN = f"{GEONOVUM}/niet_open"


class Licence(NamedTuple):
    """Its title, its text on the web, and its term in the list that DCAT-AP-NL asks for."""

    title: str
    path: str
    term: str


LICENCES: Mapping[str, Licence] = MappingProxyType(
    {
        "CC0-1.0": Licence(
            "Creative Commons Zero v1.0 Universal",
            "https://creativecommons.org/publicdomain/zero/1.0/",
            f"{GEONOVUM}/cc0",
        ),
        "CC-BY-4.0": Licence(
            "Creative Commons Attribution 4.0 International",
            "https://creativecommons.org/licenses/by/4.0/",
            f"{GEONOVUM}/naamsvermelding40",
        ),
        "CC-BY-SA-4.0": Licence(
            "Creative Commons Attribution Share Alike 4.0 International",
            "https://creativecommons.org/licenses/by-sa/4.0/",
            f"{GEONOVUM}/naamsvermelding_gelijkdelen40",
        ),
    }
)
