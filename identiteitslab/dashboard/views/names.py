"""Names of what is compared, and the choices that a reader has, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.text.lookup import LANGUAGES, Lang, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identiteitslab.criteria.catalogue import Catalogue


def solution(catalogue: Catalogue, name: str, lang: Lang) -> str:
    """Name a solution."""
    return catalogue.solutions[name].name.in_(lang)


def gemeente(catalogue: Catalogue, code: str) -> str:
    """Name a gemeente; one that the list does not know keeps its code."""
    known = catalogue.gemeenten.get(code)
    return known.name if known else code


def listed(names: Sequence[str], lang: Lang) -> str:
    """Write names as a sentence does: one, two and three."""
    if len(names) < 2:  # noqa: PLR2004 - one name needs no "and"
        return "".join(names)
    return say("conclusion.and", lang, first=", ".join(names[:-1]), last=names[-1])


def solutions(catalogue: Catalogue, lang: Lang) -> dict[str, str]:
    """Name all solutions."""
    return {name: about.name.in_(lang) for name, about in catalogue.solutions.items()}


def views(catalogue: Catalogue, lang: Lang) -> dict[str, str]:
    """Name all situations, and first each context as a whole."""
    whole = {
        name: say("dashboard.all_of", lang, context=about.name.in_(lang).lower())
        for name, about in catalogue.contexts.items()
    }
    return whole | {name: about.name.in_(lang) for name, about in catalogue.situations.items()}


def profiles(catalogue: Catalogue, lang: Lang) -> dict[str, str]:
    """Name all sets of weights."""
    return {name: about.name.in_(lang) for name, about in catalogue.profiles.items()}


def languages(lang: Lang) -> dict[str, str]:
    """Name the languages of the dashboard."""
    return {code: say(f"dashboard.language_{code}", lang) for code in LANGUAGES}
