"""What counts as evidence, and what it costs to get more: ``criteria/evidence.yaml``."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from identiteitslab.criteria.model import Basis, Evidence, MeasuredBy
from identiteitslab.criteria.words import Strict, Words

Measure = Literal["sample_share", "gemeenten", "size_classes", "age_share", "represented_share"]


class Steps(Strict):
    """What a measure must be for each step; a step that is left out asks nothing."""

    weak: float | None = None
    fair: float
    strong: float


class GradeRule(Strict):
    """How one measure of the evidence limits the grade."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["at_least"]}, {"required": ["at_most"]}]}
    )

    name: Words
    measure: Measure = Field(
        description=(
            "sample_share: observations over evidence_from; gemeenten, size_classes: how many "
            "took part; age_share: age over how long such a measurement stays valid; "
            "represented_share: what uneven weights leave of the participants (one over the design "
            "effect), 0 where age and skill are unknown or a group of the population took no part"
        )
    )
    at_least: Steps | None = None
    at_most: Steps | None = None
    measured_by: tuple[MeasuredBy, ...] = Field(
        default=(), description="ways of measuring it holds for; empty is all"
    )
    rationale: Words
    basis: Basis
    evidence: Evidence

    @model_validator(mode="after")
    def one_side(self) -> Self:
        """Refuse a rule with two sides or none."""
        if (self.at_least is None) == (self.at_most is None):
            raise PydanticCustomError("minimum-sides", "give either at_least or at_most")
        return self


class Way(Strict):
    """What a way of measuring costs in euros, and how long its outcome stays valid."""

    start: float = Field(ge=0, description="to begin, in one gemeente")
    each: float = Field(ge=0, description="per observation")
    observation: Words = Field(description="what one observation is")
    valid_months: float = Field(gt=0)
    rationale: Words
    basis: Basis
    evidence: Evidence


class EvidenceRules(Strict):
    """How evidence is graded, and what more of it costs."""

    note: Words
    rules: dict[str, GradeRule] = Field(min_length=1)
    ways: dict[MeasuredBy, Way] = Field(description="one for every way of measuring")
