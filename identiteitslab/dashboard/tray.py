"""Files that were dropped on the page but not yet kept: checked once, forgotten at once if told.

This is the only place that knows how a session remembers a delivery.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from identiteitslab.errors import LabError
from identiteitslab.intake.receipt import make_receipt
from identiteitslab.lab.preview import Data, preview
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from identiteitslab.dashboard.session import Visit
    from identiteitslab.errors import Fault
    from identiteitslab.intake.delivery import Delivery
    from identiteitslab.intake.receipt import Receipt
    from identiteitslab.lab.preview import Preview

PERSONAL = "personal-"
_CHECKED, _TIMES, _RECEIPTS, _REFUSED, _FORESEEN = (
    f"tray-{name}" for name in ("checked", "times", "receipts", "refused", "foreseen")
)


@dataclass(frozen=True)
class Choice:
    """A delivery that is ready, the upload that it corrects, if any, and whether it may overlap."""

    delivery: Delivery
    in_place_of: int | None
    beside: bool


def key() -> str:
    """Give the key of the uploader; a new one makes the browser and the server let go of files."""
    return f"tray-{st.session_state.setdefault(_TIMES, 0)}"


def empty() -> None:
    """Let go of every file that was dropped."""
    st.session_state[_TIMES] = st.session_state.get(_TIMES, 0) + 1
    st.session_state.pop(_CHECKED, None)
    st.session_state.pop(_FORESEEN, None)


def check(visit: Visit, files: Sequence[UploadedFile]) -> tuple[Delivery, ...]:
    """Check files that were not checked before; one with personal data empties the tray."""
    known: dict[str, Delivery] = st.session_state.setdefault(_CHECKED, {})
    fresh = [file for file in files if file.file_id not in known]
    if fresh:
        st.session_state.pop(_REFUSED, None)
        told = st.empty()
        for place, file in enumerate(fresh):
            words = say("page.deliver.checking", visit.lang, place=place + 1, of=len(fresh))
            told.progress(place / len(fresh), words)
            delivery = visit.lab.check(file.name, file.getvalue(), actor=visit.actor)
            known[file.file_id] = delivery
        told.empty()
    found = {file.file_id: known[file.file_id] for file in files}
    st.session_state[_CHECKED] = found
    personal = [f for d in found.values() for f in d.refusals if f.code.startswith(PERSONAL)]
    if personal:
        empty()
        st.session_state[_REFUSED] = tuple(personal)
        st.rerun()
    return tuple(found.values())


def refused() -> tuple[Fault, ...]:
    """Give why the last files were refused and forgotten."""
    found: tuple[Fault, ...] = st.session_state.get(_REFUSED, ())
    return found


def receipts() -> tuple[Receipt, ...]:
    """Give the receipts of this session, the last one first."""
    found: dict[str, Receipt] = st.session_state.get(_RECEIPTS, {})
    return tuple(reversed(found.values()))


def keep(visit: Visit, choices: Iterable[Choice]) -> tuple[Fault, ...]:
    """Store what is ready and let go of the files; gives what went wrong.

    A second click finds the same rows there already and changes nothing: the first receipt stays.
    """
    given: dict[str, Receipt] = st.session_state.setdefault(_RECEIPTS, {})
    faults: list[Fault] = []
    for choice in choices:
        reason = say("page.deliver.correction", "nl") if choice.in_place_of else ""
        try:
            accepted = visit.lab.add(
                choice.delivery,
                actor=visit.actor,
                in_place_of=choice.in_place_of,
                reason=reason,
                beside=choice.beside,
            )
        except LabError as error:
            faults += error.faults
        else:
            number = str(accepted.number)
            receipt = make_receipt(choice.delivery, upload=number, head=accepted.head)
            given.setdefault(number, receipt)
    if not faults:
        empty()
    return tuple(faults)


def foresee(visit: Visit, choices: Sequence[Choice]) -> Preview:
    """Say what storing these would change; worked out once for the same files and data."""
    sums, version = visit.lab.measurements()
    without = [one.in_place_of for one in choices if one.in_place_of is not None]
    asked = (version, visit.question(), tuple(c.delivery.file_hash for c in choices), *without)
    kept: tuple[object, Preview] | None = st.session_state.get(_FORESEEN)
    if kept is not None and kept[0] == asked:
        return kept[1]
    with visit.lab.store() as store:
        then = store.foresee([one.delivery for one in choices], without)
    found = preview(
        visit.lab.catalogue,
        visit.question(),
        Data(sums, version),
        Data(then.sums, then.data_version),
    )
    st.session_state[_FORESEEN] = (asked, found)
    return found
