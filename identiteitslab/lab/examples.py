"""The example deliveries: stored once, and renewed when a new version brings others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.errors import LabError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from identiteitslab.intake.delivery import Delivery
    from identiteitslab.store.store import Store
    from identiteitslab.store.upload import Accepted

ACTOR = "voorbeeld"
RENEWED = "nieuw voorbeeld / renewed example"
AT_ONCE = 12
"""So many files are summed together; progress is told after each such batch."""


def batches(files: Sequence[Path]) -> Iterator[Sequence[Path]]:
    """Divide files into batches that are small enough to show progress."""
    return (files[start : start + AT_ONCE] for start in range(0, len(files), AT_ONCE))


def store_example(store: Store, delivery: Delivery) -> Accepted:
    """Store an example delivery; it takes the place of an earlier version of itself.

    Raises
    ------
    LabError
        As for `Store.accept`.
    """
    try:
        return store.accept(delivery, actor=ACTOR)
    except LabError as error:
        if any(fault.code != "add-overlaps" for fault in error.faults):
            raise
    ours = {upload.number for upload in store.uploads() if upload.actor == ACTOR}
    earlier = [o.number for o in store.overlaps(delivery) if o.number in ours]
    if not earlier:
        return store.accept(delivery, actor=ACTOR, beside=True)
    renewed, *others = earlier
    for number in others:
        store.withdraw(number, actor=ACTOR, reason=RENEWED)
    return store.supersede(renewed, delivery, actor=ACTOR, reason=RENEWED, beside=True)
