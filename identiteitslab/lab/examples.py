"""The example deliveries: stored once, and renewed when a new version brings others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from identiteitslab.intake.delivery import Delivery
    from identiteitslab.store.store import Store
    from identiteitslab.store.upload import Accepted

ACTOR = "voorbeeld"
RENEWED = "nieuw voorbeeld / renewed example"


def store_example(store: Store, delivery: Delivery) -> Accepted:
    """Store an example delivery; it takes the place of an earlier version of itself.

    Raises
    ------
    LabError
        As for `Store.accept`.
    """
    overlapping = store.overlaps(delivery)
    if not overlapping:
        return store.accept(delivery, actor=ACTOR)
    known = store.already(delivery)
    if known is not None:
        return known
    ours = {upload.number for upload in store.uploads() if upload.actor == ACTOR}
    earlier = [o.number for o in overlapping if o.number in ours]
    if not earlier:
        return store.accept(delivery, actor=ACTOR, beside=True)
    renewed, *others = earlier
    for number in others:
        store.withdraw(number, actor=ACTOR, reason=RENEWED)
    return store.supersede(renewed, delivery, actor=ACTOR, reason=RENEWED, beside=True)
