"""The conclusion in one or two sentences, made by rules: what stands out and what is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.text.chances import OF, SURE_ENOUGH, chance, out_of_twenty
from identiteitslab.text.lookup import Lang, say

if TYPE_CHECKING:
    from identiteitslab.decision.evaluation import Evaluation, Standing


THIN = 0.5
"""Below this share of the weight measured, a solution is called too little known."""


def conclude(evaluation: Evaluation, lang: Lang) -> str:
    """Say what the comparison shows, including what it does not show."""
    sentences = [_first(evaluation, lang)]
    failed = [s for s in evaluation.standings if s.outcome == "failed"]
    if failed:
        names = _names(evaluation, failed, lang)
        sentences.append(say(_number("conclusion.failed", failed), lang, names=names))
    thin = [s for s in evaluation.standings if s.outcome != "failed" and s.evidence < THIN]
    if thin:
        names = _names(evaluation, thin, lang)
        sentences.append(say("conclusion.thin", lang, names=names))
    return " ".join(sentences)


def _first(evaluation: Evaluation, lang: Lang) -> str:
    leader = evaluation.leader
    ranked = [s for s in evaluation.standings if s.first is not None]
    if leader is None or leader.first is None:
        return say("conclusion.none_left", lang)
    name = _name(evaluation, leader, lang)
    if len(ranked) == 1:
        return say("conclusion.only_one", lang, name=name)
    if out_of_twenty(leader.first) < SURE_ENOUGH:
        contenders = sorted(ranked, key=lambda s: -(s.first or 0.0))[:2]
        return say("conclusion.no_first", lang, names=_names(evaluation, contenders, lang), of=OF)
    return say("conclusion.first", lang, name=name, chance=chance(leader.first, lang))


def _number(key: str, standings: list[Standing]) -> str:
    return f"{key}_one" if len(standings) == 1 else f"{key}_many"


def _names(evaluation: Evaluation, standings: list[Standing], lang: Lang) -> str:
    names = [_name(evaluation, s, lang) for s in standings]
    if len(names) == 1:
        return names[0]
    return say("conclusion.and", lang, first=", ".join(names[:-1]), last=names[-1])


def _name(evaluation: Evaluation, standing: Standing, lang: Lang) -> str:
    return evaluation.catalogue.solutions[standing.solution].name.in_(lang)
