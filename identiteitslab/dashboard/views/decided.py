"""One decision in full: the question, what was looked at, what was decided, what moved since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.dashboard.parts.html import Html, block, join, tag
from identiteitslab.dashboard.parts.pieces import bullets, more, note, quiet
from identiteitslab.dashboard.parts.tables import Column, Row, table
from identiteitslab.dashboard.views import deciding
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import date, number

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.decision.log.decision import Answer, Decision, FrozenEvaluation
    from identiteitslab.decision.log.ledger import Kept
    from identiteitslab.decision.log.since import Moved, Since, State
    from identiteitslab.errors import Fault

LONG_TEXT = 600
"""A longer text is shown when the reader opens it."""


def decision_card(kept: Kept, catalogue: Catalogue, lang: Lang) -> Html:
    """Give a decision from question, by what was looked at, to what was decided."""
    one = kept.decision
    return join(
        _part("question", lang, _asked(one, catalogue, lang)),
        _part("looked", lang, _looked_at(one, catalogue, lang)),
        _part("decided", lang, _decided(kept, catalogue, lang)),
    )


def since_note(found: Since | tuple[Fault, ...], catalogue: Catalogue, lang: Lang) -> Html:
    """Say whether the evidence is still what it was, and what moved."""
    if isinstance(found, tuple):
        told = bullets(fault.describe(lang) for fault in found)
        return note("failed", tag("strong", say("page.decisions.cannot_ask", lang)), told)
    if not found.changed:
        return note("met", say("page.decisions.still", lang))
    inputs = [
        say(f"cli.decisions.other_{name}_now", lang)
        for name in ("criteria", "measurements", "code")
        if getattr(found, name)
    ]
    if not found.moved:
        inputs.append(say("cli.decisions.nothing_moved", lang))
    title = tag("strong", say("page.decisions.moved_since", lang))
    told = note("open", title, bullets(inputs))
    return join(told, _moved_table(found, catalogue, lang)) if found.moved else told


def frozen_line(frozen: FrozenEvaluation, lang: Lang) -> Html:
    """Give what a decision stands on, as somebody needs it who checks it."""
    told = say(
        "page.decisions.frozen",
        lang,
        id=frozen.id,
        criteria=frozen.criteria[:12],
        measurements=frozen.measurements[:12],
        sequence=frozen.sequence,
        code=frozen.code,
    )
    return tag("p", told, class_="lab-quiet lab-code")


def questions(catalogue: Catalogue, phase: str, lang: Lang) -> dict[str, str]:
    """Give all questions that a decision in a phase answers, by their key."""
    return {name: words.in_(lang) for name, words in catalogue.phases.asked(phase).items()}


def phase_name(catalogue: Catalogue, phase: str, lang: Lang) -> str:
    """Name a phase; one that the criteria do not know any more keeps its id."""
    found = catalogue.phases.phase(phase)
    return found.name.in_(lang) if found else phase


def _part(name: str, lang: Lang, inside: Html) -> Html:
    return block(tag("h3", say(f"page.decisions.part_{name}", lang)), inside)


def _asked(one: Decision, catalogue: Catalogue, lang: Lang) -> Html:
    options = [deciding.solution(name, catalogue, lang) for name in one.options]
    return _facts(
        {
            "question": one.question,
            "options": ", ".join(options),
            "phase": phase_name(catalogue, one.phase, lang),
        },
        lang,
    )


def _looked_at(one: Decision, catalogue: Catalogue, lang: Lang) -> Html:
    frozen = one.evaluation
    asked = questions(catalogue, one.phase, lang)
    return join(
        tag("p", tag("strong", str(frozen.document["conclusion"][lang]))),
        _standings(frozen.document["solutions"], lang),
        frozen_line(frozen, lang),
        _answers({**one.grounds, **one.gate}, asked, lang),
    )


def _decided(kept: Kept, catalogue: Catalogue, lang: Lang) -> Html:
    one = kept.decision
    actions = (
        say(
            f"cli.decisions.action_{'done' if place in kept.done else 'open'}",
            lang,
            place=place,
            text=action.text,
            owner=action.owner,
            day=date(kept.done.get(place, action.by), lang),
        )
        for place, action in enumerate(one.actions, start=1)
    )
    return _facts(
        {
            "choice": deciding.choice(one.choice, catalogue, lang),
            "reason": one.reason,
            "deviation": one.deviation,
            "override": one.override,
            "owner": deciding.owner(one),
            "actions": "\n".join(actions),
            "replaces": str(one.replaces or ""),
        },
        lang,
    )


def _facts(said: Mapping[str, str], lang: Lang) -> Html:
    """Give what was said, field by field; what says nothing is left out."""
    rows = (
        join(tag("dt", say(f"decisions.field.{name}", lang)), tag("dd", _text(text, lang)))
        for name, text in said.items()
        if text
    )
    return block(tag("dl", *rows, class_="lab-facts"))


def _text(text: str, lang: Lang) -> Html:
    """Give a text of a person as it was written, line by line; a long one opens on demand."""
    lines = [part for line in text.splitlines() for part in (line, tag("br"))][:-1]
    shown = join(*lines)
    if len(text) <= LONG_TEXT:
        return shown
    return join(f"{text[:LONG_TEXT]}…", more(say("page.decisions.whole_text", lang), shown))


def _answers(given: Mapping[str, Answer], asked: Mapping[str, str], lang: Lang) -> Html:
    known = [name for name in asked if name in given]
    rows = [
        Row(
            asked.get(name, name),
            (say(f"decisions.reply.{one.answer}", lang), _text(one.note, lang)),
        )
        for name in [*known, *(given.keys() - asked.keys())]
        for one in (given[name],)
    ]
    columns = (
        Column(say("page.decisions.asked", lang), 50),
        Column(say("page.decisions.answer", lang), 14),
        Column(say("decisions.field.note", lang), 36),
    )
    return table(say("page.decisions.answers", lang), columns, rows)


def _answer(given: Answer, lang: Lang) -> tuple[str, str]:
    return say(f"decisions.reply.{given.answer}", lang), _text(given.note, lang)


def _standings(solutions: list[dict[str, Any]], lang: Lang) -> Html:
    rows = [
        Row(
            str(one["name"][lang]),
            (
                say(f"outcome.{one['minimums']}", lang),
                say(
                    "cli.score",
                    lang,
                    **{k: number(one["score"][k], lang) for k in ("low", "mean", "high")},
                ),
            ),
        )
        for one in solutions
    ]
    columns = tuple(
        Column(say(f"cli.column_{name}", lang), width)
        for name, width in (("solution", 40), ("minimums", 30), ("score", 30))
    )
    caption = say("page.decisions.standings", lang)
    return more(caption, table(caption, columns, rows))


def _moved_table(found: Since, catalogue: Catalogue, lang: Lang) -> Html:
    rows = [
        Row(
            deciding.solution(one.solution, catalogue, lang),
            (
                _pair(*(_score(state, lang) for state in (one.then, one.now))),
                _minimums(one, catalogue, lang),
                _pair(*(_place(state) for state in (one.then, one.now))),
            ),
        )
        for one in found.moved
    ]
    columns = tuple(
        Column(say(f"page.decisions.moved_{name}", lang), width)
        for name, width in (("solution", 34), ("score", 18), ("minimums", 32), ("place", 16))
    )
    return table(say("page.decisions.moved_caption", lang), columns, rows)


def _pair(then: str, now: str) -> str:
    return then if then == now else f"{then} → {now}"


def _score(state: State | None, lang: Lang) -> str:
    return "–" if state is None else number(state.score, lang)


def _minimums(moved: Moved, catalogue: Catalogue, lang: Lang) -> Html:
    """Give the minimums as a whole, and name each one that is judged otherwise."""
    whole = _pair(*(_outcome(state, lang) for state in (moved.then, moved.now)))
    turned = (
        say(
            "page.decisions.turned",
            lang,
            name=deciding.indicator(one.indicator, catalogue, lang),
            then=say(f"outcome.{one.then}", lang),
            now=say(f"outcome.{one.now}", lang),
        )
        for one in moved.turned
    )
    return join(whole, *(quiet(line) for line in turned))


def _outcome(state: State | None, lang: Lang) -> str:
    return "–" if state is None else say(f"outcome.{state.outcome}", lang)


def _place(state: State | None) -> str:
    return "–" if state is None else str(state.place)
