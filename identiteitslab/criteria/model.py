"""A criterion: a question about a solution, answered by one or more indicators."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self, TypeVar

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from identiteitslab.criteria.words import Source, Strict, Words

Context = Literal["public", "private"]
Direction = Literal["higher_is_better", "lower_is_better"]
Basis = Literal["norm", "benchmark", "baseline", "judgement"]
Evidence = Literal["seen", "recalled", "judgement"]
Scale = Literal["linear", "log", "log_complement", "levels"]
Test = Literal["lower95", "upper95", "point"]
Target = Literal["average_gemeente", "median_gemeente", "new_gemeente", "every_gemeente"]
Pooling = Literal["random_effects", "none"]
MeasuredBy = Literal[
    "participant_questionnaire", "observation", "operations_log", "expert_assessment"
]
CombineRule = Literal[
    "min",
    "max",
    "sum",
    "sum_per_login",
    "sum_per_user",
    "max_duration",
    "use_weighted_mean",
    "use_weighted_mean_plus_fixed",
    "per_person_best",
    "union",
    "union_bounds",
    "intersection_bounds",
    "one_minus_product_if_independent",
    "recompute",
    "not_combinable",
]
PROPERTIES = ("uses_biometrics",)
"""Properties of a solution that the criteria ask about; a lab may give its solutions more."""

Point = Annotated[tuple[float, float], Field(description="measured value, score 0..100")]


class Dated(Strict):
    """Something that holds from a date on."""

    since: dt.date = Field(alias="from")


D = TypeVar("D", bound=Dated)


class ValueFunction(Dated):
    """How a measured value becomes a score of 0..100, from a date on."""

    scale: Scale
    points: tuple[Point, ...] = Field(min_length=2)
    basis: Basis
    evidence: Evidence
    rationale: Words


class Minimum(Dated):
    """A limit that a solution must meet in one context, from a date on."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["at_least"]}, {"required": ["at_most"]}]}
    )

    context: Context
    at_least: float | None = None
    at_most: float | None = None
    test: Test
    basis: Basis
    reason: Words
    from_level: int = Field(
        default=0,
        ge=0,
        le=3,
        description="holds only for situations that require at least this assurance level",
    )
    set_by_situation: bool = Field(
        default=False,
        description="the required assurance level of the situation replaces the limit",
    )

    @model_validator(mode="after")
    def one_side(self) -> Self:
        """Refuse a limit with two sides or none."""
        if (self.at_least is None) == (self.at_most is None):
            raise PydanticCustomError("minimum-sides", "give either at_least or at_most")
        return self

    @property
    def limit(self) -> float:
        """The limit itself, in the unit of the indicator."""
        return self.at_least if self.at_least is not None else self.at_most or 0.0

    @property
    def lower(self) -> bool:
        """Tell whether the measured value must be at least the limit."""
        return self.at_least is not None


class Gap(Strict):
    """The contrast that a gap is computed from: one indicator, two groups of participants."""

    indicator: str
    stratum: Literal["digital_skill", "age_band"]
    group: str
    minus: str


class Indicator(Strict):
    """Something that is measured, and how good each value is.

    It stands in a file of its criterion in ``criteria/``; here it is read and checked.

    Examples
    --------
    >>> from identiteitslab import Lab, piecewise
    >>> indicator = Lab.open().catalogue.indicators["login-success"]
    >>> indicator.kind, indicator.direction, indicator.share
    ('proportion', 'higher_is_better', 0.5)
    >>> function = indicator.value[-1]
    >>> function.scale, function.points
    ('linear', ((0.5, 0.0), (0.78, 50.0), (0.98, 100.0)))
    >>> cutoffs, values = zip(*function.points)
    >>> piecewise(0.9, cutoffs, values).round(1).item()
    80.0
    """

    # Editors show the description beside every indicator: the example above is not for them.
    model_config = ConfigDict(json_schema_extra={"description": "Something that is measured."})

    name: Words
    definition: Words
    kind: str = Field(description="a file in identiteitslab/measurement/kinds/")
    unit: Words
    per: int = Field(default=1, gt=0, description="events are shown per this much exposure")
    bounds: tuple[float, float] | None = Field(default=None, description="lowest, highest value")
    items: Literal["sus"] | None = Field(default=None, description="rule for questionnaire items")
    levels: dict[int, Words] = Field(
        default_factory=dict, json_schema_extra={"propertyNames": {"pattern": "^[0-9]+$"}}
    )
    gap: Gap | None = None
    direction: Direction
    value: tuple[ValueFunction, ...] = Field(min_length=1)
    share: float = Field(ge=0, le=1, description="weight within the criterion; 0 is a gate only")
    minimum: tuple[Minimum, ...] = ()
    contexts: tuple[Context, ...] = ("public", "private")
    applies_if: str | None = Field(default=None, description="a property of the solution")
    scope_note: Words | None = None
    measured_by: MeasuredBy
    instrument: Words
    evidence_from: int = Field(ge=1, description="sample from which it counts as evidence")
    target: Target = "average_gemeente"
    pooling: Pooling = "random_effects"
    prior_scale: float | None = Field(
        default=None,
        gt=0,
        description="half-normal scale of tau on the link scale; as its kind has it if not given",
    )
    census: bool = Field(default=False, description="a full count: no sampling error")
    combine: CombineRule = Field(description="rule when solutions are combined")
    remedy: Words
    sources: tuple[Source, ...] = ()

    @property
    def scored(self) -> bool:
        """Tell whether it adds to the score; otherwise it is only a gate."""
        return self.share > 0

    @property
    def by_people(self) -> bool:
        """Tell whether participants answer or do this, so that who they are matters."""
        return self.measured_by in ("participant_questionnaire", "observation")

    def value_on(self, day: dt.date) -> ValueFunction:
        """Give the value function in force on a day; before the first one, the first one."""
        return _in_force(self.value, day)

    def minimum_on(self, day: dt.date, context: Context) -> Minimum | None:
        """Give the minimum in force on a day in a context, if there is one.

        Before the first one the first one holds: a pilot that runs ahead of the criteria is
        tested on what is announced.
        """
        dated = tuple(m for m in self.minimum if m.context == context)
        return _in_force(dated, day) if dated else None


class Criterion(Strict):
    """A question that a solution is tested on."""

    name: Words
    question: Words
    why: Words
    indicators: dict[str, Indicator] = Field(min_length=1)

    @property
    def scored(self) -> bool:
        """Tell whether it takes part in the score; a criterion of only gates does not."""
        return any(indicator.scored for indicator in self.indicators.values())


def _in_force(entries: tuple[D, ...], day: dt.date) -> D:
    ordered = sorted(entries, key=lambda entry: entry.since)
    past = [entry for entry in ordered if entry.since <= day]
    return past[-1] if past else ordered[0]
