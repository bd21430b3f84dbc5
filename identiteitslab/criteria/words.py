"""The smallest pieces of every data file: strict frozen models and words in two languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from identiteitslab.text.lookup import Lang


class Strict(BaseModel):
    """A frozen model that refuses keys it does not know, blank text and endless numbers."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        str_strip_whitespace=True,
        allow_inf_nan=False,
    )


Text = Annotated[str, Field(min_length=1, json_schema_extra={"pattern": r"\S"})]
"""Words that are not blank."""


class Words(Strict):
    """The same words in Dutch (B1) and English."""

    nl: Text
    en: Text

    def in_(self, lang: Lang) -> str:
        """Give the words in one language."""
        return self.nl if lang == "nl" else self.en


class Source(Strict):
    """Where a number or a rule comes from."""

    title: Text
    section: str | None = None
    href: str | None = None
