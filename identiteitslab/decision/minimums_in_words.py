"""What becomes of minimums without a gemeente, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from identiteitslab.decision.answers.minimums_without import MinimumsWithout
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.estimation.knockout import Outcome
    from identiteitslab.text.lookup import Lang


def minimums_in_words(
    found: MinimumsWithout, gemeente: str, evaluation: Evaluation, lang: Lang
) -> tuple[str, ...]:
    """Say who then takes part or fails, and how many minimums are shown or no longer shown."""
    return (*who_in_words(found, gemeente, evaluation, lang), *_counts(found, gemeente, lang))


def who_in_words(
    found: MinimumsWithout, gemeente: str, evaluation: Evaluation, lang: Lang
) -> tuple[str, ...]:
    """Say who then takes part that does not now, and the other way round; nothing if nobody."""
    now, then = evaluation.ranks.eligible, found.eligible[found.gemeenten.index(gemeente)]
    told = []
    for key, chosen in (("joins", then & ~now), ("drops", now & ~then)):
        solutions = [s for s, yes in zip(evaluation.ranks.solutions, chosen, strict=True) if yes]
        names = [evaluation.catalogue.solutions[one].name.in_(lang) for one in solutions]
        if names:
            told.append(say(f"answers.without.{key}", lang, names=", ".join(names)))
    return tuple(told)


def _counts(found: MinimumsWithout, gemeente: str, lang: Lang) -> Iterator[str]:
    turns: tuple[tuple[str, Outcome, Outcome], ...] = (
        ("lost", "met", "not_shown"),
        ("gained", "not_shown", "met"),
    )
    for key, now, then in turns:
        count = found.counts[gemeente, now, then]
        if count:
            yield say(f"answers.without.{key}", lang, count=count)
