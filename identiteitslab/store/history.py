"""What the log says about uploads: the words of an entry, and replaying them all. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from identiteitslab.store.upload import Part, Pilot, Upload

if TYPE_CHECKING:
    from collections.abc import Iterable

    from identiteitslab.store.chain import Entry

ACCEPTED = "upload-accepted"
WITHDRAWN = "upload-withdrawn"
SUPERSEDED = "upload-superseded"
REINSTATED = "upload-reinstated"
MENDED = "upload-mended"
OWN_KINDS = frozenset({ACCEPTED, WITHDRAWN, SUPERSEDED, REINSTATED, MENDED})
"""Kinds of entry that only the store itself writes."""


def words(upload: Upload) -> dict[str, Any]:
    """Say in an entry what an upload holds; when and who stand in the entry itself."""
    return {
        "number": upload.number,
        "content_hash": upload.content_hash,
        "file_hash": upload.file_hash,
        "rows_in": upload.rows_in,
        "accepted": upload.accepted,
        "rejected": upload.rejected,
        "blank": upload.blank,
        "pilots": [list(pilot) for pilot in upload.pilots],
        "parts": [list(part) for part in upload.parts],
    }


def replay(entries: Iterable[Entry]) -> dict[int, Upload]:
    """Tell what the uploads must be, from the log alone.

    An entry that cannot be followed (damaged, or about an upload that is not there) is passed
    over: the comparison with the register then shows the difference.
    """
    uploads: dict[int, Upload] = {}
    for entry in entries:
        try:
            after = _follow(uploads, entry)
        except (KeyError, TypeError, ValueError):
            continue
        if after is not None:
            uploads[after.number] = after
    return uploads


def _follow(uploads: dict[int, Upload], entry: Entry) -> Upload | None:
    payload = entry.payload
    if entry.kind == ACCEPTED:
        return _accepted(entry)
    if entry.kind == WITHDRAWN:
        return replace(uploads[payload["number"]], status="withdrawn", successor=None)
    if entry.kind == SUPERSEDED:
        successor = payload["successor"]
        return replace(uploads[payload["number"]], status="superseded", successor=successor)
    if entry.kind == REINSTATED:
        return replace(uploads[payload["number"]], status="active", successor=None)
    if entry.kind == MENDED:
        return replace(uploads[payload["number"]], parts=_parts(payload["parts"]))
    return None


def _accepted(entry: Entry) -> Upload:
    said = dict(entry.payload)
    pilots = tuple(Pilot(*pilot) for pilot in said.pop("pilots"))
    parts = _parts(said.pop("parts"))
    return Upload(**said, pilots=pilots, parts=parts, accepted_at=entry.at, actor=entry.actor)


def _parts(said: Iterable[list[Any]]) -> tuple[Part, ...]:
    return tuple(Part(*part) for part in said)
