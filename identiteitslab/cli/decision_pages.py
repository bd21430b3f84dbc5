"""Decisions on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.cli.decision_json import (
    facts,
    other_inputs,
    print_json,
    recomputed_facts,
    since_facts,
)
from identiteitslab.errors import LabError
from identiteitslab.lab.looking_back import changes
from identiteitslab.text.lookup import say
from identiteitslab.text.numbers import date, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.table import Table

    from identiteitslab.cli.options import Session
    from identiteitslab.decision.log.decision import Answer, Decision
    from identiteitslab.decision.log.ledger import Kept, Ledger
    from identiteitslab.decision.log.since import Moved, Since, State
    from identiteitslab.errors import Fault
    from identiteitslab.lab.deciding import Receipt
    from identiteitslab.lab.looking_back import Recomputed


def receipt_page(session: Session, receipt: Receipt, *, as_json: bool) -> None:
    """Print what was kept, and what others decided in the meantime."""
    if as_json:
        print_json({**vars(receipt), "between": list(receipt.between)})
        return
    kept = "decisions.again" if receipt.duplicate else "decisions.kept"
    _line(session, session.say(kept, number=receipt.number, head=receipt.head))
    if receipt.between:
        numbers = ", ".join(map(str, receipt.between))
        _line(session, session.say("decisions.between", numbers=numbers), style="yellow")


def closed_page(session: Session, decision: int, place: int, head: str, *, as_json: bool) -> None:
    """Print that an action is done."""
    if as_json:
        print_json({"number": decision, "action": place, "head": head})
        return
    _line(session, session.say("decisions.closed", number=decision, place=place, head=head))


def list_page(session: Session, ledger: Ledger, *, as_json: bool) -> None:
    """Print all decisions, one a row."""
    if as_json:
        found = [facts(session, one) for one in ledger.kept]
        print_json({"decisions": found, "unreadable": list(ledger.unreadable)})
        return
    if ledger.kept:
        session.out.print(_table(session, ledger.kept))
    else:
        _line(session, session.say("decisions.none"))
    for entry in ledger.unreadable:
        _line(session, session.say("decisions.unreadable", number=entry), style="yellow")


def decision_page(session: Session, kept: Kept, *, as_json: bool) -> None:
    """Print one decision in full, and what moved since."""
    found: Since | None = None
    faults: Sequence[Fault] = ()
    try:
        found = changes(session.lab, kept)
    except LabError as error:
        faults = error.faults
    if as_json:
        print_json({**facts(session, kept), "since": since_facts(session, found, faults)})
        return
    for line in _lines(session, kept):
        _line(session, line)
    _line(session, session.say("decisions.since"), style="bold")
    for line in [fault.describe(session.lang) for fault in faults] or _since(session, found):
        _line(session, line)


def recomputed_page(session: Session, found: Sequence[Recomputed], *, as_json: bool) -> None:
    """Print whether evaluations came back as they were."""
    if as_json:
        print_json([recomputed_facts(session, one) for one in found])
        return
    for one in found:
        state = "decisions.same" if one.ok else "decisions.not_same"
        _line(session, session.say(state, number=one.number, id=one.evaluation))
        for fault in one.faults:
            _line(session, f"✗ {fault.describe(session.lang)}")
        if one.code is not None:
            _line(session, session.say("decisions.other_code", then=one.code))


def choice_words(session: Session, decision: Decision) -> str:
    """Say what was chosen."""
    verdict = decision.choice.verdict
    names = " + ".join(_name(session, one) for one in decision.choice.solutions)
    return say(f"decisions.choice.{verdict}", session.lang, names=names)


def _lines(session: Session, kept: Kept) -> Iterator[str]:
    one, lang = kept.decision, session.lang
    phases = session.place.catalogue.phases
    step = phases.phase(one.phase)
    yield session.say("decisions.title", number=kept.number, day=date(kept.at.date(), lang))
    if kept.replaced_by is not None:
        yield session.say("decisions.replaced", number=kept.replaced_by)
    said = {
        "question": one.question,
        "options": ", ".join(_name(session, name) for name in one.options),
        "choice": choice_words(session, one),
        "reason": one.reason,
        "deviation": one.deviation,
        "override": one.override,
        "owner": f"{one.owner.role}, {one.owner.body}",
        "phase": step.name.in_(lang) if step else one.phase,
        "replaces": str(one.replaces or ""),
        "evaluation": one.evaluation.id,
    }
    yield from (f"{say(f'decisions.field.{k}', lang)}: {v}" for k, v in said.items() if v)
    asked = {name: words.in_(lang) for name, words in phases.asked(one.phase).items()}
    yield from _answers(session, {**one.grounds, **one.gate}, asked)
    yield from _actions(session, kept)


def _answers(
    session: Session, given: Mapping[str, Answer], asked: Mapping[str, str]
) -> Iterator[str]:
    # The log keeps them by name; people read them as they were asked.
    known = [name for name in asked if name in given]
    for name in [*known, *(given.keys() - asked.keys())]:
        said = given[name]
        note = f" ({said.note})" if said.note else ""
        reply = say(f"decisions.reply.{said.answer}", session.lang)
        yield f"{asked.get(name, name)} {reply}{note}"


def _actions(session: Session, kept: Kept) -> Iterator[str]:
    lang = session.lang
    for place, action in enumerate(kept.decision.actions, start=1):
        state = "done" if place in kept.done else "open"
        day = date(kept.done.get(place, action.by), lang)
        said = {"place": place, "text": action.text, "owner": action.owner, "day": day}
        yield session.say(f"decisions.action_{state}", **said)


def _since(session: Session, found: Since | None) -> list[str]:
    if found is None or not found.changed:
        return [session.say("decisions.unchanged")]
    inputs = ("criteria", "measurements", "code")
    lines = [session.say(f"decisions.other_{n}_now") for n in inputs if getattr(found, n)]
    lines += [line for one in found.moved for line in _moved(session, one)]
    return lines if found.moved else [*lines, session.say("decisions.nothing_moved")]


def _moved(session: Session, moved: Moved) -> Iterator[str]:
    then, now = (_state(session, one) for one in (moved.then, moved.now))
    name = _name(session, moved.solution)
    yield session.say("decisions.moved", name=name, then=then, now=now)
    indicators = session.place.catalogue.indicators
    for one in moved.turned:
        known = indicators.get(one.indicator)
        named = known.name.in_(session.lang) if known else one.indicator
        before, after = (say(f"outcome.{state}", session.lang) for state in one[1:])
        yield f"  {say('page.decisions.turned', session.lang, name=named, then=before, now=after)}"


def _state(session: Session, state: State | None) -> str:
    if state is None:
        return session.say("decisions.absent")
    outcome = say(f"outcome.{state.outcome}", session.lang)
    score = number(state.score, session.lang)
    return session.say("decisions.state", place=state.place, score=score, outcome=outcome)


def _table(session: Session, found: Sequence[Kept]) -> Table:
    from rich.table import Table
    from rich.text import Text

    title = session.say("decisions.list")
    table = Table(title=title, title_justify="left", title_style="bold")
    for column in ("number", "day", "question", "choice", "owner", "state", "evidence"):
        table.add_column(session.say(f"decisions.column_{column}"), overflow="fold")
    for one in found:
        cells = (Text(cell) for cell in _cells(session, one))
        table.add_row(*cells, style=None if one.stands else "dim")
    return table


def _cells(session: Session, kept: Kept) -> tuple[str, ...]:
    one = kept.decision
    state = session.say("decisions.stands")
    if kept.replaced_by is not None:
        state = session.say("decisions.replaced", number=kept.replaced_by)
    elif kept.open_actions:
        state = session.say("decisions.open", count=len(kept.open_actions))
    evidence = "other_evidence" if other_inputs(session, kept) else "same_evidence"
    return (
        str(kept.number),
        date(kept.at.date(), session.lang),
        one.question,
        choice_words(session, one),
        f"{one.owner.role}, {one.owner.body}",
        state,
        session.say(f"decisions.{evidence}"),
    )


def _name(session: Session, solution: str) -> str:
    known = session.place.catalogue.solutions.get(solution)
    return known.name.in_(session.lang) if known else solution


def _line(session: Session, text: str, style: str = "") -> None:
    session.out.print(text, style=style, markup=False)
