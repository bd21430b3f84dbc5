"""Compute the evaluations of decisions again, for the command that verifies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.cli.decision_pages import recomputed_page
from identiteitslab.errors import fail
from identiteitslab.lab.deciding import decisions
from identiteitslab.lab.looking_back import recompute

if TYPE_CHECKING:
    from identiteitslab.cli.options import Session


def verify_decisions(session: Session, about: str | None, *, as_json: bool) -> bool:
    """Print whether evaluations come back as they were; tells whether all of them do.

    Parameters
    ----------
    session
        The run of the command.
    about
        The number of a decision or the id of an evaluation; None is all decisions.
    as_json
        Print for a program.

    Raises
    ------
    LabError
        No decision has this number or evaluation.
    """
    kept = decisions(session.lab).kept
    chosen = [one for one in kept if about in (None, str(one.number), one.decision.evaluation.id)]
    if about is not None and not chosen:
        raise fail("decision-evaluation-unknown", found=about[:40])
    found = [recompute(session.lab, one) for one in chosen]
    recomputed_page(session, found, as_json=as_json)
    return all(one.ok for one in found)
