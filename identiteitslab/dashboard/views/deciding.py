"""The decisions of a lab: which stand, on which evidence, and which actions are open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from identiteitslab.dashboard.parts.html import NOTHING, Html, join, tag
from identiteitslab.dashboard.parts.pieces import bullets, link, note, quiet, status
from identiteitslab.dashboard.parts.tables import Column, Row, table
from identiteitslab.dashboard.views import names
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import date, number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.decision.log.decision import Choice, Decision
    from identiteitslab.decision.log.ledger import Kept, Ledger
    from identiteitslab.decision.log.since import Moved, Since
    from identiteitslab.errors import Fault
    from identiteitslab.lab.deciding import Receipt

NAMED = 2
"""So many solutions that moved are named in the list; the decision itself names all."""


def conclusion(ledger: Ledger, since: Mapping[int, Since | tuple[Fault, ...]], lang: Lang) -> str:
    """Say in a few words how many decisions stand, and whether their evidence still does."""
    standing = ledger.standing
    if not standing:
        return say("page.decisions.none", lang)
    moved = sum(changed(since[one.number]) for one in standing)
    undone = sum(len(one.open_actions) for one in standing)
    return " ".join(
        (
            _counted("page.decisions.count", len(standing), lang),
            _counted("page.decisions.moved", moved, lang),
            _counted("page.decisions.undone", undone, lang),
        )
    )


def changed(found: Since | tuple[Fault, ...]) -> bool:
    """Tell whether the evidence of a decision is another, or cannot be asked for any more."""
    return True if isinstance(found, tuple) else found.changed


def decisions_table(
    ledger: Ledger,
    since: Mapping[int, Since | tuple[Fault, ...]],
    catalogue: Catalogue,
    lang: Lang,
    url: Callable[[int], str],
) -> Html:
    """List all decisions, the newest first.

    Parameters
    ----------
    ledger, since
        The decisions, and what moved since each one that stands.
    catalogue, lang
        Names, in which language.
    url
        Where one decision is shown in full.
    """
    rows = [
        Row(
            join(
                link(one.decision.question, url(one.number)),
                quiet(_title(one, lang)),
            ),
            (
                choice(one.decision.choice, catalogue, lang),
                owner(one.decision),
                _state(one, lang),
                _evidence(since.get(one.number), catalogue, lang),
            ),
            "" if one.stands else "lab-out",
        )
        for one in reversed(ledger.kept)
    ]
    caption = say("page.decisions.caption", lang, count=number(len(rows), lang))
    return table(caption, _columns(lang), rows)


def unreadable_note(ledger: Ledger, lang: Lang) -> Html:
    """Say which entries of the log are decisions that cannot be read."""
    numbers = names.listed([str(one) for one in ledger.unreadable], lang)
    return note("failed", say("page.decisions.unreadable", lang, numbers=numbers))


def actions_table(ledger: Ledger, lang: Lang) -> Html:
    """List the actions that are not done, the most urgent first."""
    undone = [
        (action.by, one.number, place, action)
        for one in ledger.standing
        for place, action in one.open_actions
    ]
    if not undone:
        return quiet(say("page.decisions.no_actions", lang))
    rows = [
        Row(action.text, (action.owner, date(day, lang), action_name(decision, place, lang)))
        for day, decision, place, action in sorted(undone, key=lambda each: each[:3])
    ]
    columns = tuple(
        Column(say(f"page.decisions.action_{name}", lang), width)
        for name, width in (("what", 46), ("owner", 24), ("by", 16), ("of", 14))
    )
    return table(say("page.decisions.actions_caption", lang), columns, rows)


def action_name(decision: int, place: int, lang: Lang) -> str:
    """Name an action by its decision and place."""
    return say("page.decisions.action_named", lang, decision=decision, place=place)


def choice(chosen: Choice, catalogue: Catalogue, lang: Lang) -> str:
    """Say what was chosen."""
    named = names.listed([solution(one, catalogue, lang) for one in chosen.solutions], lang)
    return say(f"decisions.choice.{chosen.verdict}", lang, names=named)


def solution(name: str, catalogue: Catalogue, lang: Lang) -> str:
    """Name a solution; one that the criteria do not know any more keeps its id."""
    return names.solution(catalogue, name, lang) if name in catalogue.solutions else name


def indicator(name: str, catalogue: Catalogue, lang: Lang) -> str:
    """Name an indicator; one that the criteria do not know any more keeps its id."""
    known = catalogue.indicators.get(name)
    return known.name.in_(lang) if known else name


def owner(decision: Decision) -> str:
    """Name the role and the body that decided."""
    return f"{decision.owner.role}, {decision.owner.body}"


def receipt_note(receipt: Receipt, lang: Lang) -> Html:
    """Give the receipt, and say what others decided in the meantime."""
    key = "page.decisions.again" if receipt.duplicate else "page.decisions.kept"
    told = tag("strong", say(key, lang, number=receipt.number))
    head = tag("div", say("page.deliver.head", lang, head=receipt.head), class_="lab-code")
    kept = note("met", told, head)
    if not receipt.between:
        return kept
    numbers = names.listed([str(one) for one in receipt.between], lang)
    return join(kept, note("open", say("page.decisions.between", lang, numbers=numbers)))


def refusal(faults: Sequence[Fault], asked: Mapping[str, str], lang: Lang) -> Html:
    """Say what keeps a decision from being kept, each fault at the field as the page calls it.

    Parameters
    ----------
    faults
        What is wrong.
    asked
        The questions that a decision answers, by their key.
    lang
        The language of the page.
    """
    title = tag("strong", say("page.decisions.refused", lang))
    return note("failed", title, bullets(_told(fault, asked, lang) for fault in faults))


def field_name(key: str, asked: Mapping[str, str], lang: Lang) -> str:
    """Give a field of a decision the name that the page calls it by."""
    group, _, rest = key.partition(".")
    if group in ("gate", "grounds") and rest:
        return asked.get(rest.removesuffix(".note"), rest)
    if group == "actions" and rest:
        return say("page.decisions.action_place", lang, place=rest.partition(".")[0])
    return say(f"decisions.field.{rest if group == 'owner' and rest else group}", lang)


def moved_words(moved: Moved, catalogue: Catalogue, lang: Lang) -> str:
    """Say how the score of a solution moved."""
    then, now = (
        "–" if state is None else number(state.score, lang) for state in (moved.then, moved.now)
    )
    name = solution(moved.solution, catalogue, lang)
    return say("page.decisions.score_moved", lang, name=name, then=then, now=now)


def _columns(lang: Lang) -> tuple[Column, ...]:
    return tuple(
        Column(say(f"page.decisions.column_{name}", lang), width)
        for name, width in (
            ("question", 30), ("choice", 20), ("owner", 18), ("state", 14), ("evidence", 18),
        )
    )  # fmt: skip


def _title(kept: Kept, lang: Lang) -> str:
    return say("page.decisions.title_of", lang, number=kept.number, day=date(kept.at.date(), lang))


def _state(kept: Kept, lang: Lang) -> Html:
    if kept.replaced_by is not None:
        return quiet(say("page.decisions.replaced", lang, number=kept.replaced_by))
    undone = len(kept.open_actions)
    told = _counted("page.decisions.undone_of", undone, lang)
    return join(say("page.decisions.stands", lang), quiet(told))


def _evidence(found: Since | tuple[Fault, ...] | None, catalogue: Catalogue, lang: Lang) -> Html:
    if found is None:
        return NOTHING
    if isinstance(found, tuple):
        return status("failed", lang, say("page.decisions.unknown", lang))
    if not found.changed:
        return status("met", lang, say("page.decisions.same", lang))
    shown = _most(found.moved)
    told = "; ".join(moved_words(one, catalogue, lang) for one in shown)
    badge = tag("span", say("page.decisions.changed", lang), class_="lab-status lab-not_shown")
    return join(badge, quiet(told or say("page.decisions.inputs_only", lang)))


def _most(moved: Iterable[Moved]) -> list[Moved]:
    """Pick the solutions whose score moved most."""

    def distance(one: Moved) -> float:
        both = one.then is not None and one.now is not None
        return -abs(one.now.score - one.then.score) if both and one.now and one.then else -100.0

    return sorted(moved, key=distance)[:NAMED]


def _told(fault: Fault, asked: Mapping[str, str], lang: Lang) -> str:
    if not fault.where.key:
        return fault.describe(lang)
    named = field_name(fault.where.key, asked, lang)
    sign = "" if named.endswith("?") else ":"
    return f"{named}{sign} {replace(fault, where=type(fault.where)()).describe(lang)}"


def _counted(key: str, count: int, lang: Lang) -> str:
    form = {0: "none", 1: "one"}.get(count, "many")
    return say(f"{key}_{form}", lang, count=number(count, lang))
