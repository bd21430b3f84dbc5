"""The settings of a lab: ``lab.toml``."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Literal, Self

from pydantic import Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from identiteitslab.criteria.model import Context
from identiteitslab.criteria.words import Strict
from identiteitslab.errors import Fault, LabError, Where, nearest

if TYPE_CHECKING:
    from pathlib import Path

NAME = "lab.toml"


Licence = Literal["CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0"]


class Publisher(Strict):
    """Who publishes what this lab exports, where to ask about it, and under which licence.

    Without a licence the export is described as not public.
    """

    name: str = Field(min_length=1)
    email: str | None = Field(default=None, pattern=r"^[^@\s]+@[^@\s]+$")
    url: str | None = Field(default=None, pattern=r"^https://\S+$")
    licence: Licence | None = None

    @model_validator(mode="after")
    def reachable(self) -> Self:
        """Refuse a publisher that cannot be asked anything."""
        if self.email is None and self.url is None:
            raise PydanticCustomError("publisher-unreachable", "give either email or url")
        return self


class Settings(Strict):
    """What a lab assumes unless told otherwise."""

    name: str = Field(min_length=1)
    language: Literal["nl", "en"] = "nl"
    context: Context = "public"
    profile: str = "balanced"
    criteria: str = Field(default="", description="version of the criteria, for people")
    seed: int = Field(default=20270101, ge=0)
    publisher: Publisher | None = None


KEYS = (*Settings.model_fields, *(f"publisher.{name}" for name in Publisher.model_fields))


def read_settings(root: Path) -> Settings:
    """Read ``lab.toml``.

    Raises
    ------
    LabError
        Not readable, not TOML, or keys or values that are not known.
    """
    try:
        content = tomllib.loads((root / NAME).read_text(encoding="utf-8"))
        return Settings.model_validate(content)
    except OSError as error:
        raise LabError([_fault("file-unreadable", reason=error.strerror or "?")]) from None
    except UnicodeDecodeError:
        raise LabError([_fault("file-not-utf8")]) from None
    except tomllib.TOMLDecodeError as error:
        raise LabError([_fault("toml-broken", problem=str(error))]) from None
    except ValidationError as error:
        raise LabError([_wrong_key(detail["loc"], str(detail["input"]), detail["msg"])
                        for detail in error.errors()]) from None  # fmt: skip


def _wrong_key(place: tuple[int | str, ...], found: str, expected: str) -> Fault:
    key = ".".join(str(part) for part in place)
    where = Where(file=NAME, key=key)
    if key not in KEYS:
        known = nearest(key, KEYS)
        return Fault("yaml-key-unknown", where, {"key": key, "known": known})
    return Fault("yaml-value", where, {"found": found, "expected": expected})


def _fault(code: str, **facts: str) -> Fault:
    return Fault(code, Where(file=NAME), facts)
