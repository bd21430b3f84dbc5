"""A decision that is being written: what the reader saw when it was begun, and what was kept.

This is the only place that knows how a session remembers a decision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from identiteitslab.errors import LabError
from identiteitslab.lab import deciding

if TYPE_CHECKING:
    from identiteitslab.dashboard.session import Visit
    from identiteitslab.decision.log.decision import Draft
    from identiteitslab.errors import Fault
    from identiteitslab.lab.deciding import Receipt

_TIMES, _BEGUN, _RECEIPTS = (f"desk-{name}" for name in ("times", "begun", "receipts"))


def key(name: str, of: int | None) -> str:
    """Give the key of a field; after a decision was kept, and for a correction, it is a new one."""
    return f"desk-{st.session_state.setdefault(_TIMES, 0)}-{of or 'new'}-{name}"


def begin(visit: Visit) -> None:
    """Remember the end of the log when the reader began to write."""
    if _BEGUN not in st.session_state:
        with visit.lab.store() as store:
            st.session_state[_BEGUN] = store.end().sequence


def receipts() -> tuple[Receipt, ...]:
    """Give the receipts of this session, the last one first."""
    found: dict[int, Receipt] = st.session_state.get(_RECEIPTS, {})
    return tuple(reversed(found.values()))


def keep(visit: Visit, draft: Draft) -> tuple[Fault, ...]:
    """Keep a decision on what the reader looks at; gives what went wrong.

    A second click finds the same decision there already: the first receipt stays.
    """
    given: dict[int, Receipt] = st.session_state.setdefault(_RECEIPTS, {})
    try:
        receipt = deciding.decide(
            visit.lab,
            draft,
            visit.evaluation(),
            actor=visit.actor,
            seen=st.session_state.get(_BEGUN),
        )
    except LabError as error:
        return error.faults
    given.setdefault(receipt.number, receipt)
    st.session_state[_TIMES] = st.session_state.get(_TIMES, 0) + 1
    st.session_state.pop(_BEGUN, None)
    return ()
