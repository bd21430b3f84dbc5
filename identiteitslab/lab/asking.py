"""What may be asked of a lab, completed with its settings."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, TypedDict

from identiteitslab.decision.evaluation import Question
from identiteitslab.errors import fail, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.settings import Settings

DRAWS = 98_304


class Asked(TypedDict, total=False):
    """What may be asked of a lab; see `complete`."""

    context: str | None
    profile: str | None
    situation: str | None
    on: dt.date | None
    seed: int | None
    draws: int


def complete(
    catalogue: Catalogue,
    settings: Settings,
    *,
    context: str | None = None,
    profile: str | None = None,
    situation: str | None = None,
    on: dt.date | None = None,
    seed: int | None = None,
    draws: int = DRAWS,
) -> Question:
    """Complete a question with the settings of a lab, and refuse unknown names.

    Parameters
    ----------
    context
        ``public`` or ``private``; by default that of the situation, else of the settings.
    profile
        Which weights; by default those of the settings.
    situation
        A service; its required assurance level replaces the general minimum.
    on
        Day whose norms hold; today by default.
    seed
        Same seed, same data, same criteria: same result.
    draws
        Recalculations over weights and scores.

    Raises
    ------
    LabError
        An unknown context, profile or situation, or a situation of the other context.
    """
    chosen: Any = context or settings.context
    if situation is not None:
        _known("situation", situation, catalogue.situations)
        own = catalogue.situations[situation].context
        if context not in (None, own):
            facts = {"situation": situation, "expected": own, "found": chosen}
            raise fail("situation-other-context", **facts)
        chosen = own
    _known("context", chosen, catalogue.contexts)
    weights = profile or settings.profile
    _known("profile", weights, catalogue.profiles)
    day = on or dt.datetime.now(tz=dt.UTC).date()
    number = settings.seed if seed is None else seed
    return Question(chosen, weights, situation, day, number, draws)


def _known(what: str, name: str, known: Iterable[str]) -> None:
    if name not in set(known):
        raise fail(f"unknown-{what}", found=name, known=nearest(name, known))
