"""Decisions as JSON, for other programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import typer

from identiteitslab.decision.log.decision import to_dict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identiteitslab.cli.options import Session
    from identiteitslab.decision.log.ledger import Kept
    from identiteitslab.decision.log.since import Since, State
    from identiteitslab.errors import Fault
    from identiteitslab.lab.looking_back import Recomputed


def print_json(content: object) -> None:
    """Print plain data."""
    typer.echo(json.dumps(content, ensure_ascii=False, indent=2))


def other_inputs(session: Session, kept: Kept) -> bool:
    """Tell whether measurements or criteria are others; nothing is computed for it."""
    frozen = kept.decision.evaluation
    with session.lab.store() as store:
        version = store.data_version()
    made = (frozen.measurements, frozen.criteria)
    return made != (version, session.place.catalogue.digest)


def facts(session: Session, kept: Kept) -> dict[str, Any]:
    """Give one decision."""
    return {
        "number": kept.number,
        "at": kept.at.isoformat(),
        "role": kept.role,
        "replaced_by": kept.replaced_by,
        "done": {str(place): day.isoformat() for place, day in kept.done.items()},
        "other_inputs": other_inputs(session, kept),
        "decision": to_dict(kept.decision),
    }


def since_facts(session: Session, found: Since | None, faults: Sequence[Fault]) -> dict[str, Any]:
    """Give what moved since a decision, or why that cannot be told."""
    if found is None:
        return {"faults": _faults(session, faults)}
    moved = {
        one.solution: {"then": _state(one.then), "now": _state(one.now)} for one in found.moved
    }
    flags = {name: getattr(found, name) for name in ("criteria", "measurements", "code", "order")}
    return {**flags, "changed": found.changed, "moved": moved}


def recomputed_facts(session: Session, found: Recomputed) -> dict[str, Any]:
    """Give whether an evaluation came back as it was."""
    return {
        "number": found.number,
        "evaluation": found.evaluation,
        "ok": found.ok,
        "code_then": found.code,
        "faults": _faults(session, found.faults),
        "differences": [vars(one) for one in found.differences],
    }


def _state(state: State | None) -> dict[str, Any] | None:
    return None if state is None else vars(state)


def _faults(session: Session, faults: Sequence[Fault]) -> list[dict[str, str]]:
    return [{"code": fault.code, "what": fault.what(session.lang)} for fault in faults]
