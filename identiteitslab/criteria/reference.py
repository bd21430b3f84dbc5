"""The other data beside the criteria: themes, contexts, situations, profiles, population."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from identiteitslab.criteria.model import Basis, Context, Evidence
from identiteitslab.criteria.words import Source, Strict, Text, Words


class Theme(Strict):
    """A group of criteria."""

    name: Words
    question: Words


class ContextInfo(Strict):
    """A domain in which identity is used, with its own minimums."""

    name: Words
    description: Words
    why_minimums_differ: Words


class Situation(Strict):
    """A service in which a solution is used, with the assurance level that it requires."""

    name: Words
    context: Context
    required_level: int = Field(ge=0, le=3, description="0 none, 1 low, 2 substantial, 3 high")
    why: Words
    basis: Basis
    evidence: Evidence
    sources: tuple[Source, ...] = ()


class Profile(Strict):
    """A set of weights: points per theme, multipliers of criteria within their theme."""

    name: Words
    rationale: Words
    themes: dict[str, Annotated[float, Field(ge=0)]] = Field(
        description="points of every theme, 100 in all"
    )
    multipliers: dict[str, Annotated[float, Field(gt=0)]] = Field(
        default_factory=dict, description="of scored criteria; 1 where none is given"
    )
    concentration: float = Field(default=20.0, gt=0, description="of the Dirichlet around it")


class Category(Strict):
    """One class of a population variable, with its share of the population in percent."""

    id: str
    name: Words
    share: float = Field(ge=0, le=100)


class Margin(Strict):
    """How the population divides over the categories of one variable."""

    name: Words
    variable: str
    population: Words
    minimum_age: int
    year: int
    basis: str
    unit: str
    source: Text
    categories: tuple[Category, ...] = Field(min_length=2)

    @property
    def ids(self) -> tuple[str, ...]:
        """The categories as participants are recorded."""
        return tuple(category.id for category in self.categories)


class Margins(Strict):
    """The variables that participants are weighted on."""

    age_band: Margin
    digital_skill: Margin


class Population(Strict):
    """What participants are weighted to, and the smallest group that is ever shown."""

    minimum_group: int = Field(ge=2)
    trim: float = Field(gt=1, description="largest weight, as a multiple of the mean weight")
    note: Words
    margins: Margins


class Gemeente(Strict):
    """One gemeente of the Netherlands."""

    code: str
    name: str
    province: str
    inhabitants: int
    size_class: str
    aliases: tuple[str, ...] = ()


class Solution(Strict):
    """An identity solution that is tried out."""

    name: Words
    description: Words
    fictitious: bool = False
    properties: tuple[str, ...] = Field(default=(), description="e.g. uses_biometrics")
    fixed: dict[str, Annotated[float, Field(ge=0)]] = Field(
        default={},
        description=(
            "per indicator, in its unit: the part of its value that is paid even where nobody uses "
            "the solution; counts where solutions are offered side by side"
        ),
    )
